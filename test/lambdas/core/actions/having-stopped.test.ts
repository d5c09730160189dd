import { beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { changeSeries, chooseBranch, keepMonthly } from '../../../../lambdas/core/actions/changing.ts';
import { quiet } from '../../../../lib/operator/quiet.ts';
import { aSeries, aSubscriber, idOf } from '../../../support/builders.ts';
import { memoryControl, memorySubscribers, type MemorySubscribers } from '../../../support/memory-subscribers.ts';

const stoppedAt = '2026-11-20T06:00:00Z';
const id = idOf('ann');
let subscribers: MemorySubscribers;
const deps = () => ({
  clock: { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') },
  subscribers,
  control: memoryControl(),
  queues: { account: async () => undefined },
  log: quiet,
});
const ann = () => subscribers.person(id)!;
const healthConsent = { at: '2026-11-01T06:00:00Z', textVersion: '2026-11', source: 'settings-page' };

beforeEach(() => {
  subscribers = memorySubscribers();
});

describe('who stopped half way', () => {
  it('goes on by choosing another branch, and not by saving the one that they have', async () => {
    subscribers.profiles.set(id, aSubscriber({ stoppedAt, branch: 'desk', healthConsent }));
    await chooseBranch(id, 'desk', deps());
    expect(ann().stoppedAt).toBe(stoppedAt);
    await chooseBranch(id, 'sleep', deps());
    expect(ann()).not.toHaveProperty('stoppedAt', stoppedAt);
  });

  it('stays so where the operator takes everybody over to another series, and so does the pace of who gets one a month', async () => {
    const other = { ...aSeries(['four', 'five']), id: 'another' };
    subscribers.profiles.set(id, aSubscriber({ stoppedAt, weeksBetween: 4 }));
    await changeSeries(id, other, deps(), { byOperator: true });
    expect(ann()).toMatchObject({ series: 'another', stoppedAt, weeksBetween: 4 });
  });

  it('goes on in a series that they choose themselves', async () => {
    subscribers.profiles.set(id, aSubscriber({ stoppedAt }));
    await changeSeries(id, { ...aSeries(['four']), id: 'another' }, deps());
    expect(ann().stoppedAt).toBeUndefined();
  });

  it('gets of the lessons a month none that they skipped themselves, and none that they never asked for', async () => {
    const series = { ...aSeries(['one', 'two', 'three', 'four']), monthly: ['one', 'two'] };
    const sent = { one: '2026-11-09T06:00:00Z' };
    subscribers.profiles.set(id, aSubscriber({ status: 'completed', stoppedAt, sent, leftOut: ['two'] }));
    await keepMonthly(id, series, deps());
    expect(ann()).toMatchObject({ status: 'active', sent: {}, leftOut: ['two', 'three', 'four'] });
  });
});
