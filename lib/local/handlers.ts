import { access } from 'node:fs/promises';
import { buildIn, roots } from '../roots.ts';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import type { PlanHandler } from './clockwork.ts';
import type { QueueHandler } from './event-source.ts';
import type { HttpHandler } from './http-api.ts';
import type { StreamHandler } from './stream-source.ts';

/** Settings of a handler, as Lambda would put them into its environment. */
export type HandlerEnvironment = Record<string, string | undefined>;
type Wire<Handler> = (environment: HandlerEnvironment, overrides: { clock: Clock }) => Handler;

/** The `wire` of each handler. */
export interface Handlers {
  plan: Wire<PlanHandler>;
  /** Of the send queue and the account queue. */
  send: Wire<QueueHandler>;
  feedback: Wire<QueueHandler>;
  /** Once a day. */
  reconcile: Wire<PlanHandler>;
  /** Once a day. */
  count: Wire<PlanHandler>;
  web: Wire<HttpHandler>;
  /** Of the unsubscribe links. */
  unsubscribe: Wire<HttpHandler>;
  /** Of the table's changes. */
  announce?: Wire<StreamHandler>;
  webhook?: Wire<QueueHandler>;
  /** The planner plans ticks that it was not called for, so the clock may pass over those at which nobody can be due. */
  plansMissedTicks?: boolean;
  /** Nobody can tell whether the planner ran at a tick at which nobody is owed anything, so the clock may pass such a tick without it. */
  mayPassQuietTicks?: boolean;
  /** Throws when a series is not there, so that the start says so. */
  compiledSeries?: (ids: readonly string[]) => unknown;
}

/**
 * The very functions that are deployed.
 *
 * @throws Error when the templates have not been compiled
 */
export async function deployedHandlers(): Promise<Handlers> {
  await access(buildIn(roots.project, 'templates.js')).catch(() => {
    throw new Error('The templates have not been compiled: npm start does it.');
  });
  const plan = await import('../../lambdas/plan.ts');
  const send = await import('../../lambdas/send.ts');
  const feedback = await import('../../lambdas/feedback.ts');
  const reconcile = await import('../../lambdas/reconcile.ts');
  const count = await import('../../lambdas/count.ts');
  const web = await import('../../lambdas/web.ts');
  const unsubscribe = await import('../../lambdas/unsubscribe.ts');
  const announce = await import('../../lambdas/announce.ts');
  const webhook = await import('../../lambdas/webhook.ts');
  const library = await import('../../lambdas/adapters/series-library.ts');
  return {
    plan: plan.wire as Handlers['plan'],
    send: send.wire,
    feedback: feedback.wire,
    reconcile: reconcile.wire as Handlers['reconcile'],
    count: count.wire as Handlers['count'],
    // hono has its own, looser types for event and context.
    web: web.wire as unknown as Handlers['web'],
    unsubscribe: unsubscribe.wire as unknown as Handlers['unsubscribe'],
    announce: announce.wire,
    webhook: webhook.wire,
    plansMissedTicks: true,
    mayPassQuietTicks: true,
    compiledSeries: library.compiledSeries,
  };
}
