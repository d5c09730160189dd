import { Temporal } from 'temporal-polyfill';
import { nextLessonSlot } from '../../../lambdas/core/course/course.ts';
import { expect, it } from '@jest/globals';
import { aSignUp, aSubscriber, idOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

const had = { one: '2026-11-02T06:00:00Z', two: '2026-11-09T06:00:00Z', three: '2026-11-16T06:00:00Z' };

function start() {
  const w = siteWorld();
  w.keep(aSubscriber({ status: 'completed', sent: had, lessonSentOn: '2026-11-16' }));
  const path = `/again/${w.tokenOf('settings', idOf('ann'))}`;
  return { ...w, path, ann: () => w.subscribers.person(idOf('ann')) };
}

it('after the course the lessons that keep what helps come again, one a month', async () => {
  const w = start();
  expect(await (await w.get(w.path)).text()).toContain('One lesson a month');
  const page = await (await w.post(`${w.path}/monthly`)).text();
  expect(page).toContain('Monday 14 December at 7:00');
  expect(w.ann()).toMatchObject({ status: 'active', weeksBetween: 4 });
  expect(Object.keys(w.ann().sent)).toEqual(['one', 'two']);
});

it('the whole course comes again every week', async () => {
  const w = start();
  w.keep({ ...w.ann(), weeksBetween: 4 });
  await w.post(w.path);
  expect(w.ann()).toMatchObject({ status: 'active', sent: {} });
  expect(w.ann().weeksBetween).toBeUndefined();
});

it('somebody who kept one lesson a month and signs up again gets the weekly course, and page and table agree', async () => {
  const w = start();
  w.keep({ ...w.ann(), weeksBetween: 4, branch: 'desk', again: { lesson: 'one', at: '2026-10-12T05:00:00Z' } });
  const id = idOf('ann');
  const signUp = { requestedAt: '2026-11-23T11:00:00Z', expiresAt: '2026-11-30T11:00:00Z' };
  w.subscribers.signUps.set(id, aSignUp(signUp));
  const page = await (await w.post(`/confirm/${w.tokenOf('confirm', id)}`)).text();
  expect(page).toContain('Monday 30 November at 7:00');
  expect(w.ann()).toMatchObject({ status: 'active', sent: {} });
  for (const field of ['weeksBetween', 'branch', 'again']) expect(w.ann()).not.toHaveProperty(field);
  const afterFirst = { ...w.ann(), sent: { one: '2026-11-30T06:00:00Z' }, lessonSentOn: '2026-11-30' };
  const now = Temporal.Instant.from('2026-11-30T07:00:00Z');
  expect(nextLessonSlot(afterFirst, w.deps.series.of(afterFirst), now)?.localDate).toBe('2026-12-07');
});

it('who is under way is left alone', async () => {
  const w = start();
  w.keep({ ...w.ann(), status: 'active' });
  const before = w.everything();
  await w.post(`${w.path}/monthly`);
  expect(w.everything()).toBe(before);
});
