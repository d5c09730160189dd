import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  countAll,
  differences,
  type NightlyCountDeps,
  rebuildCounts,
  runNightlyCount,
} from '../../../../lambdas/core/counting/counting.ts';
import type { Key } from '../../../../lambdas/core/kit/table-keys.ts';
import type { BegunCount, DayCounts, SeriesCounts } from '../../../../lambdas/core/counting/counts.ts';
import type { PersonRecord } from '../../../../lambdas/core/person/everybody.ts';
import type { CountsStore } from '../../../../lambdas/core/counting/counts.ts';
import { aSignUp, aSubscriber, idOf, preferences } from '../../../support/builders.ts';

const silentLog = { info: () => {}, warn: () => {}, error: () => {}, count: () => {} };
const now = Temporal.Instant.from('2026-12-20T03:50:00Z');

async function* crowdOf(people: readonly PersonRecord[]): AsyncGenerator<PersonRecord> {
  yield* people;
}

const count = async (...people: PersonRecord[]) => (await countAll(crowdOf(people), now)).get('stress')!;

const berlin = preferences({ zone: 'Europe/Berlin', sendTime: '07:00', lessonDay: 1 });
const person = (name: string, changes: Parameters<typeof aSubscriber>[0] = {}) =>
  aSubscriber({
    id: idOf(name),
    series: 'stress',
    status: 'active',
    preferences: berlin,
    confirmedAt: '2026-11-27T10:00:00Z',
    sent: {},
    ...changes,
  });
const known = (subscriber: PersonRecord['subscriber'], checkIns: PersonRecord['checkIns'] = []): PersonRecord => ({
  subscriber: subscriber!,
  checkIns,
});

/** Two lessons on Mondays at seven; the second three quarters of an hour late. */
const twoLessons = {
  sent: { one: '2026-11-30T06:00:10Z', two: '2026-12-07T06:45:00Z' },
  lessonSentOn: '2026-12-07',
};

describe('counting everybody', () => {
  test('says who is there, and how far they are', async () => {
    const { now: counts } = await count(
      known(person('ada', twoLessons)),
      known(person('ben')),
      known(person('cem', { pausedUntil: '2027-01-04' })),
      known(person('dan', { status: 'unsubscribed', unsubscribedAt: '2026-12-08T09:00:00Z', ...twoLessons })),
      { signUp: aSignUp({ series: 'stress', expiresAt: '2026-12-21T00:00:00Z' }), checkIns: [] },
      { signUp: aSignUp({ series: 'stress', expiresAt: '2026-12-19T00:00:00Z' }), checkIns: [] },
    );
    expect(counts.people).toEqual({ active: 2, paused: 1, unsubscribed: 1, pending: 1 });
    expect(counts.activeByLessons).toEqual({ 2: 1, 0: 2 });
  });

  test('says of each lesson who got it, and who left after it', async () => {
    const gone = { status: 'unsubscribed' as const, unsubscribedAt: '2026-12-08T09:00:00Z' };
    const { now: counts } = await count(
      known(person('ada', twoLessons)),
      known(person('dan', { ...twoLessons, ...gone })),
    );
    expect(counts.lessons['one']).toMatchObject({ sent: 2, leftAfter: 0 });
    expect(counts.lessons['two']).toMatchObject({ sent: 2, leftAfter: 1 });
  });

  test('says of each lesson who keeps it, and whose address took no more after it', async () => {
    const at = '2026-12-08T09:00:00Z';
    const { now: counts } = await count(
      known(person('ada', { ...twoLessons, kept: ['one'] })),
      known(
        person('ben', {
          ...twoLessons,
          kept: ['one', 'two'],
          status: 'bounced',
          suppression: { reason: 'bounce', at },
        }),
      ),
      known(person('cem', { ...twoLessons, status: 'complained', suppression: { reason: 'complaint', at } })),
    );
    expect(counts.lessons['one']).toMatchObject({ liked: 2, bouncedAfter: 0 });
    expect(counts.lessons['two']).toMatchObject({ liked: 1, bouncedAfter: 1 });
  });

  test('puts what people say of a week to the lesson that came in it', async () => {
    const checkIns = [
      { week: '2026-12-07', days: '3-4' as const },
      { week: '2026-12-14', days: '0' as const },
      { week: '2026-11-23', days: '5-7' as const },
    ];
    const { now: counts } = await count(known(person('ada', twoLessons), checkIns));
    expect(counts.lessons['one']!.practised).toEqual({ '0': 0, '1-2': 0, '3-4': 1, '5-7': 0 });
    expect(counts.lessons['two']!.practised).toEqual({ '0': 1, '1-2': 0, '3-4': 0, '5-7': 0 });
  });

  test('counts somebody who answers in several weeks after a lesson once, by the latest answer', async () => {
    const checkIns = [
      { week: '2026-12-21', days: '5-7' as const },
      { week: '2026-12-14', days: '0' as const },
    ];
    const { now: counts } = await count(known(person('ada', twoLessons), checkIns));
    expect(counts.lessons['two']!.practised).toEqual({ '0': 0, '1-2': 0, '3-4': 0, '5-7': 1 });
  });

  test('says of each day what happened on it, and how late the lessons were', async () => {
    const { days } = await count(
      known(person('ada', twoLessons)),
      known(person('ben', { sent: { one: '2026-12-07T06:00:30Z' }, lessonSentOn: '2026-12-07' })),
      known(person('eve', { status: 'complained', suppression: { reason: 'complaint', at: '2026-12-08T01:00:00Z' } })),
      known(person('fay', { status: 'bounced', suppression: { reason: 'bounce', at: '2026-12-08T02:00:00Z' } })),
    );
    expect(days['2026-11-27']).toMatchObject({ signedUp: 4, lessons: 0 });
    expect(days['2026-12-07']).toMatchObject({ lessons: 2, inTime: 1, within1Hour: 1, later: 0 });
    expect(days['2026-12-08']).toMatchObject({ bounced: 1, complained: 1 });
  });

  test('leaves out the day that is not over', async () => {
    const { days } = await count(known(person('ada', { confirmedAt: '2026-12-20T01:00:00Z' })));
    expect(days).toEqual({});
  });

  test('does not count twice who moved to another address', async () => {
    const { now: counts, days } = await count(
      known(person('old', { ...twoLessons, status: 'moved' })),
      known(person('new', twoLessons)),
    );
    expect(counts.lessons['one']!.sent).toBe(1);
    expect(days['2026-11-30']!.lessons).toBe(1);
  });

  test('comes to the same in whichever order people are counted', async () => {
    const people = ['ada', 'ben', 'cem', 'dan'].map((name, index) =>
      known(
        person(name, index % 2 === 0 ? twoLessons : { status: 'unsubscribed', unsubscribedAt: '2026-12-01T00:00:00Z' }),
      ),
    );
    const usual = await count(...people);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(people, { minLength: people.length }), async (shuffled) => {
        expect(await count(...shuffled)).toEqual(usual);
      }),
    );
  });
});

