import { Hono } from 'hono';
import type { Temporal } from 'temporal-polyfill';
import { Layout } from './layout.tsx';
import { script } from './script.ts';
import { consolePath, type Page, type Section } from './section.ts';
import { styleSheet } from './style.ts';

export interface ConsoleOptions {
  /** Which service this is, in words. */
  name: string;
  /** In the order of the navigation; the first is shown first. */
  sections: readonly Section[];
  /** Origin of the site, where it is on this machine. */
  siteUrl?: string;
  /** The clock, where it can be moved. */
  now?: () => Temporal.Instant;
  /** Why no mail goes out at the moment, in words. */
  stopped?: () => Promise<string | undefined>;
  /** Hears what went wrong; the answer never tells. */
  onError: (error: unknown) => void;
}

/** What every page may do; the HTML of a mail has a policy of its own, see mail-frame.ts. */
const policy = [
  "default-src 'none'",
  // Charts carry a style of their own.
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The console: one frame, policy and style for whatever sections it is given. Serve it behind `pageGuard`. */
export function consoleApp({ name, sections, siteUrl, now, stopped, onError }: ConsoleOptions): Hono {
  const root = new Hono();
  const home = `${consolePath}${sections[0]!.path}`;
  root.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
    context.header('cross-origin-opener-policy', 'same-origin');
    if (!context.res.headers.has('content-security-policy')) context.header('content-security-policy', policy);
  });
  root.get('/', (context) => context.redirect(home, 303));

  const doneWords: Record<string, string> = Object.assign({}, ...sections.map(({ done }) => done));
  const page: Page = async (context, title, children, { status = 200, follows, heading } = {}) =>
    context.html(
      <Layout
        {...{ title, heading, name, sections, siteUrl, follows }}
        path={context.req.path}
        now={now?.()}
        stopped={await stopped?.()}
        done={doneWords[context.req.query('done') ?? '']}
      >
        {children}
      </Layout>,
      status,
    );

  const app = root.basePath(consolePath);
  app.get('/', (context) => context.redirect(home, 303));
  app.get('/console.css', (context) => context.body(styleSheet, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/console.js', (context) => context.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  for (const { routes } of sections) routes(app, page);
  root.notFound(
    (context) => page(context, 'No such page', <p>There is nothing here.</p>, { status: 404 }) as Promise<Response>,
  );
  root.onError((error, context) => {
    onError(error);
    return context.text('Something went wrong; the terminal in which this runs says what.\n', 500);
  });
  return root;
}
