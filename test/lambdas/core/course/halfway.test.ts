import { describe, expect, test } from '@jest/globals';
import { hadOf, isHalfway, keepersOf, mayStop } from '../../../../lambdas/core/course/halfway.ts';
import type { CheckIn } from '../../../../lambdas/core/person/records.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { aSeries, aSubscriber } from '../../../support/builders.ts';

const series = { ...aSeries(['one', 'two', 'three', 'four', 'five']), halfway: 'two' };
const [first, second, third, fourth] = [2, 9, 16, 23].map((day) => `2026-11-${String(day).padStart(2, '0')}T06:00:00Z`);
const sent = { one: first!, two: second! };
const person = (changes: Partial<Person> = {}) => aSubscriber({ sent, ...changes });

test('lessons that they had are counted, those of this series alone', () => {
  expect(hadOf({ sent: { ...sent, another: third! } }, series)).toBe(2);
  expect(hadOf({ sent: {} }, series)).toBe(0);
});

test('somebody who had the lesson after which one may stop is half way', () => {
  expect(isHalfway({ sent }, series)).toBe(true);
  expect(isHalfway({ sent: { one: first! } }, series)).toBe(false);
  expect(isHalfway({ sent: { undefined: first! } }, {})).toBe(false);
});

describe('may stop half way', () => {
  test.each<[string, boolean, Partial<Person>]>([
    ['anyone who is that far', true, {}],
    ['nobody before', false, { sent: { one: first! } }],
    ['nobody whose course is over', false, { status: 'completed' }],
    ['nobody who left', false, { status: 'unsubscribed' }],
    ['nobody twice', false, { stoppedAt: third! }],
    ['nobody who keeps one a month', false, { weeksBetween: 4 }],
    ['anyone who gets one in two weeks', true, { weeksBetween: 2 }],
    ['nobody to whom no more would come', false, { sent: { ...sent, three: third!, four: third!, five: third! } }],
    ['nobody who left out all the others', false, { leftOut: ['three', 'four', 'five'] }],
    ['anyone who left out some of them', true, { leftOut: ['three'] }],
  ])('%s', (_who, may, changes) => {
    expect(mayStop(person(changes), series)).toBe(may);
  });
});

describe('what they may want to keep doing', () => {
  const all = { one: first!, two: second!, three: third!, four: fourth! };
  /** Asked by the lesson of that instant, about the one before. */
  const checkIn = (at: string, days: CheckIn['days']): CheckIn =>
    ({ at: at.replace('T06', 'T07'), week: at.slice(0, 10), days }) as CheckIn;
  const kept = (changes: Partial<Person>, checkIns: CheckIn[] = []) =>
    keepersOf(person({ sent: all, ...changes }), checkIns, series).map(({ id }) => id);

  test('is nothing where they said nothing', () => {
    expect(kept({})).toStrictEqual([]);
    expect(kept({}, [checkIn(second!, '0')])).toStrictEqual([]);
  });

  test('is first what they keep, then what they practised most, the best week of each, and three at most', () => {
    const weeks = [checkIn(second!, '1-2'), checkIn(third!, '5-7'), checkIn(fourth!, '3-4')];
    expect(kept({}, weeks)).toStrictEqual(['two', 'three', 'one']);
    expect(kept({ kept: ['four'] }, weeks)).toStrictEqual(['four', 'two', 'three']);
    expect(kept({ kept: ['two'] }, weeks)).toStrictEqual(['two', 'three', 'one']);
    expect(kept({}, [checkIn(third!, '5-7'), checkIn(fourth!, '3-4'), checkIn(third!, '1-2')])).toStrictEqual([
      'two',
      'three',
    ]);
  });

  test('is nothing that they left out, and nothing that is gone from the series', () => {
    expect(kept({ kept: ['one', 'two', 'gone'], leftOut: ['one'] })).toStrictEqual(['two']);
    expect(kept({}, [checkIn(first!.replace('11-02', '10-02'), '5-7')])).toStrictEqual([]);
  });
});
