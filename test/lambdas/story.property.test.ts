import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dueTick, localDateAt, weekdayOf } from '../../lambdas/core/time/calendar.ts';
import { changeSeries, changeSettings, pauseForWeeks, resume } from '../../lambdas/core/actions/changing.ts';
import { leave, undoUnsubscribe } from '../../lambdas/core/actions/unsubscribing.ts';
import { parseAddress, type Address } from '../../lambdas/core/person/address.ts';
import { confirmSignUp, signUp } from '../../lambdas/core/actions/sign-up.ts';
import { type Pace, paces, type Preferences, timeOf } from '../../lambdas/core/person/preferences.ts';
import { aSeries, preferences } from '../support/builders.ts';
import { memoryControl, memorySubscribers } from '../support/memory-subscribers.ts';
import { fate } from '../support/mortal.ts';
import { dueTicks, simulation, type Accepted, type SesFate } from '../support/simulation.ts';
import { isPerson } from '../../lambdas/core/person/subscriber.ts';

/*
 * Goal: over random people, zones, changes of mind, crashes between any two steps and answers lost on the way, each lesson arrives exactly
 * once, in order, at the right local time, and never after leaving.
 * Method: live some weeks on a virtual clock with the real use cases, then some quiet weeks, and compare SES's own ledger with what each
 * person did. The ledger knows nothing of our table.
 */

const start = '2026-03-23T12:00:00Z'; // The week before Europe's clocks change.
const startMs = Temporal.Instant.from(start).epochMilliseconds;
const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;
const turbulentWeeks = 3;
const series = aSeries(['one', 'two', 'three']);
const another = { ...aSeries(['two', 'four']), id: 'another' };
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Chatham'];
const times = ['02:30', '07:00', '23:45'];

type Act =
  | { does: 'settings'; preferences: Preferences; weeksBetween: Pace }
  | { does: 'series'; to: string }
  | { does: 'pause'; weeks: 1 | 2 | 4 }
  | { does: 'resume' | 'leave' | 'undo' | 'sign-up' };
interface Moment {
  atMs: number;
  person: number;
  act: Act;
}

const somePreferences = fc
  .record({
    zone: fc.constantFrom(...zones),
    lessonDay: fc.integer({ min: 1, max: 7 }),
    sendTime: fc.constantFrom(...times),
    reminderDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
    reminderTime: fc.constantFrom(...times),
  })
  .map((some) => preferences(some));
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    does: fc.constant('settings' as const),
    preferences: somePreferences,
    weeksBetween: fc.constantFrom(...paces),
  }),
  fc.record({ does: fc.constant('series' as const), to: fc.constantFrom(series.id, another.id) }),
  fc.record({ does: fc.constant('pause' as const), weeks: fc.constantFrom(1 as const, 2 as const, 4 as const) }),
  fc.record({ does: fc.constantFrom('resume' as const, 'leave' as const, 'undo' as const, 'sign-up' as const) }),
);
const people = fc.array(somePreferences, { minLength: 1, maxLength: 4 });
const moments = fc.array(
  fc.record({ atMs: fc.integer({ min: 1, max: turbulentWeeks * weekMs - 1 }), person: fc.nat(3), act }),
  { maxLength: 8 },
);
const deaths = fc.array(
  fc.record({ call: fc.integer({ min: 1, max: 600 }), when: fc.constantFrom('before' as const, 'after' as const) }),
  { maxLength: 12 },
);
const sesFates = fc.array(
  fc.constantFrom<SesFate>('accept', 'accept', 'accept', 'lose-answer', 'vanish', 'rate', 'network'),
  { maxLength: 30 },
);

/** Who has had all lessons, leaves and signs up again begins the course again: rare at random. */
const finisher: Preferences = {
  zone: 'Europe/Berlin',
  lessonDay: 1,
  sendTime: '23:45',
  reminderDays: [],
  locale: 'en',
};
const backAfterTheLastLesson: Moment[] = [
  { atMs: 1_244_700_000, person: 0, act: { does: 'leave' } },
  { atMs: 1_244_700_001, person: 0, act: { does: 'sign-up' } },
];

