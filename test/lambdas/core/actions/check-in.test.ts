import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, weekdayOf } from '../../../../lambdas/core/time/calendar.ts';
import { checkIn } from '../../../../lambdas/core/actions/check-in.ts';
import { weekOf } from '../../../../lambdas/core/time/calendar.ts';
import { owedBy } from '../../../../lambdas/core/course/course.ts';
import { trendOf } from '../../../../lambdas/core/course/progress.ts';
import { aSeries, aSubscriber, libraryOf, preferences } from '../../../support/builders.ts';
import { memoryDiary, memorySubscribers } from '../../../support/memory-subscribers.ts';
import type { CheckIn } from '../../../../lambdas/core/person/records.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
const agreed = {
  healthConsent: { at: '2026-01-01T00:00:00Z', textVersion: '2026-11', source: 'check-in-page' },
};
function deps(iso: string) {
  const clock = { at: Temporal.Instant.from(iso), now: () => clock.at };
  const subscribers = memorySubscribers();
  return { clock, subscribers, diary: memoryDiary(), series: libraryOf(aSeries()), log: silent };
}

describe('a check-in', () => {
  test('is kept by week, and replaced in the same one', async () => {
    const w = deps('2026-11-25T10:00:00Z');
    const { id } = aSubscriber();
    w.subscribers.profiles.set(id, aSubscriber(agreed));
    await checkIn(id, { days: '0' }, w);
    await checkIn(id, { days: '3-4', pain: 4, note: 'mine' }, w);
    expect(await w.diary.all(id)).toEqual([
      { week: '2026-11-23', to: '2026-11-24', at: '2026-11-25T10:00:00Z', days: '3-4', pain: 4, note: 'mine' },
    ]);
    expect(w.subscribers.person(id).recentCheckIns).toEqual([
      { week: '2026-11-23', to: '2026-11-24', days: '3-4', pain: 4, noted: true },
    ]);
    w.clock.at = w.clock.at.add({ hours: 7 * 24 });
    await checkIn(id, { days: '5-7' }, w);
    expect((await w.diary.all(id)).map(({ week }) => week)).toEqual(['2026-11-23', '2026-11-30']);
  });

  test('belongs to the week of the person’s own calendar', async () => {
    const w = deps('2026-11-22T23:30:00Z');
    w.subscribers.profiles.set(
      aSubscriber().id,
      aSubscriber({ ...agreed, preferences: preferences({ zone: 'Asia/Tokyo' }) }),
    );
    await checkIn(aSubscriber().id, { days: '0' }, w);
    expect((await w.diary.all(aSubscriber().id))[0]?.week).toBe('2026-11-23');
  });

  test('looks back on the week until the lesson that asks, however many days later it is answered', async () => {
    const w = deps('2026-11-27T10:00:00Z');
    const { id } = aSubscriber();
    const to = async (changes: Parameters<typeof aSubscriber>[0]) => {
      w.subscribers.profiles.set(id, aSubscriber({ ...agreed, ...changes }));
      await checkIn(id, { days: '0' }, w);
      return (await w.diary.all(id)).at(-1)?.to;
    };
    expect(await to({ sent: { one: '2026-11-16T06:00:00Z', two: '2026-11-23T06:00:00Z' } })).toBe('2026-11-22');
    expect(await to({ sent: { one: '2026-11-27T06:00:00Z' } })).toBe('2026-11-26');
    // So long ago that the last week is another one.
    expect(await to({ sent: { one: '2026-11-16T06:00:00Z' } })).toBe('2026-11-26');
  });

  test('of somebody who left is not taken', async () => {
    const w = deps('2026-11-25T10:00:00Z');
    w.subscribers.profiles.set(aSubscriber().id, aSubscriber({ ...agreed, status: 'unsubscribed' }));
    expect(await checkIn(aSubscriber().id, { days: '0' }, w)).toBe('nobody');
    expect(await w.diary.all(aSubscriber().id)).toEqual([]);
  });

  test('the rules look back on no more than six weeks', async () => {
    const w = deps('2026-01-05T10:00:00Z');
    w.subscribers.profiles.set(aSubscriber().id, aSubscriber(agreed));
    for (let week = 0; week < 10; week += 1) {
      await checkIn(aSubscriber().id, { days: '1-2' }, w);
      w.clock.at = w.clock.at.add({ hours: 7 * 24 });
    }
    expect(w.subscribers.person(aSubscriber().id).recentCheckIns).toHaveLength(6);
    expect(await w.diary.all(aSubscriber().id)).toHaveLength(10);
  });

  test('every date is in the week of one Monday, not after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (offset) => {
        const date = addDays('2000-01-01', offset);
        const monday = weekOf(date);
        return weekdayOf(monday) === 1 && monday <= date && addDays(monday, 7) > date;
      }),
    );
  });
});

