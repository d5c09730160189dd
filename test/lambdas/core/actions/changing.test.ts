import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import * as changing from '../../../../lambdas/core/actions/changing.ts';
import { fieldNames, fields, type Transition } from '../../../../lambdas/core/person/fields.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { aSeries, aSubscriber, idOf, preferences } from '../../../support/builders.ts';
import { fullPerson } from '../../../support/full-person.ts';
import { memoryControl, memorySubscribers } from '../../../support/memory-subscribers.ts';
import { recordedLog } from '../../../support/recorded-log.ts';

/* What each change writes, field by field, and what it leaves alone. */

const id = idOf('ann');
const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
const [at, dueFrom] = [now.toString(), '2026-11-23T12:15:00Z'];
const earlier = '2026-11-20T06:00:00Z';
const healthConsent = { at: earlier, textVersion: '2026-11', source: 'settings-page' };
const another = { ...aSeries(['four', 'five']), id: 'another' };
const monthly = { ...aSeries(['one', 'two', 'three', 'four']), monthly: ['one', 'two'] };

function world(changes: Partial<Person>) {
  const subscribers = memorySubscribers();
  const person = aSubscriber(changes);
  subscribers.profiles.set(id, structuredClone(person));
  const asked: [string, number | undefined][] = [];
  const queues = {
    account: async ({ kind, askedAt }: { kind: string; askedAt: string }, delay?: number) => {
      expect(askedAt).toBe(at);
      asked.push([kind, delay]);
    },
  };
  const [control, log] = [memoryControl(), recordedLog()];
  const places: string[][] = [];
  control.rememberSlot = async (...place) => void places.push(place);
  return { person, subscribers, asked, places, control, log, queues, clock: { now: () => now } };
}
type World = ReturnType<typeof world>;
type Change = (w: World) => Promise<boolean>;

/** What a change wrote, `undefined` for a field that it removed; `false` where it wrote nothing. */
async function written(change: Change, w: World): Promise<object | false> {
  const done = await change(w);
  const after = w.subscribers.person(id);
  expect(done).toBe(after.version !== w.person.version);
  const names = fieldNames.filter((name) => JSON.stringify(w.person[name]) !== JSON.stringify(after[name]));
  return done && Object.fromEntries(names.filter((name) => name !== 'version').map((name) => [name, after[name]]));
}

const settings =
  (changes: Partial<Parameters<typeof changing.changeSettings>[1]> = {}): Change =>
  (w) =>
    changing.changeSettings(id, { firstName: 'Ann', preferences: w.person.preferences, ...changes }, w);
const time =
  (when: Parameters<typeof changing.changeLessonTime>[1]): Change =>
  (w) =>
    changing.changeLessonTime(id, when, w);
const zone =
  (name: string): Change =>
  (w) =>
    changing.changeZone(id, name, w);
const presentZone: Change = (w) => changing.moveToPresentZone(id, w);
const reminders =
  (chosen: Parameters<typeof changing.changeReminders>[1]): Change =>
  (w) =>
    changing.changeReminders(id, chosen, w);
const branch =
  (name: string | undefined, agreement?: Parameters<typeof changing.chooseBranch>[3]): Change =>
  (w) =>
    changing.chooseBranch(id, name, w, agreement);
const series =
  (to = another, by?: Parameters<typeof changing.changeSeries>[3]): Change =>
  (w) =>
    changing.changeSeries(id, to, w, by);
const byOperator = series(another, { byOperator: true });
const answers =
  (use: Parameters<typeof changing.chooseUseOfAnswers>[1]): Change =>
  (w) =>
    changing.chooseUseOfAnswers(id, use, w);
const pauseUntil =
  (date: string): Change =>
  (w) =>
    changing.pauseUntil(id, date, w);
const pauseForWeeks: Change = (w) => changing.pauseForWeeks(id, 2, w);
const resume: Change = (w) => changing.resume(id, w);
const again: Change = (w) => changing.startAgain(id, w);
const aLessonAMonth: Change = (w) => changing.keepMonthly(id, monthly, w);