/** Weeks from lesson to lesson, at most. */
function slowestPace(mind: readonly Moment[]): number {
  return Math.max(1, ...mind.map(({ act: what }) => (what.does === 'settings' ? what.weeksBetween : 1)));
}

interface Life {
  ledger: Accepted[];
  left: { address: string; fromMs: number; untilMs: number }[];
  active: string[];
  /** Who was in more than one series, and the one that they are in. */
  movers: Map<string, string>;
  /** How often somebody signed up after they had left: who had every lesson by then begins the course again. */
  returns: Map<string, number>;
  dead: number;
  crashes: number;
}

async function live(
  persons: Preferences[],
  mind: Moment[],
  faults: { deaths: { call: number; when: 'before' | 'after' }[]; sesFates: SesFate[] },
): Promise<Life> {
  const subscribers = memorySubscribers();
  const run = fate(faults.deaths);
  const service = simulation({
    start,
    series,
    others: [another],
    subscribers,
    control: memoryControl(),
    fate: run,
    sesFates: faults.sesFates,
  });
  const addresses = persons.map((_, index) => parseAddress(`person${index}@example.org`) as Address);
  const idOf = async (index: number) =>
    service.person(async ({ keyring }) => keyring.subscriberId(addresses[index]!.identity));
  const endMs = startMs + (turbulentWeeks + series.lessons.length * slowestPace(mind) + 4) * weekMs;
  // Where anybody ever stands: the planner has nothing to do at other ticks, and crashes there would be lost on it.
  const chosen = [...persons, ...mind.flatMap(({ act: what }) => (what.does === 'settings' ? [what.preferences] : []))];
  const ticks = dueTicks(
    chosen.flatMap((some) =>
      (['lesson', 'reminder'] as const).map((kind) => ({ zone: some.zone, localTime: timeOf(kind, some) })),
    ),
    startMs,
    endMs,
  );
  const left = new Map<number, number>();
  const movers = new Set<number>();
  const returns = new Map<string, number>();
  const leavings: Life['left'] = [];
  const join = async (index: number) => {
    const id = await idOf(index);
    const request = { address: addresses[index]!, firstName: 'P', preferences: persons[index]!, series: series.id };
    await service.person((deps) => signUp({ ...request, consent: { textVersion: '1', source: 'test' } }, deps));
    await service.person((deps) => confirmSignUp(id, deps));
    comesBack(index);
  };
  const comesBack = (index: number) => {
    const fromMs = left.get(index);
    if (fromMs !== undefined) leavings.push({ address: addresses[index]!.mailbox, fromMs, untilMs: service.nowMs() });
    left.delete(index);
  };

  await service.plan();
  for (const index of persons.keys()) await join(index);
  for (const { atMs, person, act: what } of [...mind].sort((a, b) => a.atMs - b.atMs)) {
    const index = person % persons.length;
    await service.advanceTo(startMs + atMs, ticks);
    const id = await idOf(index);
    switch (what.does) {
      case 'settings':
        await service.person((deps) =>
          changeSettings(id, { firstName: 'Q', preferences: what.preferences, weeksBetween: what.weeksBetween }, deps),
        );
        break;
      case 'series':
        movers.add(index);
        await service.person((deps) => changeSeries(id, deps.series.find(what.to)!, deps));
        break;
      case 'pause':
        await service.person((deps) => pauseForWeeks(id, what.weeks, deps));
        break;
      case 'resume':
        await service.person((deps) => resume(id, deps));
        break;
      case 'leave':
        await service.person((deps) => leave(id, { farewell: false }, deps));
        if (!left.has(index)) left.set(index, service.nowMs());
        break;
      case 'undo':
        if (await service.person((deps) => undoUnsubscribe(id, deps))) comesBack(index);
        break;
      case 'sign-up': {
        const { mailbox } = addresses[index]!;
        if (left.has(index)) returns.set(mailbox, (returns.get(mailbox) ?? 0) + 1);
        await join(index);
        break;
      }
      default:
        what satisfies never;
    }
  }
  run.deaths.clear();
  await service.advanceTo(endMs, ticks);
  for (const [index, fromMs] of left) leavings.push({ address: addresses[index]!.mailbox, fromMs, untilMs: Infinity });
  return {
    ledger: service.accepted,
    left: leavings,
    active: addresses.filter((_, index) => !left.has(index)).map(({ mailbox }) => mailbox),
    movers: new Map(
      [...movers].map((index) => {
        const { mailbox } = addresses[index]!;
        const person = [...subscribers.profiles.values()].filter(isPerson).find(({ address }) => address === mailbox);
        return [mailbox, person?.series ?? ''];
      }),
    ),
    returns,
    dead: service.dead.length,
    crashes: run.crashes,
  };
}

