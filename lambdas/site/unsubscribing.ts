import type { Hono } from 'hono';
import type { PageEnv } from './kit/env.ts';
import { serving } from './kit/serving.ts';
import type { LeavingPagesWorld } from './kit/world.ts';
import { leaving } from './pages/leaving/leaving.tsx';
import { undo } from './pages/leaving/undo.tsx';
import { noticingZones } from './kit/whereabouts.ts';

/** The unsubscribe pages without the rest of the site. */
export function unsubscribing(world: LeavingPagesWorld): Hono<PageEnv<LeavingPagesWorld>> {
  return serving(world, (app) => app.route('/', leaving).route('/', undo), {
    worldFor: (c) => ({ ...world, subscribers: noticingZones(world.subscribers, c) }),
  });
}
