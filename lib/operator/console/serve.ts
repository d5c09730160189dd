import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { pictureFolder } from '../../../lambdas/adapters/picture-folder.ts';
import { links } from '../../../lambdas/core/mail/links.ts';
import { consoleApp } from '../../console/app.tsx';
import { whyStopped } from '../../console/send-state.ts';
import { servePages } from '../../local/serve-pages.ts';
import { buildIn, roots } from '../../roots.ts';
import type { ServiceConnection } from '../connection.ts';
import { guardConsole } from './guard.ts';
import { operatorSections } from './sections.ts';

const pictures = pictureFolder(buildIn(roots.project, 'pictures'));

/** Serves the console of a service on the loopback; the address opens it once. */
export async function serveConsole(
  connection: ServiceConnection,
  onError: (error: unknown) => void,
): Promise<{ address: string; stop: () => Promise<void> }> {
  const secret = () => randomBytes(24).toString('base64url');
  const token = secret();
  let port = 0;
  const app = new Hono();
  // Before the door: a mail is shown in a frame without an origin, whose requests carry no cookie, and pictures are for everybody anyway.
  app.get(links.picture.path, async (context) => {
    const picture = await pictures(context.req.param('file'));
    return picture === undefined ? context.notFound() : context.body(picture, 200, { 'content-type': 'image/png' });
  });
  guardConsole(app, { token, session: secret(), port: () => port });
  const pages = consoleApp({
    name: connection.name,
    sections: operatorSections(connection),
    stopped: () => whyStopped(connection.control),
    onError,
  });
  app.all('*', (context) => pages.fetch(context.req.raw));
  const server = await servePages((request) => app.fetch(request), onError);
  port = server.port;
  return { address: `${server.url}/enter?token=${token}`, stop: () => server.stop() };
}