const kiev = { ...preferences(), zone: 'Europe/Kiev' };
const kyiv = preferences({ zone: 'Europe/Kyiv' });
const completed = { status: 'completed', completedAt: earlier } as const;
const dayChanges = { '2026-11-30': 'none' } as const;
const two = { one: earlier, two: earlier };

test.each<[string, Change, Partial<Person>, object | false]>([
  ['a name', (w) => changing.changeName(id, 'Anna', w), { dayChanges }, { firstName: 'Anna' }],
  ['the same settings', settings(), { weeksBetween: 2, dayChanges }, {}],
  ['the pace that is theirs', settings({ weeksBetween: 2 }), { weeksBetween: 2, dayChanges }, {}],
  ['a slower pace', settings({ weeksBetween: 2 }), { dayChanges }, { weeksBetween: 2, dueFrom, dayChanges: undefined }],
  ['a lesson a week', settings({ weeksBetween: 1 }), { weeksBetween: 2 }, { weeksBetween: undefined, dueFrom }],
  ['settings after the end', settings({ firstName: 'Anna' }), completed, false],
  [
    'another lesson day, which needs no reminder',
    time({ lessonDay: 4 }),
    { preferences: preferences({ reminderDays: [4, 5] }), dayChanges },
    { preferences: preferences({ lessonDay: 4, reminderDays: [5] }), dueFrom, dayChanges: undefined },
  ],
  [
    'another time of day',
    time({ sendTime: '18:15' }),
    {},
    { preferences: preferences({ sendTime: '18:15' }), dueFrom },
  ],
  ['another zone', zone('Asia/Tokyo'), {}, { preferences: preferences({ zone: 'Asia/Tokyo' }), dueFrom }],
  ['another zone, by a former name', zone('Europe/Kiev'), {}, { preferences: kyiv, dueFrom }],
  ['the present name of their zone', zone('Europe/Kyiv'), { preferences: kiev }, { preferences: kyiv }],
  ['the present name of their zone, by itself', presentZone, { preferences: kiev }, { preferences: kyiv }],
  ['the present name where it is theirs', presentZone, { preferences: kyiv }, false],
  [
    'reminders',
    reminders({ reminderDays: [5, 3, 1], reminderTime: '18:30' }),
    {},
    { preferences: preferences({ reminderDays: [3, 5], reminderTime: '18:30' }), dueFrom },
  ],
  ['no reminders', reminders({ reminderDays: [] }), {}, {}],
  [
    'a branch',
    branch('desk'),
    { healthConsent, stoppedAt: earlier },
    { branch: 'desk', stoppedAt: undefined, wentOnAt: at },
  ],
  ['the branch that is theirs', branch('desk'), { healthConsent, stoppedAt: earlier, branch: 'desk' }, {}],
  ['no branch', branch(undefined), { stoppedAt: earlier, branch: 'desk' }, { branch: undefined }],
  ['a branch without consent', branch('desk'), {}, false],
  ['no branch, with consent', branch(undefined, healthConsent), {}, {}],
  ['a branch after the end', branch('desk'), { healthConsent, ...completed }, false],
  [
    'a branch with consent',
    branch('desk', { textVersion: '2026-11', source: 'settings-page' }),
    {},
    { branch: 'desk', wentOnAt: at, healthConsent: { ...healthConsent, at } },
  ],
  [
    'another series',
    series(),
    { stoppedAt: earlier, pausedUntil: '2026-12-01', weeksBetween: 2 },
    { series: 'another', stoppedAt: undefined, wentOnAt: at },
  ],
  [
    'another series, weekly',
    series(),
    { weeksBetween: 4 },
    { series: 'another', weeksBetween: undefined, dueFrom, wentOnAt: at },
  ],
  [
    'another series, by the operator',
    byOperator,
    { stoppedAt: earlier, weeksBetween: 4 },
    { series: 'another', wentOnAt: at },
  ],
  ['another series, by the operator, and goes on', byOperator, {}, { series: 'another', wentOnAt: at }],
  [
    'another series after the end',
    series(),
    { ...completed, pausedUntil: '2026-12-01' },
    { series: 'another', status: 'active', completedAt: undefined, dueFrom, pausedUntil: undefined, wentOnAt: at },
  ],
  ['the series that is theirs', series(aSeries()), {}, false],
  ['a series that they have had', series(), { sent: { four: earlier, five: earlier } }, false],
  ['another series after leaving', series(), { status: 'unsubscribed' }, false],
  ['lessons not adapted', answers({ adapt: false, scores: true }), {}, { coachingOff: true, scoresInMails: true }],
  [
    'lessons adapted',
    answers({ adapt: true, scores: false }),
    { coachingOff: true, scoresInMails: true },
    { coachingOff: undefined, scoresInMails: undefined },
  ],
  ['lessons not adapted after the end', answers({ adapt: false, scores: true }), completed, false],
  ['void links', (w) => changing.voidLinks(id, w), { epoch: 4, feed: 'f' }, { epoch: 5, feed: undefined }],
  ['a pause until tomorrow', pauseUntil('2026-11-24'), {}, { pausedUntil: '2026-11-24', pausedAt: at }],
  ['a pause of a year', pauseUntil('2027-11-24'), {}, { pausedUntil: '2027-11-24', pausedAt: at }],
  ['a pause of more than a year', pauseUntil('2027-11-25'), {}, false],
  ['a pause until today', pauseUntil('2026-11-23'), {}, false],
  ['a pause after the end', pauseUntil('2026-11-24'), completed, false],
  [
    'a longer pause',
    pauseUntil('2026-12-24'),
    { pausedUntil: '2026-11-24', pausedAt: earlier },
    { pausedUntil: '2026-12-24' },
  ],
  [
    'a pause after another that ended today',
    pauseForWeeks,
    { pausedUntil: '2026-11-23', pausedAt: earlier },
    { pausedUntil: '2026-12-07', pausedAt: at },
  ],
  ['a pause of two weeks', pauseForWeeks, {}, { pausedUntil: '2026-12-07', pausedAt: at }],
  ['a pause of two weeks after the end', pauseForWeeks, completed, false],
  ['no pause any more', resume, { pausedUntil: '2026-12-07' }, { pausedUntil: undefined, dueFrom }],
  ['no pause after the end', resume, { pausedUntil: '2026-12-07', ...completed }, false],
  [
    'the series again',
    again,
    { ...completed, sent: two, weeksBetween: 4 },
    {
      status: 'active',
      completedAt: undefined,
      sent: {},
      hadBefore: ['one', 'two'],
      dueFrom,
      weeksBetween: undefined,
    },
  ],
  ['the series again, before its end', again, {}, false],
  [
    'a lesson a month',
    aLessonAMonth,
    { ...completed, sent: { ...two, three: earlier }, preferences: preferences({ reminderDays: [4] }) },
    {
      status: 'active',
      completedAt: undefined,
      sent: { three: earlier },
      hadBefore: ['one', 'three', 'two'],
      weeksBetween: 4,
      preferences: preferences(),
      dueFrom,
    },
  ],
  ['a lesson a month, before the end', aLessonAMonth, {}, false],
  ['a lesson a month of none', (w) => changing.keepMonthly(id, { ...monthly, monthly: [] }, w), completed, false],
])('%s: writes what it says, and nothing else', async (_what, change, stored, expected) => {
  expect(await written(change, world(stored))).toStrictEqual(expected);
});

