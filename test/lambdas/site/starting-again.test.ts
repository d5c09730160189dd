import { expect, it } from '@jest/globals';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

const had = { one: '2026-11-02T06:00:00Z', two: '2026-11-09T06:00:00Z', three: '2026-11-16T06:00:00Z' };

function start() {
  const w = siteWorld();
  w.keep(aSubscriber({ status: 'completed', sent: had, lessonSentOn: '2026-11-16' }));
  const path = `/again/${w.tokenOf('settings', idOf('ann'))}`;
  return { ...w, path, ann: () => w.subscribers.profiles.get(idOf('ann'))! };
}

it('after the course the lessons that keep what helps come again, one a month', async () => {
  const w = start();
  expect(await (await w.get(w.path)).text()).toContain('One lesson a month');
  const page = await (await w.post(`${w.path}/monthly`)).text();
  expect(page).toContain('Monday 14 December at 07:00');
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

it('who is under way is left alone', async () => {
  const w = start();
  w.keep({ ...w.ann(), status: 'active' });
  const before = w.everything();
  await w.post(`${w.path}/monthly`);
  expect(w.everything()).toBe(before);
});
