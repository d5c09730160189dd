import { timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { consoleGuard } from '../../local/console/guard.ts';

/**
 * Lets in whoever holds the address that was printed, once, and their browser from then on. Other programs and people of this machine can reach
 * the port as well, and other sites could be opened in the same browser.
 *
 * @param token - in the printed address
 * @param session - in the cookie
 */
export function guardConsole(
  app: Hono,
  { token, session, port }: { token: string; session: string; port: () => number },
): void {
  let used = false;
  app.use(consoleGuard);
  app.get('/enter', (context) => {
    const given = context.req.query('token') ?? '';
    if (used || !same(given, token)) return context.text(noEntry, 403);
    used = true;
    // Cookies know no ports: another console on this machine has another name.
    setCookie(context, cookieName(port()), session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.redirect('/', 303);
  });
  app.use(async (context, next) => {
    if (!same(getCookie(context, cookieName(port())) ?? '', session)) return context.text(noEntry, 403);
    return next();
  });
}

const noEntry = 'This console was opened for one browser. Start it again: weekwise console\n';
const cookieName = (port: number) => `weekwise-console-${port}`;

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