test.each<[Transition, Change, { status: 'active' | 'completed' }]>([
  ['changeSeries', series(), { status: 'active' }],
  ['changeSeries', series(), completed],
  ['startOver', again, completed],
  ['keepMonthly', aLessonAMonth, completed],
])('%s leaves nothing of what belongs to before', async (transition, change, stored) => {
  const w = world({ ...fullPerson, ...stored });
  await change(w);
  const dropped = fieldNames.filter((name) => fields[name].on[transition] === 'drop');
  expect(dropped.filter((name) => w.subscribers.person(id)[name] !== undefined)).toEqual([]);
});

describe('a place in the calendar', () => {
  test.each<[string, Change, Partial<Person>, string[][]]>([
    ['by settings', time({ sendTime: '18:15' }), {}, [['Europe/Berlin', '18:15']]],
    ['by a new name of its zone', presentZone, { preferences: kiev }, [['Europe/Kyiv', '07:00']]],
    ['by another series after the end', series(), completed, [['Europe/Berlin', '07:00']]],
    ['not by another series on the way', series(), {}, []],
    ['not after the end', time({ sendTime: '18:15' }), completed, []],
  ])('is remembered before they stand in it: %s', async (_by, change, stored, places) => {
    const w = world(stored);
    w.subscribers.change = async () => Promise.reject(new Error('table'));
    await change(w).catch(() => undefined);
    expect(w.places).toEqual(places);
  });
});

