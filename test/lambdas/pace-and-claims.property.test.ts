import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { rateLimitedMailer } from '../../lambdas/adapters/ses/rate-limited-mailer.ts';
import { chunk } from '../../lambdas/core/kit/chunk.ts';
import { batchSizeMax, type SendJob } from '../../lambdas/core/sending/jobs.ts';
import type { SubmitResult, OutgoingMail } from '../../lambdas/core/sending/mailer.ts';
import { sendBatch } from '../../lambdas/core/sending/sending.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { createQuota } from '../../lib/local/emulators/ses-quota.ts';
import { aSeries, aSubscriber, idOf, libraryOf, someContacts } from '../support/builders.ts';
import { memoryClosedInboxes, memoryLimits, memoryMailTurns } from '../support/memory-limits.ts';
import { memoryControl, memorySubscribers } from '../support/memory-subscribers.ts';

const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const start = Temporal.Instant.from('2026-11-02T06:00:00Z');
const nothing = () => undefined;

/** Time that passes only when everybody sleeps, and for everybody at once. */
function virtualTime() {
  let nowMs = 0;
  let sleepers: { at: number; wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (ms: number) => new Promise<void>((wake) => void sleepers.push({ at: nowMs + ms, wake })),
    run: async (until: Promise<unknown>) => {
      let done = false;
      const ended = until.finally(() => (done = true));
      for (;;) {
        await new Promise(setImmediate);
        if (done) return ended;
        nowMs = Math.max(nowMs, Math.min(...sleepers.map(({ at }) => at)));
        const due = sleepers.filter(({ at }) => at <= nowMs);
        sleepers = sleepers.filter(({ at }) => at > nowMs);
        for (const { wake } of due) wake();
      }
    },
  };
}

interface Wave {
  perSecond: number;
  senders: number;
  /** One for each person: is anything owed to them? */
  owed: boolean[];
  answerMs: number;
  /** From 0 up to 1: where among the senders each begins. */
  chance: number[];
  /** Until then SES does not say at what rate the account may send. */
  knownAfterMs: number;
}

