import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { noticeId, NoticeId, noticeWords } from '../../../../lambdas/core/person/notice-id.ts';
import {
  afterMoving,
  type Audience,
  isDue,
  isPast,
  newWalk,
  noNotice,
  Notice,
  noticeFields,
  NoticeText,
  Walk,
  whyNotFor,
} from '../../../../lambdas/core/course/notice.ts';
import { subscriberKey } from '../../../../lambdas/core/kit/table-keys.ts';
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
    ['anyone who is active', {}, {}, undefined],
    ['nobody who had it', { notices: ['another-3f9a2c81', notice.id] }, {}, 'had-it'],
    ['anyone who had another one', { notices: ['another-3f9a2c81'] }, {}, undefined],
    ['nobody who left', { status: 'unsubscribed' }, { paused: true, completed: true }, 'not-subscribed'],
    ['nobody whose mailbox is gone', { status: 'bounced' }, { paused: true, completed: true }, 'not-subscribed'],
    ['nobody who complained', { status: 'complained' }, { paused: true, completed: true }, 'not-subscribed'],
    ['nobody at an old address', { status: 'moved' }, { paused: true, completed: true }, 'not-subscribed'],
    ['nobody who joined later', { confirmedAt: '2026-11-28T09:30:00Z' }, {}, 'joined-later'],
    ['anyone who joined at that moment', { confirmedAt: notice.at }, {}, undefined],
    ['anyone who only moved later', { confirmedAt: '2026-11-28T09:30:00Z', movedFrom: 'x'.repeat(22) }, {}, undefined],
    ['nobody whose welcome waits', { importedBy: 'clinic', dueFrom: '2026-11-28T10:00:01Z' }, {}, 'not-welcomed'],
    ['anyone who was to be welcomed by now', { importedBy: 'clinic', dueFrom: '2026-11-28T10:00:00Z' }, {}, undefined],
    [
      'anyone who was welcomed and begins later',
      { importedBy: 'clinic', welcomeSentAt: at, dueFrom: '2026-12-01T06:00:00Z' },
      {},
      undefined,
    ],
    ['anyone who signed up and begins later', { dueFrom: '2026-12-01T06:00:00Z' }, {}, undefined],
    ['nobody in a pause', { pausedUntil: '2026-12-24' }, {}, 'paused'],
    ['anyone who is in a pause, where it says so', { pausedUntil: '2026-12-24' }, { paused: true }, undefined],
    ['anyone who is back from a pause', { pausedUntil: '2026-11-28' }, {}, undefined],
    ['nobody who had every lesson', { status: 'completed' }, {}, 'completed'],
    ['anyone who had every lesson, where it says so', { status: 'completed' }, { completed: true }, undefined],
    ['one series', {}, { series: 'another' }, 'other-series'],
    ['anyone who is in that series', {}, { series: 'test-series' }, undefined],
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

test('somebody between two addresses is who they will be at the new one, as long as that is not done', () => {
  const moving = aSubscriber({ status: 'moved', movedTo: 'x'.repeat(22) });
  const ended = { ...moving, completedAt: at };
  expect(afterMoving(moving)).toEqual({ ...moving, status: 'active' });
  expect(afterMoving(ended)).toEqual({ ...ended, status: 'completed' });
  expect(afterMoving({ ...moving, moveFinishedAt: at })).toBeUndefined();
  expect(afterMoving(aSubscriber({ status: 'moved' }))).toBeUndefined();
  expect(afterMoving(aSubscriber({ movedTo: 'x'.repeat(22) }))).toBeUndefined();
});

test('is stored with all that it has, and read with no less', () => {
  const walk: Walk = {
    pass: 3,
    sent: 4,
    left: 5,
    after: subscriberKey('a'),
    soonest: at,
    nextAt: '2026-11-28T10:15:00Z',
  };
  const audience: Audience = {
    series: 'one',
    had: 'two',
    hadOnDemand: true,
    zone: 'Asia/Tokyo',
    imported: 'clinic',
    paused: true,
    completed: true,
  };
  const whole: Notice = {
    ...notice,
    audience,
    walk,
    stopped: { at, why: 'wrong date' },
    finished: { at, late: true },
  };
  expect(Notice.parse(whole)).toEqual(whole);
  expect(newWalk).toEqual({ pass: 0, sent: 0, left: 0 });
  expect(Walk.parse(newWalk)).toEqual(newWalk);
  for (const field of ['pass', 'sent', 'left']) {
    expect(Walk.safeParse({ ...newWalk, [field]: -1 }).success).toBe(false);
  }
});

test('says what was written, and no part of it may be empty', () => {
  const text: NoticeText = {
    subject: 'Closed',
    preheader: 'On Monday.',
    title: 'We are closed',
    html: '<p>Closed.</p>',
    text: 'Closed.',
  };
  expect(NoticeText.parse(text)).toEqual(text);
  for (const field of Object.keys(text)) expect(NoticeText.safeParse({ ...text, [field]: '' }).success).toBe(false);
  const { body, ...heads } = noticeFields(text);
  expect(heads).toEqual({ subject: 'Closed', preheader: 'On Monday.', title: 'We are closed' });
  expect([body.toHTML(), body.toString()]).toEqual(['<p>Closed.</p>', 'Closed.']);
  const { body: none, ...noHeads } = noNotice;
  expect(noHeads).toEqual({ subject: '', preheader: '', title: '' });
  expect([none.toHTML(), none.toString()]).toEqual(['', '']);
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
