import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { noticeId, NoticeId, noticeWords } from '../../../../lambdas/core/person/notice-id.ts';
import {
  isDue,
  isPast,
  newWalk,
  whyNotFor,
  type Audience,
  type Notice,
} from '../../../../lambdas/core/course/notice.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { isDaytime, nextMorning } from '../../../../lambdas/core/time/quiet-hours.ts';
import { aSubscriber, preferences } from '../../../support/builders.ts';

const now = Temporal.Instant.from('2026-11-28T10:00:00Z');
const at = '2026-11-02T06:00:00Z';
const notice: Notice = {
  id: 'closed-on-monday-3f9a2c81',
  subject: 'Closed on Monday',
  at: '2026-11-28T09:00:00Z',
  audience: {},
  walk: newWalk,
};

describe('a notice is for', () => {
  test.each<[string, Partial<Person>, Audience, ReturnType<typeof whyNotFor>]>([
    ['whoever is active', {}, {}, undefined],
    ['nobody who had it', { notices: ['another-3f9a2c81', notice.id] }, {}, 'had-it'],
    ['whoever had another one', { notices: ['another-3f9a2c81'] }, {}, undefined],
    ['nobody who left', { status: 'unsubscribed' }, { paused: true, completed: true }, 'not-subscribed'],
    ['nobody whose mailbox is gone', { status: 'bounced' }, { paused: true, completed: true }, 'not-subscribed'],
    ['nobody who complained', { status: 'complained' }, { paused: true, completed: true }, 'not-subscribed'],
    ['nobody at an old address', { status: 'moved' }, { paused: true, completed: true }, 'not-subscribed'],
    ['nobody who joined later', { confirmedAt: '2026-11-28T09:30:00Z' }, {}, 'joined-later'],
    ['whoever only moved later', { confirmedAt: '2026-11-28T09:30:00Z', movedFrom: 'x'.repeat(22) }, {}, undefined],
    ['nobody in a pause', { pausedUntil: '2026-12-24' }, {}, 'paused'],
    ['whoever is in a pause, where it says so', { pausedUntil: '2026-12-24' }, { paused: true }, undefined],
    ['whoever is back from a pause', { pausedUntil: '2026-11-28' }, {}, undefined],
    ['nobody who had every lesson', { status: 'completed' }, {}, 'completed'],
    ['whoever had every lesson, where it says so', { status: 'completed' }, { completed: true }, undefined],
    ['one series', {}, { series: 'another' }, 'other-series'],
    ['those who had a lesson', { sent: { one: '2026-11-02T06:00:00Z' } }, { had: 'one' }, undefined],
    [
      'those who had it before',
      { earlier: [{ lesson: 'one', at: '2026-11-02T06:00:00Z' }] },
      { had: 'one' },
      undefined,
    ],
    ['those who had it in an earlier round', { hadBefore: ['one'] }, { had: 'one' }, undefined],
    ['those who may have had it on demand', { onDemandSentAt: at }, { had: 'one', hadOnDemand: true }, undefined],
    ['nobody whose lesson on demand was another', { onDemandSentAt: at }, { had: 'one' }, 'lesson-not-had'],
    ['nobody who had none on demand', {}, { had: 'one', hadOnDemand: true }, 'lesson-not-had'],
    ['nobody else then', { sent: { two: '2026-11-02T06:00:00Z' } }, { had: 'one' }, 'lesson-not-had'],
    ['one import', { importedBy: 'clinic' }, { imported: 'clinic' }, undefined],
    ['nobody of another import', { importedBy: 'club' }, { imported: 'clinic' }, 'other-import'],
    ['one zone', {}, { zone: 'Asia/Tokyo' }, 'other-zone'],
    [
      'one zone by any of its names',
      { preferences: preferences({ zone: 'Europe/Kiev' }) },
      { zone: 'Europe/Kyiv' },
      undefined,
    ],
  ])('%s', (_who, changes, audience, why) => {
    expect(whyNotFor(aSubscriber(changes), { ...notice, audience }, now)).toBe(why);
  });
});

test('its walk is due at once, then when it says, and not when it is over', () => {
  const walk = { ...newWalk, nextAt: '2026-11-28T10:00:01Z' };
  expect(isDue(notice, now)).toBe(true);
  expect(isDue({ ...notice, walk }, now)).toBe(false);
  expect(isDue({ ...notice, walk }, now.add({ seconds: 1 }))).toBe(true);
  expect(isDue({ ...notice, stopped: { at: notice.at, why: 'x' } }, now)).toBe(false);
  expect(isDue({ ...notice, finished: { at: notice.at } }, now)).toBe(false);
  expect(isPast(notice, now.add({ hours: 70 }))).toBe(false);
  expect(isPast(notice, now.add({ hours: 71 }))).toBe(true);
});

test('an id fits in a message tag, reads like the subject, and differs with what is said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[0-9a-f]{64}$/), (subject, hash) => {
      expect(noticeId(subject, hash)).toMatch(/^[a-z0-9-]{10,60}$/);
      expect(NoticeId.safeParse(noticeId(subject, hash)).success).toBe(true);
    }),
  );
  expect(noticeId('Die Praxis schließt früh!', 'ab'.repeat(32))).toBe('die-praxis-schlie-t-fruh-abababab');
  expect(noticeWords('closed-on-monday-3f9a2c81')).toBe('closed on monday');
});

test('the next morning is the first instant of the day at which mail may go out', () => {
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');
  const minutes = fc.integer({ min: 0, max: 500_000 });
  fc.assert(
    fc.property(zone, minutes, (where, later) => {
      const at = now.add({ minutes: later });
      const morning = nextMorning(where, at);
      expect(isDaytime(where, morning)).toBe(true);
      expect(isDaytime(where, morning.subtract({ seconds: 1 }))).toBe(false);
      expect(at.until(morning).total('hours')).toBeGreaterThan(0);
      expect(at.until(morning).total('hours')).toBeLessThanOrEqual(25);
    }),
  );
});