describe('a letter', () => {
  const minutesAgo = (minutes: number) => now.subtract({ minutes }).toString();
  const paused = (minutes: number) => ({ pausedUntil: '2026-12-07', pausedAt: minutesAgo(minutes) });
  test.each<[string, Change, Partial<Person>, [string, number][]]>([
    ['of a pause, in ten minutes', pauseForWeeks, {}, [['paused', 600]]],
    ['of a pause until a day, in ten minutes', pauseUntil('2026-12-01'), {}, [['paused', 600]]],
    ['of no pause', pauseUntil('2026-11-23'), {}, []],
    ['of no pause after the end', pauseForWeeks, completed, []],
    ['of its end', resume, paused(10), [['resumed', 0]]],
    ['not of the end of one that nobody heard of', resume, paused(9), []],
    [
      'of its end, once more where a press shortly before may have failed',
      resume,
      { dueFrom: '2026-11-23T11:15:00Z' },
      [['resumed', 0]],
    ],
    ['not where nothing ended', resume, { dueFrom: '2026-11-23T11:00:00Z' }, []],
    ['not of an end after the course’s', resume, { ...paused(10), ...completed }, []],
  ])('says what a press did: %s', async (_what, change, stored, asked) => {
    const w = world(stored);
    await change(w);
    expect(w.asked).toEqual(asked);
  });
});

test.each<[string, Change, Partial<Person>, string[]]>([
  ['another series', series(), {}, ['subscriber.series-changed']],
  ['no other series', series(aSeries()), {}, []],
  ['void links', (w) => changing.voidLinks(id, w), {}, ['subscriber.links-made-void']],
])('%s is in the log where it was done', async (_what, change, stored, events) => {
  const w = world(stored);
  await change(w);
  expect(w.log.events).toEqual(events);
});

test('nobody is changed who is gone', async () => {
  const w = world({});
  w.subscribers.profiles.clear();
  expect(await changing.voidLinks(id, w)).toBe(false);
  expect(w.log.events).toEqual([]);
});

describe('a lesson a month of somebody who stopped half way', () => {
  test.each<[string, Partial<Person>, string[] | undefined]>([
    ['leaves out what they never asked for', { sent: { one: earlier } }, ['three', 'four']],
    ['and what they skipped', { sent: two, leftOut: ['two', 'three'] }, ['two', 'three', 'four']],
    ['leaves out nothing where they had it all', { sent: { ...two, three: earlier, four: earlier } }, undefined],
  ])('%s', async (_what, stored, leftOut) => {
    const w = world({ ...completed, stoppedAt: earlier, ...stored });
    await aLessonAMonth(w);
    expect(w.subscribers.person(id).leftOut).toEqual(leftOut);
  });
});
