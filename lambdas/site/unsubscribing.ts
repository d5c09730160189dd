import type { Hono } from 'hono';
import type { PageEnv } from './env.ts';
import { leavingByLink, type LeavingPagesWorld } from './routes/leaving.tsx';
import { serving } from './serving.ts';
import { noticingZones } from './whereabouts.ts';

/** The unsubscribe pages without the rest of the site. */
export function unsubscribing(world: LeavingPagesWorld): Hono<PageEnv<LeavingPagesWorld>> {
  return serving(world, (app) => app.route('/', leavingByLink), {
    worldFor: (c) => ({ ...world, subscribers: noticingZones(world.subscribers, c) }),
  });
}
