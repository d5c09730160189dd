import type { Hono } from 'hono';
import type { PageEnv } from './env.ts';
import { leavingByLink, type LeavingPagesWorld } from './routes/leaving.tsx';
import { serving } from './serving.ts';

/** The pages of leaving by themselves: whatever happens to the site, nobody is kept. */
export function unsubscribing(world: LeavingPagesWorld): Hono<PageEnv<LeavingPagesWorld>> {
  return serving(world, (app) => app.route('/', leavingByLink));
}
