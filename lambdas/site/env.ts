import type { Context } from 'hono';
import type { SiteWorld } from './world.ts';

/** What a request carries through the site. */
export interface SiteEnv {
  Variables: {
    world: SiteWorld;
    /** The page brings the zone script: its policy lets that one in. */
    scripted?: boolean;
    /** For everyone to read, keep and find: no token in its address, nobody's data in it. */
    open?: boolean;
    /** A mail, whose look stands in the page itself. */
    mail?: boolean;
    /** Whose link this is, for the log. */
    subscriber?: string;
  };
}

export type SiteContext = Context<SiteEnv>;
