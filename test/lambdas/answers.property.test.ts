import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { subscriberKey } from '../../lambdas/core/kit/table-keys.ts';
import { openTable, updateItem } from '../../lambdas/adapters/dynamo/table.ts';
import { isoInstant } from '../../lambdas/core/time/calendar.ts';
import { pauseForWeeks, resume } from '../../lambdas/core/actions/changing.ts';
import type { Subscribers } from '../../lambdas/core/mail/subscribers.ts';
import { aSeries, aSubscriber } from '../support/builders.ts';
import { startEmulators, type TestEmulators } from '../support/emulators.ts';
import { memoryControl, memorySubscribers } from '../support/memory-subscribers.ts';
import { fate } from '../support/mortal.ts';
import { simulation, type SesFate } from '../support/simulation.ts';
import { joins } from '../support/people.ts';

/*
 * Goal: whatever a person asks for, or others ask in their name, answers (the link, a pause, the end of a pause) never fill an inbox: no two
 * come within ten minutes, and no more than two within 24 hours.
 * Method: ask at random times, and look at what SES took, which knows nothing of our table.
 */

const start = '2026-11-02T06:00:00Z';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** `sign-up`: the form on the landing page, which answers a subscriber with their link. */
type Ask = 'link' | 'pause' | 'resume' | 'sign-up';
interface Step {
  ask: Ask;
  minutesLater: number;
}

const asks = fc.constantFrom<Ask>('link', 'pause', 'resume', 'sign-up');
const minutesLater = fc.oneof(fc.nat(12), fc.nat(90), fc.constantFrom(10, 24 * 60), fc.nat(26 * 60));
const steps = fc.array(fc.record({ ask: asks, minutesLater }), { minLength: 2, maxLength: 25 });
const sesFates = fc.array(fc.constantFrom<SesFate>('accept', 'accept', 'lose-answer', 'vanish', 'rate', 'network'), {
  maxLength: 10,
});

let lives = 0;

/** Lets one person ask, and returns when SES took a mail to them, in milliseconds. */
async function live(subscribers: Subscribers, wishes: Step[], fates: SesFate[] = []): Promise<number[]> {
  lives += 1;
  const id = `asker${lives}`.padEnd(22, '_');
  const control = memoryControl();
  await joins(subscribers, aSubscriber({ id }));
  const service = simulation({ start, series: aSeries(), subscribers, control, fate: fate([]), sesFates: fates });
  for (const { ask, minutesLater: minutes } of wishes) {
    await service.advanceTo(service.nowMs() + minutes * minuteMs);
    await service.person<unknown>(async (deps) => {
      if (ask === 'pause') return pauseForWeeks(id, 1, deps);
      if (ask === 'resume') return resume(id, deps);
      const kind = ask === 'link' ? 'link' : 'confirmation';
      return deps.queues.account({ kind, id, askedAt: isoInstant(deps.clock.now()), attempt: 0 });
    });
  }
  await service.advanceTo(service.nowMs() + 2 * dayMs);
  return service.accepted.filter(({ tags }) => tags['subscriber'] === id).map(({ atMs }) => atMs);
}

const expectFewAnswers = async (fresh: () => Subscribers, numRuns: number) =>
  fc.assert(
    fc.asyncProperty(steps, sesFates, async (wishes, fates) => {
      const mails = await live(fresh(), wishes, fates);
      mails.forEach((atMs, index) => {
        const before = mails[index - 1];
        const beforeThat = mails[index - 2];
        if (before !== undefined) expect(atMs - before).toBeGreaterThanOrEqual(10 * minuteMs);
        if (beforeThat !== undefined) expect(atMs - beforeThat).toBeGreaterThanOrEqual(dayMs);
      });
    }),
    { numRuns },
  );

const clockOf = (atMs: number) => Temporal.Instant.fromEpochMilliseconds(atMs).toString().slice(11, 16);

describe('answers to what a person did', () => {
  let emulators: TestEmulators;
  beforeAll(async () => {
    emulators = await startEmulators({ dynamo: 'dynoxide' });
  });
  afterAll(async () => emulators.stop());
  const onTheTable = () => dynamoSubscribers(openTable(emulators.tableName, emulators.clients.dynamo));

  test('never come two within ten minutes nor three within a day (memory)', async () => {
    await expectFewAnswers(memorySubscribers, 120);
  });

  test('never come two within ten minutes nor three within a day (DynamoDB)', async () => {
    await expectFewAnswers(onTheTable, 8);
  });

  test('fields that earlier releases wrote about pause emails neither count nor harm', async () => {
    const subscribers = onTheTable();
    const id = 'earlier'.padEnd(22, '_');
    await joins(subscribers, aSubscriber({ id }));
    const earlier = ['pausedMailedAt', 'pausedMailedBefore', 'resumedMailedAt', 'resumedMailedBefore'];
    await updateItem(openTable(emulators.tableName, emulators.clients.dynamo), subscriberKey(id), {
      set: Object.fromEntries(earlier.map((field) => [field, ':start'])),
      values: { ':start': start },
    });
    expect(await subscribers.change((await subscribers.find(id))!, { pausedUntil: '2026-12-01' })).toBe(true);
    const claim = { id: 'c'.padEnd(22, '_'), delivery: 'paused:x', at: start };
    expect(await subscribers.claim(id, { kind: 'paused', claim })).toMatchObject({ claimed: true });
    expect(await subscribers.recordSent(id, { kind: 'paused', claimId: claim.id, at: start })).toBe(true);
    expect(await subscribers.find(id)).toMatchObject({ linkMailedAt: start, pausedUntil: '2026-12-01' });
  });

  const pressing = (asks: Ask[], minutesApart: number): Step[] =>
    asks.map((ask) => ({ ask, minutesLater: minutesApart }));
  const onAndOff = (times: number): Ask[] =>
    Array.from({ length: times }, (_, index) => (index % 2 === 0 ? 'pause' : 'resume'));

  test.each([
    ['memory', memorySubscribers],
    ['DynamoDB', onTheTable],
  ])('pausing and resuming without end brings two of them in all (%s)', async (_name, fresh) => {
    expect((await live(fresh(), pressing(onAndOff(12), 30))).map(clockOf)).toEqual(['06:40', '07:00']);
  });

  test('a pause that is taken back within ten minutes brings none', async () => {
    expect(await live(memorySubscribers(), pressing(['pause', 'resume'], 9))).toEqual([]);
    expect(await live(memorySubscribers(), pressing(onAndOff(40), 1))).toEqual([]);
  });

  test('a pause that is made longer at once brings one, ten minutes after the first press', async () => {
    const mails = await live(memorySubscribers(), pressing(['pause', 'pause', 'pause', 'pause'], 2));
    expect(mails.map(clockOf)).toEqual(['06:12']);
  });
});
