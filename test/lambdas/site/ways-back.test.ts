import { describe, expect, it } from '@jest/globals';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { aSeries, aSubscriber, idOf, libraryOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';
import { takeBack, wayBackOn } from '../../support/take-back.ts';

/* The way back from presses that replace more than their form can say. */

const calm = { ...aSeries(['breathe', 'walk', 'rest']), id: 'calm', title: 'Calm', monthly: ['breathe'] };
const sleep = { ...aSeries(['evening', 'night']), id: 'sleep', title: 'Sleep' };
const at = '2026-11-16T06:00:00Z';
const healthConsent = { at, textVersion: '2026-11', source: 'settings-page' };

const ended = {
  status: 'completed',
  completedAt: at,
  followUpSentAt: at,
  start: { to: '2026-11-01', stress: 7 },
  healthConsent,
  sent: { breathe: at, walk: at, rest: at },
} as const;

function start(changes: Parameters<typeof aSubscriber>[0] = {}) {
  const w = siteWorld();
  w.deps.series = libraryOf(calm, sleep);
  w.keep(aSubscriber({ series: 'calm', sent: { breathe: at }, lessonSentOn: '2026-11-16', ...changes }));
  const ann = () => w.subscribers.person(idOf('ann'));
  const settings = `/settings/${w.tokenOf('settings', idOf('ann'))}`;
  return {
    ...w,
    ann,
    settings,
    calendar: settings.replace('/settings/', '/calendar/'),
    course: settings.replace('/settings/', '/course/'),
    /** Everything that a person may tell apart afterwards. */
    stored: () => {
      const { version: _version, dueFrom: _due, earlier: _earlier, wentOnAt: _wentOn, ...rest } = ann();
      return rest;
    },
    pageAfter: async (path: string, form: Record<string, string>) => (await w.post(path, form)).text(),
  };
}

type World = ReturnType<typeof start>;
const presses: Record<
  string,
  [changes: Parameters<typeof aSubscriber>[0], path: (w: World) => string, Record<string, string>]
> = {
  'a change of series': [
    { branch: 'desk', healthConsent, again: { lesson: 'breathe', at }, weeksBetween: 4 },
    ({ settings }) => `${settings}/series`,
    { series: 'sleep' },
  ],
  'a change of series after the end': [
    { status: 'completed', completedAt: at, sent: { breathe: at, walk: at, rest: at } },
    ({ settings }) => `${settings}/series`,
    { series: 'sleep' },
  ],
  'a change of series after stopping': [{ stoppedAt: at }, ({ settings }) => `${settings}/series`, { series: 'sleep' }],
  'a change from a series that is gone': [
    { series: 'gone' },
    ({ settings }) => `${settings}/series`,
    { series: 'sleep' },
  ],
  'a course that is begun again': [ended, ({ tokenOf }) => `/again/${tokenOf('settings', idOf('ann'))}`, {}],
  'a lesson a month': [ended, ({ tokenOf }) => `/again/${tokenOf('settings', idOf('ann'))}/monthly`, {}],
  'a calendar address that was withdrawn': [{ feed: 'secret' }, ({ calendar }) => calendar, { withdraw: 'yes' }],
  'a lesson that is asked for again': [{}, ({ course }) => `${course}/again`, { lesson: 'breathe' }],
  'a lesson that is skipped, with its plan': [
    { ownPlan: { lesson: 'breathe', text: 'When I sit, I will breathe.' } },
    ({ course }) => `${course}/leave-out`,
    { lesson: 'breathe' },
  ],
  'a lesson that is brought back': [{ leftOut: ['walk'] }, ({ course }) => `${course}/back-in`, { lesson: 'walk' }],
  'an email that is skipped': [{}, ({ course }) => `${course}/skip-mail`, { date: '2026-11-30' }],
  'a lesson that is moved': [{}, ({ course }) => `${course}/move`, { date: '2026-11-30', to: '2026-12-02' }],
  'days that are as usual again': [
    { dayChanges: { '2026-11-30': 'none', '2026-12-02': 'lesson' } },
    ({ course }) => `${course}/as-usual`,
    {},
  ],
};

describe.each(Object.entries(presses))('%s', (_name, [changes, path, form]) => {
  it('can be taken back whole', async () => {
    const w = start(changes);
    const before = w.stored();
    const page = await w.pageAfter(path(w), form);
    expect(w.stored()).not.toEqual(before);
    expect((await takeBack(w, page)).status).toBe(200);
    expect(w.stored()).toEqual(before);
  });

  it('stays after another change, and once a lesson came', async () => {
    for (const meanwhile of [
      { firstName: 'Anna', version: 99 },
      { lessonSentOn: '2026-11-23' },
      { status: 'unsubscribed' },
    ] as const) {
      const w = start(changes);
      const page = await w.pageAfter(path(w), form);
      w.keep({ ...w.ann(), ...meanwhile });
      const before = w.everything();
      await takeBack(w, page);
      expect(w.everything()).toBe(before);
    }
  });
});

it('a way back is of the person whose press it was, and nobody can write one', async () => {
  const w = start({ feed: 'secret' });
  const way = wayBackOn(await w.pageAfter(w.calendar, { withdraw: 'yes' }))!;
  w.keep({ ...w.ann(), id: idOf('bea') });
  const before = w.everything();
  await w.post(`/calendar/${w.tokenOf('settings', idOf('bea'))}`, way.fields);
  await w.post(w.calendar, {
    back: JSON.stringify({ version: w.ann().version, names: ['feed'], was: { feed: 'mine' } }),
  });
  expect(w.everything()).toBe(before);
});

it('a course goes on at its slot after a change of series and back, as if nothing had been', async () => {
  const w = start();
  const { dueFrom } = w.ann();
  await takeBack(w, await w.pageAfter(`${w.settings}/series`, { series: 'sleep' }));
  expect(w.ann().dueFrom).toBe(dueFrom);
});

it('a lesson that was skipped and is put back is not lost to a look back that left meanwhile', async () => {
  const w = start({ sent: { breathe: at, walk: at, rest: at } });
  await takeBack(w, await w.pageAfter(`${w.course}/leave-out`, { lesson: 'rest' }));
  expect(w.ann().wentOnAt).toBe(isoInstant(w.deps.clock.now()));
});
