import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { handleSesEvent, hearingOf, passOver } from '../../../../lambdas/core/hearing/feedback.ts';
import type { SesEvent } from '../../../../lambdas/core/hearing/ses-event.ts';
import { addSoftBounce, isSuppressedBySoftBounces } from '../../../../lambdas/core/hearing/soft-bounces.ts';
import { aSignUp, aSubscriber, idOf } from '../../../support/builders.ts';
import { memoryLimits } from '../../../support/memory-limits.ts';
import { memorySubscribers } from '../../../support/memory-subscribers.ts';
import { joins } from '../../../support/people.ts';
import { recordedLog } from '../../../support/recorded-log.ts';

const ann = idOf('ann');
const claim = idOf('c');
const takenAt = '2026-11-02T06:00:10Z';
const toldAt = '2026-11-02T06:05:00Z';
type Told = { [Type in SesEvent['eventType']]: Omit<SesEvent & { eventType: Type }, 'mail' | 'eventType'> };

let subscribers: ReturnType<typeof memorySubscribers>;
let log: ReturnType<typeof recordedLog>;
let limits: ReturnType<typeof memoryLimits>;
beforeEach(async () => {
  [subscribers, log, limits] = [memorySubscribers(), recordedLog(), memoryLimits()];
  await joins(
    subscribers,
    aSubscriber({ claim: { id: claim, delivery: 'lesson:2026-11-02', at: '2026-11-02T06:00:05Z' } }),
  );
});
const person = () => subscribers.person(ann);
const problems = () => [...subscribers.problems.values()];

/** Tells of a mail, by default a lesson. */
async function tell<Type extends SesEvent['eventType']>(
  eventType: Type,
  told: Told[Type],
  tags: Record<string, string[]> = { delivery: ['lesson_2026-11-02'], lesson: ['one'], series: ['test-series'] },
  timestamp = takenAt,
) {
  const mail = { messageId: 'm', timestamp, tags: { subscriber: [ann], claim: [claim], ...tags } };
  const event = { eventType, mail, ...told } as unknown as SesEvent;
  await handleSesEvent(event, { clock: { now: () => Temporal.Instant.from(toldAt) }, limits, subscribers, log });
}

describe('a claim that still stands for a mail', () => {
  test('is confirmed by the event Send', async () => {
    await tell('Send', {});
    expect(person()).toMatchObject({ lessonSentOn: '2026-11-02', sent: { one: takenAt } });
    expect([person().claim, log.counted, log.events]).toEqual([undefined, ['event.Send'], ['claim.settled']]);
    await tell('Send', {});
    expect(log.events).toHaveLength(1);
  });

  test('is confirmed although a cheap read is behind, or fails; once it is, that read is all', async () => {
    const strong = jest.spyOn(subscribers, 'heldClaim');
    const glance = jest.spyOn(subscribers, 'glance');
    glance.mockImplementationOnce(async () => undefined);
    await tell('Send', {});
    expect([person().claim, strong.mock.calls.length]).toEqual([undefined, 1]);
    await tell('Send', {});
    expect([strong.mock.calls.length, glance.mock.calls.length]).toEqual([1, 2]);
    glance.mockImplementationOnce(async () => Promise.reject(new Error('unreadable')));
    await tell('Send', {});
    expect(strong).toHaveBeenCalledTimes(2);
  });

  test('is confirmed by a bounce and by a complaint as well', async () => {
    await tell('Bounce', { bounce: { bounceType: 'Permanent', timestamp: toldAt } });
    expect([person().sent, person().status]).toEqual([{ one: takenAt }, 'bounced']);
  });

  test('is confirmed by a complaint', async () => {
    await tell('Complaint', { complaint: undefined });
    expect([person().sent, person().status]).toEqual([{ one: takenAt }, 'complained']);
  });

  test('is not by the event Reject', async () => {
    await tell('Reject', {});
    expect(person().claim?.id).toBe(claim);
  });

  test('of another mail stands', async () => {
    person().claim!.id = idOf('other');
    let writes = 0;
    subscribers.recordSent = async () => (writes += 1) > 0;
    await tell('Send', {});
    expect([person().claim?.id, log.events, writes]).toEqual([idOf('other'), [], 0]);
  });

  test('is not said to be settled by who came second', async () => {
    subscribers.recordSent = async () => false;
    await tell('Send', {});
    expect(log.events).toEqual([]);
  });

  test('is confirmed with what its mail is tagged with, and no more', async () => {
    const records: object[] = [];
    subscribers.recordSent = async (_id, record) => records.push(record) > 0;
    await tell('Send', {});
    const whole = { localDate: '2026-11-02', lesson: 'one', series: 'test-series' };
    expect(records.pop()).toStrictEqual({ kind: 'lesson', claimId: claim, at: takenAt, ...whole });
    await tell('Send', {}, { delivery: ['reminder_2026-11-02'], text: ['1'] });
    const reminder = { kind: 'reminder', localDate: '2026-11-02', text: 1 };
    expect(records.pop()).toStrictEqual({ claimId: claim, at: takenAt, ...reminder });
    person().claim!.delivery = 'link:2026-11-02T05:59:00Z';
    // No cheap read would say whether a mail of no slot is recorded.
    const glance = jest.spyOn(subscribers, 'glance');
    await tell('Send', {}, { delivery: ['link'] });
    expect(records).toStrictEqual([{ kind: 'link', claimId: claim, at: takenAt }]);
    expect(glance).not.toHaveBeenCalled();
  });

  test.each([
    ['the first', undefined],
    ['another', ['earlier']],
  ])('is confirmed for %s notice; once it is, a cheap read is all', async (_which, had) => {
    Object.assign(person(), { notices: had }).claim!.delivery = 'notice:closed';
    const strong = jest.spyOn(subscribers, 'heldClaim');
    const told = async () => tell('Send', {}, { delivery: ['notice'], notice: ['closed'] });
    await told();
    expect([person().claim, person().notices]).toEqual([undefined, [...(had ?? []), 'closed']]);
    await told();
    expect(strong).toHaveBeenCalledTimes(1);
  });

  test('is left alone by a mail that is none of ours', async () => {
    await tell('Send', {}, { delivery: ['probe'] });
    expect([person().claim?.id, log.counted]).toEqual([claim, ['event.Send']]);
  });
});

