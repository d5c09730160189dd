import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { methodNotAllowed as byMethod } from 'hono/method-not-allowed';
import { routePath } from 'hono/route';
import { LinearRouter } from 'hono/router/linear-router';
import { getPathNoStrict } from 'hono/utils/url';
import { inLanguage } from '../../content/page-language.ts';
import { withoutLanguage } from './hrefs.ts';
import { languageAsked } from './language.ts';
import type { PageEnv } from './env.ts';
import { methodNotAllowed, notFound, wentWrong } from './problems.tsx';
import { securityHeaders } from './security-headers.ts';
import type { PageDeps } from './deps.ts';

/**
 * Serves routes with what all of them share: security headers, compression, and the pages for "not found", wrong methods and errors.
 *
 * @param add - adds the routes
 * @param more.addFirst - adds routes that answer wrong methods themselves
 * @param more.worldFor - the world as one request sees it
 */
export function serving<LocalService extends PageDeps>(
  deps: LocalService,
  add: (app: Hono<PageEnv<LocalService>>) => void,
  {
    addFirst,
    worldFor = () => deps,
  }: {
    addFirst?: (app: Hono<PageEnv<LocalService>>) => void;
    worldFor?: (c: Context<PageEnv<LocalService>>) => LocalService;
  } = {},
): Hono<PageEnv<LocalService>> {
  // Every page answers at its path, and below the path of each language. A slash behind an address is a slip, as in a link at the end of a path.
  const app = new Hono<PageEnv<LocalService>>({
    getPath: (request) => withoutLanguage(getPathNoStrict(request)),
    // It goes through the routes for each request, in some 20 µs. Hono's usual router takes 2 ms to compile all of them for the first one.
    router: new LinearRouter(),
  });
  app.use(async (c, next) => {
    const { languages } = deps.series;
    await inLanguage(languages, languageAsked(c, languages), async () => {
      c.set('deps', worldFor(c));
      await next();
    });
  });
  // Sizes reveal nothing (BREACH): anyone who can make a browser request a page behind a link has the link already.
  app.use(compress());
  app.use(securityHeaders);
  addFirst?.(app);
  app.use(byMethod({ app, onMethodNotAllowed: methodNotAllowed }));
  add(app);
  app.notFound(notFound);
  app.onError((error, c) => wentWrong(error, c, routePath(c, -1)));
  return app;
}
