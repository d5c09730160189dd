import type { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isSameSecret } from '../../local/emulators/loopback-guard.ts';

/**
 * Lets in whoever holds the address that was printed, once, and their browser from then on: other programs and people of this machine can reach
 * the port as well. Against other sites in the same browser it stands behind `pageGuard`.
 *
 * @param token - in the printed address
 * @param session - in the cookie
 */
export function guardConsole(
  app: Hono,
  { token, session, port }: { token: string; session: string; port: () => number },
): void {
  let used = false;
  app.get('/enter', (context) => {
    const given = context.req.query('token') ?? '';
    if (used || !isSameSecret(given, token)) return context.text(noEntry, 403);
    used = true;
    // Cookies know no ports: another console on this machine has another name.
    setCookie(context, cookieName(port()), session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.redirect('/', 303);
  });
  app.use(async (context, next) => {
    if (!isSameSecret(getCookie(context, cookieName(port())) ?? '', session)) return context.text(noEntry, 403);
    return next();
  });
}

const noEntry = 'This console was opened for one browser. Start it again: weekwise console\n';
const cookieName = (port: number) => `weekwise-console-${port}`;
