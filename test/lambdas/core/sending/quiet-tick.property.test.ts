import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { newWalk, type Notice } from '../../../../lambdas/core/course/notice.ts';
import { daysKey, dueKeyOf, placeOf, withReminders } from '../../../../lambdas/core/person/preferences.ts';
import { dispatchSlots } from '../../../../lambdas/core/sending/dispatching.ts';
import type { DispatchJob } from '../../../../lambdas/core/sending/jobs.ts';
import { planDueSlots } from '../../../../lambdas/core/sending/planning.ts';
import { passQuietTick } from '../../../../lambdas/core/sending/quiet-tick.ts';
import { setByHand } from '../../../../lambdas/core/time/planned-walls.ts';
import { idOf, preferences } from '../../../support/builders.ts';
import { memoryControl } from '../../../support/memory-subscribers.ts';

/*
 * Goal: a clock that passes quiet ticks without the planner leaves the same work on the send queue at the same ticks, the same mark and the same lines in the log as
 * one that calls the planner at every tick.
 */

type Preferences = ReturnType<typeof preferences>;
interface Standing {
  preferences: Preferences;
  dayChanges?: Record<string, 'none' | 'lesson'>;
}

/** Something that makes the planner do more, or less, than its slots say. */
type Matter = 'none' | 'restored' | 'by-hand' | 'other-edition' | 'unknown-zone' | 'notice';

const notice: Notice = { id: 'closed', subject: 'x', at: '2026-01-01T00:00:00Z', audience: {}, walk: newWalk };

async function aWorld(startMs: number, matter: Matter, passes: boolean) {
  const control = memoryControl();
  const people = new Map<string, Standing>();
  const happened: unknown[] = [];
  let nowMs = startMs;
  let passed = 0;
  if (matter === 'notice') {
    const { planning } = control;
    control.planning = async () => ({ ...(await planning()), notices: [notice] });
  }
  await control.rememberTable(matter === 'restored' ? 'another' : 'memory');
  if (matter === 'unknown-zone') await control.rememberSlot('Mars/Olympus', '07:00');
  const mark = Temporal.Instant.fromEpochMilliseconds(startMs).toString();
  const clocks = { 'by-hand': setByHand, 'other-edition': { edition: 'another', leads: {} } };
  await control.advance(undefined, mark, clocks[matter as 'by-hand'] ?? { ...setByHand, leads: {} });

  const tell = (event: string, fields?: unknown) => void happened.push([nowMs, event, fields]);
  const log = { info: tell, warn: tell, error: tell, count: (name: string, by = 1) => tell(name, by) };
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs) };
  const subscribers = {
    pageDue: async (key: string) => ({
      due: [...people].flatMap(([id, standing]) =>
        dueKeyOf(standing.preferences) === key ? [{ id, days: daysKey(standing) }] : [],
      ),
    }),
  };
  let waiting: DispatchJob[] = [];
  const queues = {
    dispatch: async (jobs: DispatchJob[]) => void waiting.push(...jobs),
    send: async (jobs: object[]) => void happened.push(...jobs.map((job) => [nowMs, job])),
    notices: async (jobs: object[]) => void happened.push([nowMs, jobs]),
  };
  return {
    happened,
    passed: () => passed,
    state: () => control.planning(),
    async stands(id: string, standing: Standing) {
      const [zone, ...planned] = placeOf(standing.preferences);
      // Who has just moved to the present name of a zone is found by its former one.
      const known = zone === 'Asia/Kolkata' && id === idOf('ann') ? 'Asia/Calcutta' : zone;
      await control.rememberSlot(known, ...planned);
      people.set(id, standing);
    },
    async tick(ticks: number) {
      nowMs += ticks * 15 * 60_000;
      if (passes && (await passQuietTick({ clock, control, subscribers, log })) !== undefined) {
        passed += 1;
        return;
      }
      const done = await planDueSlots({ clock, control, queues, log, runtimeClocks: () => undefined });
      log.count('planner.ticks', done.ticks);
      log.info('planner.done', done);
      while (waiting.length > 0) {
        const jobs = waiting;
        waiting = [];
        for (const job of jobs) await dispatchSlots(job, { subscribers, queues }, () => 60_000);
      }
    },
  };
}