describe('a reminder', () => {
  const slot = { zone: 'Europe/Berlin', localDate: '2026-11-25', localTime: '07:00' };
  const now = Temporal.Instant.from('2026-11-25T06:00:05Z');
  const person = aSubscriber({
    preferences: preferences({ reminderDays: [3] }),
    sent: { one: '2026-11-23T06:00:00Z' },
  });
  const owedTo = (changes: Parameters<typeof aSubscriber>[0]) =>
    owedBy(slot, 'reminder', { ...person, ...changes }, aSeries(), now);
  const owed = (week: string, days: '3-4' | '5-7') => owedTo({ recentCheckIns: [{ week, days }] });

  test('does not come when they said so on five days, one by one', () => {
    const practisedOn = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];
    expect(owedTo({ practisedOn })).toEqual({ owed: 'nothing', why: 'practised' });
    expect(owedTo({ practisedOn: practisedOn.slice(1) })).toMatchObject({ owed: 'reminder' });
    expect(owedTo({ practisedOn: ['2026-11-01', ...practisedOn.slice(1)] })).toMatchObject({ owed: 'reminder' });
  });

  test('does not come in a week in which they practised on most days', () => {
    expect(owed('2026-11-23', '5-7')).toEqual({ owed: 'nothing', why: 'practised' });
    expect(owed('2026-11-23', '3-4')).toMatchObject({ owed: 'reminder' });
    expect(owed('2026-11-16', '5-7')).toMatchObject({ owed: 'reminder' });
  });
});

describe('the trend of scores', () => {
  const weeks = (...said: Partial<CheckIn>[]) =>
    said.map((one, index): CheckIn => ({
      week: addDays('2026-11-02', index * 7),
      at: '2026-11-02T00:00:00Z',
      days: '1-2',
      ...one,
    }));
  const pains = (...pain: (number | undefined)[]) =>
    weeks(...pain.map((score) => (score === undefined ? {} : { pain: score })));
  test.each([
    [pains(5, 4), { pain: 'same' }],
    [pains(7, undefined, 4), { pain: 'lower' }],
    [pains(2, 4, 4), { pain: 'higher' }],
    [pains(5), {}],
    [pains(7, 4, undefined), {}],
    [pains(undefined, undefined), {}],
    [weeks({ stress: 6, pain: 3 }, { stress: 3, pain: 4 }), { stress: 'lower', pain: 'same' }],
    [weeks({ stress: 6, pain: 9 }, { stress: 8, pain: 3 }), {}],
    [weeks({ stress: 3 }, { stress: 6 }), {}],
  ])('%j', (said, expected) => {
    expect(trendOf(said, undefined)).toEqual(expected);
  });

  test('is from where they said that they start', () => {
    expect(trendOf(pains(5), { to: '2026-10-25', pain: 8 })).toEqual({ pain: 'lower' });
    expect(trendOf(pains(5), { to: '2026-10-25', stress: 8 })).toEqual({});
  });
});
