import { randomBytes } from 'node:crypto';
import { pageGuard } from '../../local/engines/loopback-guard.ts';
import { readBody, serveLoopback } from '../../local/engines/loopback-server.ts';
import { answerByFetch } from '../../local/fetch-bridge.ts';
import type { Home } from '../home.ts';
import { operatorConsole } from './app.tsx';

/** Forms are short. */
const bodyBytesMax = 64 * 1024;

/** Serves the console on the loopback; the address opens it once. */
export async function serveConsole(
  home: Home,
  onError: (error: unknown) => void,
): Promise<{ address: string; stop: () => Promise<void> }> {
  const secret = () => randomBytes(24).toString('base64url');
  const token = secret();
  let port = 0;
  const app = operatorConsole(home, { token, session: secret(), port: () => port });
  app.onError((error, context) => {
    onError(error);
    return context.text('Something went wrong; the terminal in which the console runs says what.\n', 500);
  });
  const server = await serveLoopback(pageGuard, (request, response) => {
    void readBody(request, bodyBytesMax)
      .then((body) => answerByFetch(request, body, response, (asked) => app.fetch(asked)))
      .catch((error: Error) => {
        onError(error);
        response.destroy(error);
      });
  });
  port = Number(new URL(server.url).port);
  return { address: `${server.url}/enter?token=${token}`, stop: () => server.stop() };
}