const zones = ['Europe/Berlin', 'Asia/Calcutta', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const times = ['01:45', '02:15', '06:45', '07:00', '18:30'];
const standings: fc.Arbitrary<Standing> = fc
  .record({
    zone: fc.constantFrom(...zones),
    lessonDay: fc.integer({ min: 1, max: 7 }),
    sendTime: fc.constantFrom(...times),
    reminderDays: fc.subarray([1, 3, 6]),
    reminderTime: fc.constantFrom(...times),
    moved: fc.constantFrom('none' as const, 'lesson' as const, undefined),
  })
  .map(({ zone, moved, ...chosen }) => ({
    // As it is stored: maybe by a former name.
    preferences: { ...preferences({ ...withReminders(chosen, chosen) }), zone },
    ...(moved && { dayChanges: { '2026-03-29': moved, '2026-10-26': moved } }),
  }));
const steps = fc.array(
  fc.record({
    // The planner may be called twice for a tick, and its mark be ahead of the clock.
    ticks: fc.oneof(fc.integer({ min: -2, max: 6 }), fc.integer({ min: 20, max: 110 })),
    // Some come, and some choose anew, between two ticks.
    change: fc.option(fc.tuple(fc.constantFrom('ann', 'ben', 'cleo'), standings), { freq: 3 }),
  }),
  { minLength: 1, maxLength: 25 },
);
const starts = ['2026-03-27T23:30:00Z', '2026-10-03T12:00:00Z', '2026-10-24T22:15:00Z', '2027-01-01T00:00:00Z'];
const matters = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Matter>('none') },
  fc.constantFrom<Matter>('restored', 'by-hand', 'other-edition', 'unknown-zone', 'notice'),
);

test('passing quiet ticks leaves the same work, mark and log as planning every one', async () => {
  let [passed, ticks] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      matters,
      fc.array(standings, { maxLength: 3 }),
      steps,
      async (...drawn) => {
        const [start, matter, people, walk] = drawn;
        const startMs = Temporal.Instant.from(start).epochMilliseconds;
        const [every, quick] = [await aWorld(startMs, matter, false), await aWorld(startMs, matter, true)];
        for (const world of [every, quick])
          for (const [at, standing] of people.entries()) await world.stands(idOf(`p${at}`), standing);
        for (const { ticks: ahead, change } of walk) {
          for (const world of [every, quick]) {
            await world.tick(ahead);
            if (change !== null) await world.stands(idOf(change[0]), change[1]);
          }
          expect(await quick.state()).toEqual(await every.state());
        }
        expect(quick.happened).toEqual(every.happened);
        const isForPlanner = ['restored', 'unknown-zone', 'notice'].includes(matter);
        expect(isForPlanner && quick.passed() > 0).toBe(false);
        passed += quick.passed();
        ticks += walk.length;
      },
    ),
    { numRuns: 150 },
  );
  // It is of use.
  expect(passed).toBeGreaterThan(ticks / 5);
});

test('leaves a crowd to the planner, and its first run', async () => {
  const control = memoryControl();
  await control.rememberTable('memory');
  await control.rememberSlot('UTC', '07:00');
  const clock = { now: () => Temporal.Instant.from('2026-11-02T07:00:00Z') };
  const log = { info: () => {}, warn: () => {}, error: () => {}, count: () => {} };
  const pageOf = (page: object) => ({ pageDue: async () => ({ due: [], ...page }) });
  const pass = (page: object) => passQuietTick({ clock, control, log, subscribers: pageOf(page) });
  expect(await pass({})).toBeUndefined();
  await control.advance(undefined, '2026-11-02T06:45:00Z', setByHand);
  expect(await pass({ after: idOf('zoe') })).toBeUndefined();
  expect(await pass({})).toBe('2026-11-02T07:00:00Z');
});