describe('a bounce', () => {
  const bounce = (bounceType?: string, bounceSubType?: string, more: object = { timestamp: toldAt, feedbackId: 'f' }) =>
    tell('Bounce', { bounce: { bounceType, bounceSubType, ...more } });

  test('for good ends all mail, and is a problem of the person’s', async () => {
    // Once a sign-up, which is not what bounced.
    await subscribers.recordSignUp(aSignUp());
    await bounce('Permanent', 'General');
    expect(person()).toMatchObject({ status: 'bounced', suppression: { reason: 'bounce', at: toldAt } });
    expect(problems()).toEqual([
      { id: ann, at: takenAt, key: 'f', code: 'bounce-permanent', delivery: 'lesson:2026-11-02', detail: 'General' },
    ]);
    expect(log.counted).toEqual(['event.Bounce', 'bounce.permanent']);
    expect([log.events, limits.uses.size]).toEqual([['claim.settled', 'subscriber.bounced'], 0]);
  });

  test('that says little is dated by its mail, and kept by its mail', async () => {
    await bounce('Permanent', undefined, {});
    expect(person().suppression?.at).toBe(takenAt);
    expect(problems()).toStrictEqual([
      { id: ann, at: takenAt, key: 'bounce-m', code: 'bounce-permanent', delivery: 'lesson:2026-11-02' },
    ]);
  });

  test.each([
    [undefined, undefined, 'bounce.not-theirs', 'bounce-undetermined'],
    ['Transient', 'General', 'bounce.not-theirs', 'bounce-transient'],
    ['Transient', undefined, 'bounce.not-theirs', 'bounce-transient'],
    ['Undetermined', 'MailboxFull', 'bounce.not-theirs', 'bounce-undetermined'],
    ['Transient', 'MailboxFull', 'bounce.mailbox-full', 'bounce-transient'],
  ])('%s %s is counted as %s, and ends nothing', async (type, subType, counted, code) => {
    await bounce(type, subType);
    expect([person().status, problems()[0]?.code, log.counted[1]]).toEqual(['active', code, counted]);
    expect(person().softBounces).toEqual(counted === 'bounce.mailbox-full' ? [{ at: toldAt, id: 'f' }] : undefined);
  });

  test('of a full mailbox ends all mail the third time in a row, over two weeks', async () => {
    person().softBounces = [
      { at: '2026-10-19T06:05:00Z', id: 'a' },
      { at: '2026-10-26T06:05:00Z', id: 'b' },
    ];
    await bounce('Transient', 'MailboxFull');
    expect(person()).toMatchObject({ status: 'bounced', suppression: { reason: 'soft-bounces', at: toldAt } });
    expect(log.events).toEqual(['claim.settled', 'subscriber.bounced']);
  });

  test('of a full mailbox tells nothing of somebody who is gone', async () => {
    subscribers.profiles.delete(ann);
    await bounce('Transient', 'MailboxFull');
    expect([...subscribers.profiles]).toEqual([]);
  });

  test.each([
    [true, [['confirmation-bounces:landing-form#20759', 1]]],
    [false, []],
  ])('of a confirmation is counted where they signed up, while that is known: %p', async (known, uses) => {
    if (known) await subscribers.recordSignUp(aSignUp());
    await tell('Bounce', { bounce: { bounceType: 'Permanent' } }, { delivery: ['confirmation'] });
    expect([...limits.uses]).toEqual(uses);
    expect(problems()[0]?.delivery).toBe('confirmation');
  });
});

