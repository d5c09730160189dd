import { beforeEach } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Person, Subscriber } from '../../../../lambdas/core/person/subscriber.ts';
import { aSubscriber, idOf } from '../../../support/builders.ts';
import { moverWorld } from '../../../support/mover-world.ts';

/** People who change their address, for the tests of changing it and of cancelling that. */

export const [ann, ben, cas] = [idOf('ann'), idOf('ben'), idOf('cas')];
export const start = '2026-11-02T06:00:00Z';
export const earlier = (span: Temporal.DurationLike) => Temporal.Instant.from(start).subtract(span).toString();
export const consent = { at: '2026-10-01T06:00:00Z', textVersion: '1', source: 'check-in-page' };
export const otherConsent = { at: '2026-10-20T06:00:00Z', textVersion: '1', source: 'check-in-page' };
export const recentCheckIns = [{ week: '2026-10-19', days: '0' as const }];
export const claimed = (at: string) => ({ id: 'c'.repeat(22), delivery: 'lesson:2026-11-02', at });
export const moved = (changes: Partial<Person> = {}) =>
  aSubscriber({ status: 'moved', movedTo: ben, movedAt: start, version: 2, epoch: 1, ...changes });

/** Of the test that runs. */
export let w: ReturnType<typeof moverWorld>;
/** Gives each test of a file a world of its own. */
export function aWorldForEachTest(): void {
  beforeEach(() => {
    w = moverWorld(start);
  });
}

export const stands = <Record extends Subscriber>(record: Record): Record => {
  w.subscribers.profiles.set(record.id, structuredClone(record));
  return record;
};
export const record = (id: string) => w.subscribers.profiles.get(id);
/** Writes something of their own to a record just before its next change, as somebody else at the same moment. */
export const meanwhile = (happens: () => void) => {
  const { change } = w.subscribers;
  w.subscribers.change = async (was, changes) => {
    w.subscribers.change = change;
    happens();
    return change(was, changes);
  };
};
