import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { RecentCheckIn } from '../../../../lambdas/core/person/records.ts';
import { coachingFor } from '../../../../lambdas/core/course/coaching.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { aSeries, aSubscriber } from '../../../support/builders.ts';

/** Monday 23 November 2026, 07:00 in Berlin: the lesson of the week of that Monday. */
const now = Temporal.Instant.from('2026-11-23T06:00:05Z');
const said = (week: string, days: RecentCheckIn['days'], scores: Partial<RecentCheckIn> = {}): RecentCheckIn => ({
  week,
  days,
  ...scores,
});
const series = aSeries(['one', 'two', 'three', 'four']);
const rule = (recentCheckIns: RecentCheckIn[], changes = {}) =>
  coachingFor(aSubscriber({ recentCheckIns, ...changes }), 'three', series, now)?.rule;

test('a practice is named where it is known, and otherwise the sentence does without', () => {
  const spoken = (lesson?: string) => {
    const recentCheckIns = [said('2026-11-16', '3-4', lesson === undefined ? {} : { lesson })];
    return coachingFor(aSubscriber({ recentCheckIns }), 'three', series, now)?.text;
  };
  expect(spoken('one')).toMatch(/^You told us that you practised “Lesson one” on three or four days\./);
  for (const unknown of [undefined, 'retired'])
    expect(spoken(unknown)).toMatch(/^You told us that you practised on three or four days\./);
});