describe('a complaint', () => {
  test('ends all mail', async () => {
    await tell('Complaint', { complaint: { complaintFeedbackType: 'abuse', timestamp: toldAt, feedbackId: 'f' } });
    expect(person()).toMatchObject({ status: 'complained', suppression: { reason: 'complaint', at: toldAt } });
    expect(problems()).toMatchObject([{ key: 'f', code: 'complaint', detail: 'abuse' }]);
    expect(log.events).toEqual(['claim.settled', 'subscriber.complained']);
  });

  test('that says nothing ends it as well', async () => {
    await tell('Complaint', { complaint: undefined });
    expect([person().suppression?.at, problems()[0]?.key]).toEqual([takenAt, 'complaint-m']);
  });

  test('is none where somebody took the mail out of the spam folder', async () => {
    await tell('Complaint', { complaint: { complaintFeedbackType: 'not-spam' } });
    expect([person().status, problems()]).toEqual(['active', []]);
  });
});

test.each([
  [{ reject: { reason: 'Bad content' } }, 'Bad content'],
  [{}, undefined],
])('a mail in which SES found a virus is ours to mend: %j', async (told, detail) => {
  await tell('Reject', told as Told['Reject']);
  expect([person().status, log.events]).toEqual(['active', ['mail.rejected-by-ses']]);
  expect(problems()).toMatchObject([{ code: 'rejected', key: 'm', ...(detail !== undefined && { detail }) }]);
});

test('what tells nothing of a mail of ours is counted', () => {
  passOver('Open', log);
  expect([log.counted, log.events]).toEqual([['event.Open'], ['event.passed-over']]);
});

describe('what a batch tells of the feed', () => {
  const event = (eventType: 'Send' | 'Reject', timestamp: string): SesEvent => ({
    eventType,
    mail: { messageId: 'm', timestamp, tags: {} },
  });
  const now = Temporal.Instant.from(toldAt);

  test.each([
    [[], undefined],
    [[event('Reject', '2026-11-02T05:00:00Z')], undefined],
    [[event('Send', '2026-11-02T06:00:00Z')], { at: toldAt, late: false }],
    [[event('Send', '2026-11-02T05:59:59Z'), event('Send', '2026-11-02T06:04:59Z')], { at: toldAt, late: true }],
    [[event('Send', '2026-11-02T06:04:59Z'), event('Reject', '2026-11-02T05:00:00Z')], { at: toldAt, late: false }],
  ])('%#: only send events count, and one that took five minutes is late', (events, hearing) => {
    expect(hearingOf(events, now)).toEqual(hearing);
  });
});

describe('bounces of a full mailbox', () => {
  const on = (day: string, id = day) => ({ at: `2026-11-${day}T06:00:00Z`, id });

  test('are kept once each, the latest three, oldest first', () => {
    expect(addSoftBounce([on('02')], { ...on('03'), id: '02' })).toEqual([on('02')]);
    expect(addSoftBounce([on('09')], on('02'))).toEqual([on('02'), on('09')]);
    expect(addSoftBounce([on('02'), on('09'), on('16')], on('23'))).toEqual([on('09'), on('16'), on('23')]);
  });

  const lessons = (...days: string[]) =>
    Object.fromEntries(days.map((day, index) => [`l${index}`, `2026-11-${day}T06:00:00Z`]));
  test.each([
    ['no bounce', false, [], {}],
    ['two', false, [on('02'), on('23')], {}],
    ['three over two weeks', true, [on('02'), on('09'), on('16')], {}],
    ['three in less', false, [on('02'), on('09'), { at: '2026-11-16T05:59:59Z', id: 'x' }], {}],
    ['three, and as many lessons', true, [on('02'), on('09'), on('16')], lessons('03', '04', '16')],
    [
      'three, and more lessons: some came through',
      false,
      [on('02'), on('09'), on('16')],
      lessons('03', '04', '05', '16'),
    ],
    ['three, and lessons before', true, [on('02'), on('09'), on('16')], lessons('01', '01', '01', '01')],
    ['three, and lessons after', true, [on('02'), on('09'), on('16')], lessons('17', '17', '17', '17')],
    ['three, and three lessons after the first', true, [on('02'), on('09'), on('16')], lessons('02', '03', '04', '05')],
  ])('are enough or not: %s', (_what, enough, softBounces, sent) => {
    expect(isSuppressedBySoftBounces({ softBounces, sent })).toBe(enough);
  });

  test('are none where nothing is known', () => {
    expect(isSuppressedBySoftBounces({ sent: {} })).toBe(false);
  });
});