/** Serves a wave of people as the cloud does: so many senders at once, each for the time that its function has. */
async function live({ perSecond, senders, owed, answerMs, chance, knownAfterMs }: Wave) {
  const time = virtualTime();
  const clock = { now: () => start.add({ milliseconds: Math.floor(time.nowMs()) }) };
  const subscribers = memorySubscribers();
  const control = memoryControl();
  const people = owed.map((isOwed, index) =>
    aSubscriber({
      id: idOf(`p${index}`),
      address: `p${index}@example.org`,
      ...(!isOwed && { lessonSentOn: '2026-11-02' }),
    }),
  );
  for (const person of people) subscribers.profiles.set(person.id, person);
  const ses = createQuota(clock, { perSecondMax: perSecond });
  const seen = { mails: [] as string[], throttled: 0, oldestClaimMs: 0, longestMs: 0 };
  const submitEmail = async ({ to, tags }: OutgoingMail): Promise<SubmitResult> => {
    const person = people.find(({ address }) => address === to)!;
    const claim = await subscribers.heldClaim(person.id, 'lesson');
    expect(claim?.id).toBe(tags['claim']);
    seen.oldestClaimMs = Math.max(
      seen.oldestClaimMs,
      Temporal.Instant.from(claim!.at).until(clock.now()).total('milliseconds'),
    );
    try {
      ses.take(1);
    } catch (cause) {
      seen.throttled += 1;
      return { outcome: 'refused', reason: 'rate', code: 'Throttling', cause };
    }
    await time.sleep(answerMs);
    seen.mails.push(to);
    return { outcome: 'accepted', messageId: 'm' };
  };
  const messages = chunk(batchSizeMax, people).map((group) => ({
    job: { ...slot, kind: 'lesson', ids: group.map(({ id }) => id), attempt: 0 } as SendJob,
    visibleAtMs: 0,
  }));
  const put = async (jobs: SendJob[], delaySeconds = 0) =>
    void messages.push(...jobs.map((job) => ({ job, visibleAtMs: time.nowMs() + delaySeconds * 1000 })));
  let underWay = 0;
  const sender = async (random: number) => {
    const watch = { ...time, random: () => random };
    const quota = async () => ({
      perSecond: time.nowMs() < knownAfterMs ? 1 : perSecond,
      per24Hours: -1,
      sentLast24Hours: 0,
    });
    const deps = {
      clock,
      control,
      subscribers,
      queues: { send: put, account: async () => undefined },
      outbox: rateLimitedMailer({ send: submitEmail }, { share: senders, quota, watch }),
      deadEvents: { any: async () => false },
      composer: { compose: async () => new Uint8Array() },
      probe: () => Promise.reject(new Error('No claim stands in the way of another.')),
      keyring: keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) })),
      limits: memoryLimits(),
      mailTurns: memoryMailTurns(),
      closedInboxes: memoryClosedInboxes(),
      ids: { fresh: () => `claim-${(claims += 1)}` },
      series: libraryOf(aSeries()),
      contacts: () => someContacts(),
      sender: {
        name: 'W',
        weeklyFrom: 'l@example.com',
        accountFrom: 'a@example.com',
        replyTo: 'r@example.com',
        postalAddress: '1',
      },
      siteUrl: 'https://example.com',
      log: { info: nothing, warn: nothing, error: nothing, count: nothing },
    };
    for (;;) {
      const index = messages.findIndex(({ visibleAtMs }) => visibleAtMs <= time.nowMs());
      if (index < 0) {
        if (messages.length === 0 && underWay === 0) return;
        await time.sleep(1_000);
        continue;
      }
      const [message] = messages.splice(index, 1);
      const beganMs = time.nowMs();
      underWay += 1;
      await sendBatch(message!.job, deps, () => timings.timeout.send * 1000 - (time.nowMs() - beganMs));
      underWay -= 1;
      seen.longestMs = Math.max(seen.longestMs, time.nowMs() - beganMs);
    }
  };
  let claims = 0;
  await time.run(Promise.all(Array.from({ length: senders }, (_, index) => sender(chance[index % chance.length]!))));
  /** Claims in doubt, and people who are still on their way. */
  const left = [...messages, ...people.filter((person) => subscribers.person(person.id).claim !== undefined)];
  return { ...seen, people, left };
}

const wave = fc.record({
  perSecond: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 100 })),
  senders: fc.oneof(fc.constantFrom(1, 4, 50), fc.integer({ min: 1, max: 60 })),
  owed: fc.array(fc.boolean(), { minLength: 1, maxLength: 120 }),
  answerMs: fc.integer({ min: 1, max: 9_000 }),
  chance: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 50 }),
  knownAfterMs: fc.nat(20_000),
});

async function expectWellServed(one: Wave): Promise<void> {
  const { mails, throttled, oldestClaimMs, longestMs, people, left } = await live(one);
  const owed = people.filter((_, index) => one.owed[index]).map(({ address }) => address);
  expect(mails.toSorted()).toEqual(owed.toSorted());
  // Claims are stamped to the second; nothing between a claim and its call to SES takes time here.
  expect(oldestClaimMs).toBeLessThan(1_000);
  expect(longestMs).toBeLessThan(timings.timeout.send * 1000);
  expect(left).toEqual([]);
  expect(throttled).toBeLessThanOrEqual(one.senders);
}

test('at any pace everybody gets their mail once, no claimed person waits, and no sender outlives its function', async () => {
  // One sender at the lowest rate, who gives turns back while the next person waits for one.
  const owed = [false, true, true, false, true, true, false];
  const slowest: Wave = { perSecond: 1, senders: 1, owed, answerMs: 1, chance: [0], knownAfterMs: 0 };
  await fc.assert(fc.asyncProperty(wave, expectWellServed), { numRuns: 12, examples: [[slowest]] });
});

test.each([4, 50])('so it is in SES’s sandbox, at one mail a second, with %i senders', async (senders) => {
  const chance = Array.from({ length: senders }, (_, index) => index / senders);
  await expectWellServed({
    perSecond: 1,
    senders,
    owed: Array(150).fill(true),
    answerMs: 200,
    chance,
    knownAfterMs: 0,
  });
});