const lessonsTo = (address: string, ledger: Accepted[]) =>
  ledger.filter(({ to, tags }) => to === address && tags['lesson'] && tags['delivery']!.startsWith('lesson_'));

function expectPromisesKept({ ledger, left, active, movers, returns }: Life): void {
  for (const address of new Set(ledger.map(({ to }) => to))) {
    const lessons = lessonsTo(address, ledger).map(({ tags }) => tags['lesson']);
    const courses = 1 + (returns.get(address) ?? 0);
    const inOrder = Array.from({ length: courses }, () => series.lessons.map(({ id }) => id)).flat();
    const once = lessons.filter((id, at) => lessons.slice(0, at).filter((other) => other === id).length < courses);
    expect(lessons).toEqual(movers.has(address) ? once : inOrder.slice(0, lessons.length));
    const perDay = ledger
      .filter(({ to }) => to === address)
      .map(({ tags }) => tags['delivery']!)
      .filter((delivery) => delivery.includes('_'));
    expect(new Set(perDay).size).toBe(perDay.length);
  }
  for (const address of active) {
    const own = movers.get(address) === another.id ? another : series;
    const lessons = lessonsTo(address, ledger).map(({ tags }) => tags['lesson']);
    expect(lessons).toEqual(expect.arrayContaining(own.lessons.map(({ id }) => id)));
  }
  for (const { address, fromMs, untilMs } of left) {
    // A confirmation answers a sign-up that is still open, and may be late: SES had not taken the first.
    const after = ledger.filter(
      ({ to, atMs, tags }) => to === address && atMs > fromMs && atMs < untilMs && tags['delivery'] !== 'confirmation',
    );
    expect(after.map(({ tags }) => tags['delivery'])).toEqual([]);
  }
}

describe('the story of a year, in weeks', () => {
  test('without faults every lesson leaves at the tick of its slot, on the chosen day', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (persons) => {
        const life = await live(persons, [], { deaths: [], sesFates: [] });
        expectPromisesKept(life);
        for (const [index, person] of persons.entries()) {
          const { zone, lessonDay, sendTime, reminderDays } = person;
          const reminders = life.ledger.filter(
            ({ to, tags }) => to === `person${index}@example.org` && tags['delivery']!.startsWith('reminder_'),
          );
          expect(reminders.length > 0).toBe(reminderDays.length > 0);
          for (const { atMs, tags } of reminders) {
            const localDate = tags['delivery']!.slice('reminder_'.length);
            const slot = { zone, localDate, localTime: timeOf('reminder', person) };
            expect(atMs).toBe(dueTick(slot).epochMilliseconds);
            expect(reminderDays).toContain(weekdayOf(localDate));
          }
          for (const { atMs, tags } of lessonsTo(`person${index}@example.org`, life.ledger)) {
            const localDate = tags['delivery']!.slice('lesson_'.length);
            expect(atMs).toBe(dueTick({ zone, localDate, localTime: sendTime }).epochMilliseconds);
            expect(weekdayOf(localDateAt(Temporal.Instant.fromEpochMilliseconds(atMs), zone))).toBe(lessonDay);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  test('whatever people change and whatever crashes, lessons arrive once, in order, in whichever series, and never after leaving', async () => {
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(people, moments, deaths, sesFates, async (persons, mind, deathList, sesFateList) => {
        const life = await live(persons, mind, { deaths: deathList, sesFates: sesFateList });
        crashes += life.crashes;
        expectPromisesKept(life);
      }),
      { numRuns: 60, examples: [[[finisher], backAfterTheLastLesson, [], []]] },
    );
    // A control: the faults did happen.
    expect(crashes).toBeGreaterThan(50);
  });
});