/** As a table keeps them. */
function keptCounts() {
  const days: Record<string, DayCounts> = {};
  let current: SeriesCounts | undefined;
  let begun: BegunCount | undefined;
  const store: CountsStore = {
    keepDay: async (_, day, counts) => void (days[day] = counts),
    keepNow: async (_, counts) => void (current = counts),
    read: async () => ({ days: { ...days }, ...(current && { now: current }) }),
    begun: async () => structuredClone(begun),
    keepBegun: async (next, was) => {
      if (begun?.part !== was?.part) return false;
      begun = structuredClone(next);
      return true;
    },
  };
  return { store, days, now: () => current, begun: () => begun };
}

const clock = { now: () => now };
const quiet = { clock, series: ['stress'], log: silentLog, control: { eventFeed: async () => ({}) } };

/** Everybody in the order of the table; a reading may begin behind anybody. */
function tableOf(people: readonly PersonRecord[]) {
  const through = people.map((_, index) => ({ pk: String(index), sk: 's' }));
  return {
    everybody: (after?: Key) =>
      crowdOf(people.map((one, index) => ({ ...one, through: through[index]! })).slice(Number(after?.pk ?? -1) + 1)),
  };
}

/** A run that is short of time after so many people. */
const runFor = (people: number) => {
  let left = people;
  return () => ((left -= 1) > 0 ? 900_000 : 0);
};

