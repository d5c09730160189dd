import { expect, it } from '@jest/globals';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

function start() {
  const w = siteWorld();
  w.deps.series = compiledSeries(['stress-and-back-pain']);
  w.keep(aSubscriber({ series: w.deps.series.first.id }));
  return {
    ...w,
    settings: `/settings/${w.tokenOf('settings', idOf('ann'))}`,
    ann: () => w.subscribers.person(idOf('ann')),
  };
}

it('a branch is chosen in the settings, changed, and taken back', async () => {
  const w = start();
  expect(await (await w.get(w.settings)).text()).toContain('What gets in your way?');
  await w.post(`${w.settings}/branch`, { branch: 'poor-sleep', health: 'yes' });
  expect(w.ann().branch).toBe('poor-sleep');
  await w.post(`${w.settings}/branch`, { branch: 'nonsense' });
  expect(w.ann().branch).toBeUndefined();
});

it('a branch is chosen with the sign-up, and comes along with the confirmation', async () => {
  const w = start();
  await w.post('/sign-up', { ...signUpFields, email: 'new@example.org', branch: 'worry', health: 'yes' });
  const [id, signUp] = [...w.subscribers.signUps][0]!;
  expect(signUp.branch).toBe('worry');
  await w.post(`/confirm/${w.tokenOf('confirm', id)}`);
  expect(w.subscribers.person(id).branch).toBe('worry');
});

it('what comes at once is not offered as a branch', async () => {
  const w = start();
  expect(await (await w.get('/')).text()).not.toContain('value="flare-up"');
  await w.post(`${w.settings}/branch`, { branch: 'flare-up', health: 'yes' });
  expect(w.ann().branch).toBeUndefined();
});

it('branches stand under their headings, each heading and each branch once', async () => {
  const w = start();
  const page = await (await w.get(w.settings)).text();
  const select = /<select id="branch".*?<\/select>/s.exec(page)![0];
  const groups = [...select.matchAll(/<optgroup label="([^"]+)">(.*?)<\/optgroup>/gs)].map(
    ([, heading, inside = '']) => [heading, [...inside.matchAll(/value="([^"]+)"/g)].map(([, id]) => id)],
  );
  expect(groups).toEqual([
    ['My back', ['afraid-to-move', 'more-help']],
    ['My days and nights', ['body-habits', 'outdoors-and-active', 'poor-sleep', 'sitting-all-day']],
    ['People around me', ['caregiver', 'people']],
    ['How I feel', ['kinder-to-yourself', 'low-mood', 'worry']],
  ]);
});
