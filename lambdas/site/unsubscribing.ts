import type { Hono } from 'hono';
import type { PageEnv } from './kit/env.ts';
import { serving } from './kit/serving.ts';
import type { UnsubscribePagesDeps } from './kit/deps.ts';
import { leaving } from './pages/unsubscribe/unsubscribe.tsx';
import { undo } from './pages/unsubscribe/undo.tsx';
import { spokenLibrary } from './kit/language.ts';
import { noticingZones } from './kit/whereabouts.ts';

/** The unsubscribe pages without the rest of the site. */
export function unsubscribing(deps: UnsubscribePagesDeps): Hono<PageEnv<UnsubscribePagesDeps>> {
  return serving(deps, (app) => app.route('/', leaving).route('/', undo), {
    worldFor: (c) => ({ ...deps, series: spokenLibrary(deps.series), subscribers: noticingZones(deps.subscribers, c) }),
  });
}
