import type { Context } from 'hono';
import type { PageDeps, SiteDeps } from './deps.ts';

/** Scripts of our own, see `assets.ts`. */
export type ScriptName = 'busy' | 'zone' | 'when' | 'proof' | 'practice' | 'sheet' | 'lessons' | 'share';

/** What a request carries through the site, or through the pages that have a function of their own. */
export interface PageEnv<LocalService extends PageDeps = PageDeps> {
  Variables: {
    deps: LocalService;
    /** The page brings scripts: its policy lets them in. */
    scripts?: readonly ScriptName[];
    /** For everyone to read, keep and find: no token in its address, nobody's data in it. */
    open?: boolean;
    /** A mail, whose look stands in the page itself. */
    mail?: boolean;
    /** Whose link this is, for the log. */
    subscriber?: string;
    /** Their zone, once the table was asked for them; undefined inside where it did not answer. It decides whom they can call. */
    whereabouts?: { zone: string | undefined };
  };
}

export type SiteEnv = PageEnv<SiteDeps>;
export type SiteContext = Context<SiteEnv>;

/** A request, as far as code that pages share needs it. */
export type PageContext = Pick<Context, 'req' | 'html' | 'body' | 'header'> & {
  readonly var: Readonly<PageEnv['Variables']>;
  readonly set: <Name extends 'subscriber' | 'whereabouts'>(
    name: Name,
    value: NonNullable<PageEnv['Variables'][Name]>,
  ) => void;
};
