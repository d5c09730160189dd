import { pageGuard } from './emulators/loopback-guard.ts';
import { type LoopbackServer, readBody, serveLoopback } from './emulators/loopback-server.ts';
import { answerByFetch } from './fetch-bridge.ts';

/** Forms are short. */
const bodyBytesMax = 64 * 1024;

/** Serves pages of the operator on the loopback; port 0 takes a free one. @throws the listen error, e.g. EADDRINUSE */
export async function servePages(
  fetch: (request: Request) => Response | Promise<Response>,
  onError: (error: unknown) => void,
  port = 0,
): Promise<LoopbackServer> {
  return serveLoopback(
    pageGuard,
    (request, response) => {
      void readBody(request, bodyBytesMax)
        .then((body) => answerByFetch(request, body, response, fetch))
        .catch((error: Error) => {
          onError(error);
          response.destroy(error);
        });
    },
    port,
  );
}
