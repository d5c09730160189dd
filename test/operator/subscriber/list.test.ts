import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { formatLine, lineOf, type PersonLine } from '../../../lib/operator/person-line.ts';
import { filterOf, formatList, type PeopleFilter } from '../../../lib/operator/subscriber/list.ts';
import { aGone, aSeries, aSignUp, aSubscriber, idOf, libraryOf } from '../../support/builders.ts';

const now = Temporal.Instant.from('2026-11-25T11:00:00Z');
const library = libraryOf(aSeries(['one', 'two']));
const ann = aSubscriber({
  sent: { one: '2026-11-09T06:00:02Z', two: '2026-11-16T06:00:02Z' },
  welcomeSentAt: '2026-11-02T06:00:00Z',
  reminderSentOn: '2026-11-19',
  confirmedAt: '2026-11-02T06:00:00Z',
  from: 'clinic-north',
  note: 'Likes Fridays.',
});

describe('the line of a person', () => {
  test('is all by which an operator recognises them', () => {
    expect(lineOf({ subscriber: ann }, library, now)).toEqual({
      subscriber: idOf('ann'),
      address: 'ann@example.org',
      firstName: 'Ann',
      status: 'active',
      series: 'test-series',
      lesson: 'two',
      lessonTitle: 'Lesson two',
      since: '2026-11-02T06:00:00Z',
      lastMailOn: '2026-11-19',
      from: 'clinic-north',
      note: 'Likes Fridays.',
    });
  });

  test.each<[string, Parameters<typeof lineOf>[0], string | undefined]>([
    [
      'is read by people',
      { subscriber: ann },
      `${idOf('ann')}  Ann <ann@example.org>, active, test-series, “Lesson two”, since 2026-11-02, last email 2026-11-19, from clinic-north, note: Likes Fridays.`,
    ],
    [
      'of a retired lesson has its id',
      {
        subscriber: { ...aSubscriber({ confirmedAt: '2026-11-02T06:00:00Z' }), sent: { old: '2026-11-09T06:00:00Z' } },
      },
      `${idOf('ann')}  Ann <ann@example.org>, active, test-series, “old”, since 2026-11-02, last email 2026-11-09`,
    ],
    [
      'is there of who has not confirmed',
      { signUp: aSignUp({ firstName: '', expiresAt: '2026-12-01T00:00:00Z' }) },
      `${idOf('ann')}  ann@example.org, pending, test-series, no lesson yet, since 2026-01-01, no email yet`,
    ],
    ['is not there of a sign-up that has expired', { signUp: aSignUp() }, undefined],
    ['is not there of who is gone', { subscriber: aGone({ status: 'unsubscribed' }) }, undefined],
  ])('%s', (_what, one, line) => {
    const found = lineOf(one, library, now);
    expect(found && formatLine(found)).toBe(line);
  });
});

test.each<[Omit<PeopleFilter, 'sort'>, boolean]>([
  [{}, true],
  [{ status: 'active', series: 'test-series', lesson: 'two', from: 'clinic-north', since: '2026-11-02' }, true],
  [{ contains: 'ANN' }, true],
  [{ contains: '@Example' }, true],
  [{ contains: 'friday' }, false],
  [{ note: 'friday' }, true],
  [{ note: 'monday' }, false],
  [{ status: 'paused' }, false],
  [{ series: 'sleep' }, false],
  [{ lesson: 'one' }, false],
  [{ from: 'walks' }, false],
  [{ since: '2026-11-03' }, false],
  [{ status: 'active', from: 'walks' }, false],
])('every part of a filter has to fit: %j', (filter, fits) => {
  expect(filterOf(filter)(lineOf({ subscriber: ann }, library, now) as PersonLine)).toBe(fits);
});

test('a list says where it ended', () => {
  expect(formatList({ people: [], lookedAt: 5000, more: true })).toBe(
    'Nobody fits.\nLooked at the first 5,000 people in the table only, and there are more: weekwise export writes everybody.',
  );
});
