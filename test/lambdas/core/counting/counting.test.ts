import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { countAll, runNightlyCount, differences, rebuildCounts } from '../../../../lambdas/core/counting/counting.ts';
import type { DayCounts, SeriesCounts } from '../../../../lambdas/core/counting/counts.ts';
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

  test('counts whoever answers in several weeks after a lesson once, by the latest answer', async () => {
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

  test('comes to the same whoever is counted first', async () => {
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
  const store: CountsStore = {
    keepDay: async (_, day, counts) => void (days[day] = counts),
    keepNow: async (_, counts) => void (current = counts),
    read: async () => ({ days: { ...days }, ...(current && { now: current }) }),
  };
  return { store, days, now: () => current };
}

describe('the numbers of a night', () => {
  const clock = { now: () => now };
  const crowd = {
    everybody: () => crowdOf([known(person('ada', { ...twoLessons, confirmedAt: '2026-12-15T10:00:00Z' }))]),
  };

  test('are the same when the night is worked through twice', async () => {
    const { store, days, now: current } = keptCounts();
    await runNightlyCount({ clock, crowd, counts: store, series: ['stress'], log: silentLog });
    const once = structuredClone({ days, now: current() });
    await runNightlyCount({ clock, crowd, counts: store, series: ['stress'], log: silentLog });
    expect({ days, now: current() }).toEqual(once);
    expect(days['2026-12-15']).toMatchObject({ signedUp: 1 });
  });

  test('of a day stay as they were counted first: who had themselves erased was there', async () => {
    const { store, days } = keptCounts();
    await runNightlyCount({ clock, crowd, counts: store, series: ['stress'], log: silentLog });
    await runNightlyCount({
      clock,
      crowd: {
        everybody: () =>
          crowdOf([
            known(person('ben', { confirmedAt: '2026-12-15T01:00:00Z' })),
            known(person('cem', { confirmedAt: '2026-12-15T01:00:00Z' })),
          ]),
      },
      counts: store,
      series: ['stress'],
      log: silentLog,
    });
    expect(days['2026-12-15']!.signedUp).toBe(1);
  });

  test('can be counted anew: it says where they differ, and writes only when told', async () => {
    const { store, days } = keptCounts();
    await runNightlyCount({ clock, crowd, counts: store, series: ['stress'], log: silentLog });
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
      read: async () => ({ days: {} }),
      keepDay: async () => undefined,
      keepNow: async (series, { people }) => void kept.push(`${series} ${JSON.stringify(people)}`),
    };
    await runNightlyCount({ clock, crowd, counts: store, series: ['stress', 'left'], log: silentLog });
    expect(kept.toSorted()[0]).toBe('left {}');
    expect(kept).toHaveLength(2);
  });

  test('differ nowhere from themselves', () => {
    expect(differences('stress', {}, {})).toEqual([]);
  });
});
