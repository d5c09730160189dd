import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { assumeServed } from '../../../../lambdas/core/counting/after-restore.ts';
import { aSeries, aSubscriber } from '../../../support/builders.ts';

const series = aSeries();
const backup = Temporal.Instant.from('2026-10-30T12:00:00Z');
const assume = (until: string, changes: Parameters<typeof aSubscriber>[0] = {}) =>
  assumeServed(aSubscriber(changes), series, backup, Temporal.Instant.from(until));

test('every lesson that was owed between the backup and the new start counts as sent', () => {
  expect(assume('2026-11-09T06:15:00Z', { sent: { one: '2026-10-26T06:00:00Z' }, lessonSentOn: '2026-10-26' })).toEqual(
    {
      lessons: ['two', 'three'],
      changes: {
        sent: { one: '2026-10-26T06:00:00Z', two: '2026-11-02T06:00:00Z', three: '2026-11-09T06:00:00Z' },
        lessonSentOn: '2026-11-09',
      },
    },
  );
});

test('a lesson that comes due with the new start is not assumed', () => {
  const had = { sent: { one: '2026-10-26T06:00:00Z' }, lessonSentOn: '2026-10-26' };
  expect(assume('2026-11-02T06:00:00Z', had)).toBeUndefined();
  expect(assume('2026-11-02T06:15:00Z', had)).toMatchObject({ lessons: ['two'] });
});

test('a lesson that something held up at the time of the backup counts too, as long as it may still have left', () => {
  expect(assume('2026-11-01T06:00:00Z')).toMatchObject({ lessons: ['one'] });
  const sixDaysLater = Temporal.Instant.from('2026-11-01T12:00:00Z');
  expect(assumeServed(aSubscriber(), series, sixDaysLater, sixDaysLater.add({ hours: 1 }))).toMatchObject({
    lessons: ['one'],
  });
});

test('nothing is assumed of people who are owed nothing', () => {
  expect(assume('2026-11-09T06:15:00Z', { status: 'unsubscribed' })).toBeUndefined();
  expect(assume('2026-11-09T06:15:00Z', { pausedUntil: '2026-12-01' })).toBeUndefined();
  expect(assume('2026-11-09T06:15:00Z', { dueFrom: '2026-11-10T00:00:00Z' })).toBeUndefined();
});

describe('of somebody who is asked how it is on Monday 8 February, three months after the end,', () => {
  const ended = {
    status: 'completed',
    completedAt: '2026-11-02T06:00:00Z',
    start: { to: '2026-07-26', stress: 7 },
  } as const;
  const asked = (backupAt: string, until: string, changes: Parameters<typeof aSubscriber>[0] = {}) =>
    assumeServed(
      aSubscriber({ ...ended, ...changes }),
      series,
      Temporal.Instant.from(backupAt),
      Temporal.Instant.from(until),
    );

  test('the follow-up of the time in between counts as sent', () => {
    const at = '2027-02-08T06:00:00Z';
    expect(asked('2027-02-07T12:00:00Z', '2027-02-20T12:00:00Z')).toEqual({
      lessons: [],
      followUpAt: at,
      changes: { followUpSentAt: at },
    });
    // Planned before the backup, and held up.
    expect(asked('2027-02-08T12:00:00Z', '2027-02-08T18:00:00Z')).toMatchObject({ followUpAt: at });
  });

  test('nothing is assumed where it was not due, or is known to have come', () => {
    expect(asked('2027-01-20T12:00:00Z', '2027-02-08T06:00:00Z')).toBeUndefined();
    expect(
      asked('2027-02-07T12:00:00Z', '2027-02-20T12:00:00Z', { followUpSentAt: '2027-02-06T06:00:00Z' }),
    ).toBeUndefined();
    expect(asked('2027-02-07T12:00:00Z', '2027-02-20T12:00:00Z', { status: 'unsubscribed' })).toBeUndefined();
  });
});