describe('the rules of coaching', () => {
  test.each<[string, RecentCheckIn[], string | undefined]>([
    ['nothing said yet', [], undefined],
    ['no practice last week', [said('2026-11-16', '0')], 'notPractised'],
    ['a little practice', [said('2026-11-16', '1-2')], 'practisedLittle'],
    ['some practice', [said('2026-11-16', '3-4')], 'practisedSome'],
    ['a practice that was tried', [said('2026-11-16', '1-2', { tried: 'yes' })], 'tried'],
    ['a practice that was tried a bit', [said('2026-11-16', '1-2', { tried: 'a-bit' })], 'triedABit'],
    ['a practice that was not tried yet', [said('2026-11-16', '0', { tried: 'not-yet' })], 'notTried'],
    [
      'stress that fell by two',
      [said('2026-11-09', '3-4', { stress: 6 }), said('2026-11-16', '5-7', { stress: 4 })],
      'easier',
    ],
    [
      'stress that fell while pain rose',
      [said('2026-11-09', '3-4', { stress: 6, pain: 3 }), said('2026-11-16', '5-7', { stress: 4, pain: 5 })],
      'practisedMost',
    ],
    ['practice on most days', [said('2026-11-16', '5-7')], 'practisedMost'],
    [
      'pain that rose by three',
      [said('2026-11-09', '3-4', { pain: 3 }), said('2026-11-16', '3-4', { pain: 6 })],
      'harder',
    ],
    [
      'pain that rose by two',
      [said('2026-11-09', '3-4', { pain: 3 }), said('2026-11-16', '3-4', { pain: 5 })],
      'practisedSome',
    ],
    [
      'stress that rose, before anything else',
      [said('2026-11-09', '0', { stress: 1 }), said('2026-11-16', '0', { stress: 4 })],
      'harder',
    ],
    [
      'scores that were left open',
      [said('2026-11-09', '3-4', { pain: 1 }), said('2026-11-16', '3-4')],
      'practisedSome',
    ],
    ['an answer of two weeks ago is too old to speak of', [said('2026-11-09', '0')], undefined],
    ['silence for more than two weeks', [said('2026-11-02', '5-7')], 'silent'],
    ['silence for so long that short emails do not help either', [said('2026-10-19', '5-7')], undefined],
  ])('%s', (_, recent, expected) => {
    expect(rule(recent)).toBe(expected);
  });

  test.each<[string, Partial<Person>, string | undefined]>([
    ['a lesson that they asked to have again', { again: { lesson: 'three', at: '2026-11-20T10:00:00Z' } }, 'again'],
    ['a wish that is about another lesson', { again: { lesson: 'two', at: '2026-11-20T10:00:00Z' } }, undefined],
    ['a wish that was fulfilled', { again: { lesson: 'one', at: '2026-11-01T10:00:00Z' } }, undefined],
    ['the last lesson was not for them', { leftOut: ['one'] }, 'notForMe'],
    ['they skipped the lesson before this', { leftOut: ['two'] }, 'skipped'],
    ['they skipped some other lesson', { leftOut: ['four'] }, undefined],
  ])('%s', (_, changes, expected) => {
    expect(rule([], { sent: { one: '2026-11-16T06:00:00Z' }, ...changes })).toBe(expected);
  });

  test.each<[string, Partial<RecentCheckIn>[], string | undefined]>([
    ['stress 9', [{ stress: 9 }], 'danger'],
    ['stress 9 and pain 9', [{ stress: 9, pain: 9 }], 'dangerAndPain'],
    ['stress 8', [{ stress: 8 }], 'heavy'],
    ['pain 9', [{ pain: 9 }], 'highPain'],
    ['pain 9 for three weeks of two months', [{ pain: 9 }, { pain: 9 }, { pain: 9 }], 'stillHighPain'],
    ['pain 8', [{ pain: 8 }], 'harder'],
    ['a note, of which nothing is said,', [{ noted: true }], 'again'],
  ])('%s goes before a lesson that they asked for', (_, scores, expected) => {
    const weeks = ['2026-11-02', '2026-11-09', '2026-11-16'].slice(-scores.length);
    const recent = scores.map((one, index) => said(weeks[index]!, '0', one));
    const again = { again: { lesson: 'three', at: '2026-11-20T10:00:00Z' } };
    expect(rule(recent, again)).toBe(expected);
  });

  test('a hard answer is spoken of in the first lesson after its week, however late that comes, and in no other', () => {
    const hard = [said('2026-10-05', '0', { stress: 10 })];
    expect(rule(hard, { lessonSentOn: '2026-10-05' })).toBe('danger');
    expect(rule(hard, { lessonSentOn: '2026-10-11' })).toBe('danger');
    expect(rule(hard, { lessonSentOn: '2026-10-12' })).not.toBe('danger');
    expect(rule(hard, { lessonSentOn: '2026-10-05', coachingOff: true })).toBeUndefined();
  });

  test('open a hard week with the two-minute version, and make a silent one short', () => {
    const short = (recentCheckIns: RecentCheckIn[]) =>
      coachingFor(aSubscriber({ recentCheckIns }), 'three', series, now)?.short;
    expect(short([said('2026-11-16', '0')])).toBe('first');
    expect(short([said('2026-11-02', '3-4')])).toBe('only');
    expect(short([said('2026-11-16', '5-7')])).toBeUndefined();
  });

  test('count by lessons, so that who gets one every two weeks is heard as well', () => {
    const person = (week: string, weeksBetween: number) =>
      aSubscriber({ weeksBetween, recentCheckIns: [said(week, '0')], sent: { one: '2026-10-01T06:00:00Z' } });
    const rule = (week: string, weeksBetween: number) =>
      coachingFor(person(week, weeksBetween), 'three', series, now)?.rule;
    expect([rule('2026-11-09', 1), rule('2026-11-09', 2)]).toEqual([undefined, 'notPractised']);
    expect([rule('2026-11-02', 1), rule('2026-11-02', 2)]).toEqual(['silent', undefined]);
    expect([rule('2026-10-19', 1), rule('2026-10-19', 2)]).toEqual([undefined, 'silent']);
  });

  test('say why, and speak only to who wants it', () => {
    const person = aSubscriber({ recentCheckIns: [said('2026-11-16', '0')] });
    expect(coachingFor(person, 'three', series, now)?.text).toMatch(
      /^(When you last checked in|Going by your last check-in)/,
    );
    expect(coachingFor({ ...person, coachingOff: true }, 'three', series, now)).toBeUndefined();
  });
});
