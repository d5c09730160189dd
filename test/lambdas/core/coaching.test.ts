import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { RecentCheckIn } from '../../../lambdas/core/check-in.ts';
import { coachingFor } from '../../../lambdas/core/coaching.ts';
import { aSubscriber } from '../../support/builders.ts';

/** Monday 23 November 2026, 07:00 in Berlin: the lesson of the week of that Monday. */
const now = Temporal.Instant.from('2026-11-23T06:00:05Z');
const said = (week: string, days: RecentCheckIn['days'], scores: Partial<RecentCheckIn> = {}): RecentCheckIn => ({
  week,
  days,
  ...scores,
});
const rule = (recentCheckIns: RecentCheckIn[], changes = {}) =>
  coachingFor(aSubscriber({ recentCheckIns, ...changes }), now)?.rule;

describe('the rules of coaching', () => {
  test.each<[string, RecentCheckIn[], string | undefined]>([
    ['nothing said yet', [], undefined],
    ['no practice last week', [said('2026-11-16', '0')], 'not-practised'],
    ['a little practice', [said('2026-11-16', '1-2')], undefined],
    ['practice on most days', [said('2026-11-16', '5-7')], 'practised-a-lot'],
    [
      'pain that rose by three',
      [said('2026-11-09', '3-4', { pain: 3 }), said('2026-11-16', '3-4', { pain: 6 })],
      'worse',
    ],
    [
      'pain that rose by two',
      [said('2026-11-09', '3-4', { pain: 3 }), said('2026-11-16', '3-4', { pain: 5 })],
      undefined,
    ],
    [
      'stress that rose, before anything else',
      [said('2026-11-09', '0', { stress: 1 }), said('2026-11-16', '0', { stress: 9 })],
      'worse',
    ],
    ['scores that were left open', [said('2026-11-09', '3-4', { pain: 1 }), said('2026-11-16', '3-4')], undefined],
    ['an answer of two weeks ago is too old to speak of', [said('2026-11-09', '0')], undefined],
    ['silence for more than two weeks', [said('2026-11-02', '5-7')], 'silent'],
  ])('%s', (_, recent, expected) => {
    expect(rule(recent)).toBe(expected);
  });

  test('say why, and speak only to who wants it', () => {
    const person = aSubscriber({ recentCheckIns: [said('2026-11-16', '0')] });
    expect(coachingFor(person, now)?.text).toMatch(/^Because you told us/);
    expect(coachingFor({ ...person, coachingOff: true }, now)).toBeUndefined();
  });
});
