import { createMiddleware } from 'hono/factory';
import type { PageEnv } from './env.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const onEveryAnswer = {
  // Not for the domains below it: they may be somebody else's, or of a clinic's website that has no TLS, and no browser can be told to forget it.
  'Strict-Transport-Security': 'max-age=63072000',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/**
 * What browsers, caches and search engines may do with an answer. Set last, so that error pages have it too; closed unless a route opens
 * it, so that a new page with a token in its address leaks nothing.
 */
export const securityHeaders = createMiddleware<PageEnv>(async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of Object.entries(onEveryAnswer)) headers.set(name, value);
  // Pictures say otherwise: webmail shows them in its own pages.
  if (!headers.has('Cross-Origin-Resource-Policy')) headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const styled = c.var.mail === true ? policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") : policy;
  const scripted = c.var.scripts === undefined ? styled : `${styled}; script-src 'self'`;
  const open = c.var.open === true && c.res.status === 200;
  // Tools that rate a public page fetch robots.txt from within it.
  headers.set('Content-Security-Policy', open ? `${scripted}; connect-src 'self'` : scripted);
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', open ? 'public, max-age=300' : 'no-store');
  if (!open) headers.set('X-Robots-Tag', 'noindex');
});