describe('the numbers of a night', () => {
  const crowd = {
    everybody: () => crowdOf([known(person('ada', { ...twoLessons, confirmedAt: '2026-12-15T10:00:00Z' }))]),
  };
  const night = (store: CountsStore, more: Partial<NightlyCountDeps> = {}, begin = true) =>
    runNightlyCount({ ...quiet, crowd, counts: store, remainingMs: () => 900_000, ...more }, begin);

  test('are the same when the night is worked through twice', async () => {
    const { store, days, now: current } = keptCounts();
    await night(store);
    const once = structuredClone({ days, now: current() });
    await night(store);
    expect({ days, now: current() }).toEqual(once);
    expect(days['2026-12-15']).toMatchObject({ signedUp: 1 });
  });

  test('of a day stay as they were counted first: who had themselves erased was there', async () => {
    const { store, days } = keptCounts();
    await night(store);
    const others = ['ben', 'cem'].map((name) => known(person(name, { confirmedAt: '2026-12-15T01:00:00Z' })));
    await night(store, { crowd: { everybody: () => crowdOf(others) } });
    expect(days['2026-12-15']!.signedUp).toBe(1);
  });

  test('are the same however often a run gets short of time, and wherever it is begun once more', async () => {
    const people = Array.from({ length: 7 }, (_, index) =>
      index === 3
        ? { checkIns: [], signUp: aSignUp({ id: idOf('dan'), series: 'stress', expiresAt: '2026-12-21T00:00:00Z' }) }
        : known(person(`p${index}`, index % 2 ? twoLessons : { confirmedAt: '2026-12-16T10:00:00Z' })),
    );
    const whole = keptCounts();
    await night(whole.store, { crowd: tableOf(people) });
    const runs = fc.array(fc.record({ people: fc.integer({ min: 1, max: 9 }), begin: fc.boolean() }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(runs, async (some) => {
        const { store, days, now: current, begun } = keptCounts();
        const onward = { people: 99, begin: false };
        for (const [index, run] of [{ people: 2, begin: true }, ...some, onward].entries()) {
          if (index > 0 && begun() === undefined) break;
          // A later clock: what is counted is counted for the instant of the beginning.
          const later = { now: () => now.add({ minutes: 15 * index }) };
          await night(store, { crowd: tableOf(people), remainingMs: runFor(run.people), clock: later }, run.begin);
        }
        expect({ days, now: current() }).toEqual({ days: whole.days, now: whole.now() });
        expect(begun()).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  test('are begun by the schedule of the night alone; of two runs that go on from one place, one does', async () => {
    const { store, now: current, begun } = keptCounts();
    await night(store, {}, false);
    expect(current()).toBeUndefined();
    const people = tableOf(Array.from({ length: 4 }, (_, index) => known(person(`p${index}`))));
    await night(store, { crowd: people, remainingMs: runFor(1) });
    const said: string[] = [];
    const log = { ...silentLog, info: (event: string) => void said.push(event) };
    const on = async () => night(store, { crowd: people, remainingMs: runFor(1), log }, false);
    await Promise.all([on(), on()]);
    expect([begun()?.part, said.toSorted()]).toEqual([2, ['counts.overtaken', 'counts.put-aside']]);
    await on();
    await on();
    await on();
    expect(current()?.people).toEqual({ active: 4 });
  });

  test('say that lessons went out of which SES told nothing', async () => {
    const said: unknown[] = [];
    const log = { ...silentLog, error: (...line: unknown[]) => void said.push(line) };
    const lessons = (sentAt: string, heardAt?: string) =>
      night(keptCounts().store, {
        log,
        control: { eventFeed: async () => (heardAt === undefined ? {} : { heardAt }) },
        crowd: {
          everybody: () => crowdOf([known(person('ada', { sent: { one: '2026-12-01T00:00:00Z', two: sentAt } }))]),
        },
      });
    // Heard since, or just before; too young; of long ago, as of people who were imported.
    await lessons('2026-12-19T07:00:10Z', '2026-12-19T07:00:12Z');
    await lessons('2026-12-19T07:00:59Z', '2026-12-19T07:00:02Z');
    await lessons('2026-12-20T03:30:00Z');
    await lessons('2026-12-18T07:00:00Z');
    expect(said).toEqual([]);
    await lessons('2026-12-19T07:00:10Z', '2026-12-19T05:00:00Z');
    await lessons('2026-12-19T07:00:10Z');
    expect(said).toEqual([
      ['events.none-heard', { lastSentAt: '2026-12-19T07:00:10Z', heardAt: '2026-12-19T05:00:00Z' }],
      ['events.none-heard', { lastSentAt: '2026-12-19T07:00:10Z', heardAt: undefined }],
    ]);
  });

  test('can be counted anew: it says where they differ, and writes only when told', async () => {
    const { store, days } = keptCounts();
    await night(store);
    days['2026-12-15'] = { ...days['2026-12-15']!, signedUp: 7, inTime: 3 };
    const found = await rebuildCounts({ clock, crowd, counts: store, series: ['stress'] }, false);
    expect(found).toContainEqual({ series: 'stress', day: '2026-12-15', what: 'signedUp', stored: 7, counted: 1 });
    expect(days['2026-12-15']!.signedUp).toBe(7);
    await rebuildCounts({ clock, crowd, counts: store, series: ['stress'] }, true);
    expect(days['2026-12-15']).toMatchObject({ signedUp: 1, inTime: 3 });
    expect(await rebuildCounts({ clock, crowd, counts: store, series: ['stress'] }, false)).toEqual([]);
  });

  test('of a series that everybody has left are nought, not the last ones', async () => {
    const kept: string[] = [];
    const store: CountsStore = {
      ...keptCounts().store,
      keepNow: async (series, { people }) => void kept.push(`${series} ${JSON.stringify(people)}`),
    };
    await night(store, { series: ['stress', 'left'] });
    expect(kept.toSorted()[0]).toBe('left {}');
    expect(kept).toHaveLength(2);
  });

  test('differ nowhere from themselves', () => {
    expect(differences('stress', {}, {})).toEqual([]);
  });
});
