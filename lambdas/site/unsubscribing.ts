import type { Hono } from 'hono';
import type { PageEnv } from './kit/env.ts';
import { leavingByLink, type LeavingPagesWorld } from './pages/leaving/leaving.tsx';
import { serving } from './kit/serving.ts';
import { noticingZones } from './kit/whereabouts.ts';

/** The unsubscribe pages without the rest of the site. */
export function unsubscribing(world: LeavingPagesWorld): Hono<PageEnv<LeavingPagesWorld>> {
  return serving(world, (app) => app.route('/', leavingByLink), {
    worldFor: (c) => ({ ...world, subscribers: noticingZones(world.subscribers, c) }),
  });
}
