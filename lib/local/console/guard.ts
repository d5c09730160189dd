import type { MiddlewareHandler } from 'hono';

const loopbackHosts = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Keeps other sites away from the console. The name in the address bar must be this machine's own, since a name that somebody else made
 * point here (DNS rebinding) would read every mail; and what changes something must come from the console's own pages or from no page at all.
 */
export const consoleGuard: MiddlewareHandler = async function consoleGuard(context, next) {
  const host = context.req.header('host') ?? '';
  if (!loopbackHosts.test(host)) return context.text('The console answers to localhost only.\n', 403);
  const reads = context.req.method === 'GET' || context.req.method === 'HEAD';
  if (!reads && !isOwnPage(context.req.header('sec-fetch-site'), context.req.header('origin'), host)) {
    return context.text('This request came from another site and was not carried out.\n', 403);
  }
  return next();
};

function isOwnPage(fetchSite: string | undefined, origin: string | undefined, host: string): boolean {
  // Every current browser says where a request comes from; programs such as curl say neither.
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  return origin === undefined || origin === `http://${host}`;
}
