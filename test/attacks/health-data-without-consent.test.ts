import { expect, test } from '@jest/globals';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { aSubscriber, idOf } from '../support/builders.ts';
import { signUpFields, siteStart, siteWorld } from '../support/site-world.ts';

/* Nothing about anybody's health is stored before they agreed to that, whichever way it comes: form, link, settings, program. */

function start() {
  const w = siteWorld();
  w.deps.series = compiledSeries(['stress-and-back-pain']);
  w.apiKeys.set('wwk_ours', { id: 'ours', name: 'clinic', scopes: ['sign-up'], createdAt: siteStart });
  w.keep(aSubscriber({ series: w.deps.series.first.id, sent: { one: '2026-11-16T06:00:00Z' } }));
  return { ...w, ann: () => w.subscribers.person(idOf('ann')), said: () => w.deps.diary.all(idOf('ann')) };
}

test('a check-in without the tick is not stored, and loses nothing that was typed', async () => {
  const w = start();
  const answer = await w.post(`/check-in/${w.tokenOf('diary', idOf('ann'))}`, { days: '0', stress: '9', note: 'bad' });
  expect(await w.said()).toEqual([]);
  expect(w.ann()).not.toHaveProperty('recentCheckIns');
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain('name="health"');
  expect(page).toContain('value="bad"');
});

test('where somebody starts is not stored without the tick, and loses nothing that was typed', async () => {
  const w = start();
  const answer = await w.post(`/start/${w.tokenOf('settings', idOf('ann'))}`, { stress: '7', goal: 'sleep again' });
  for (const field of ['start', 'goal']) expect(w.ann()).not.toHaveProperty(field);
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain('value="sleep again"');
  expect(page).toMatch(/name="stress" value="7" checked/);
});

test('a branch without the tick is not stored with a sign-up', async () => {
  const w = start();
  const answer = await w.post('/sign-up', { ...signUpFields, branch: 'worry' });
  expect(w.subscribers.signUps.size).toBe(0);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('Tick the box below your choice');
});

test('a branch without the tick is not stored from the settings', async () => {
  const w = start();
  const answer = await w.post(`/settings/${w.tokenOf('settings', idOf('ann'))}/branch`, { branch: 'worry' });
  expect(w.ann()).not.toHaveProperty('branch');
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('<option value="worry" selected');
});

test('a program that sends a branch has to name the wording that the person agreed to', async () => {
  const w = start();
  const { consent: _, lessonDay: __, ...fields } = signUpFields;
  const send = async (more: object) =>
    w.app.request('/api/v1/sign-ups', {
      method: 'POST',
      headers: { authorization: 'Bearer wwk_ours' },
      body: JSON.stringify({ ...fields, lessonDay: 1, consentVersion: 'a', branch: 'worry', ...more }),
    });
  const refused = await send({});
  expect(w.subscribers.signUps.size).toBe(0);
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { errors: [{ pointer: '/healthConsentVersion' }] },
  ]);
  expect((await send({ healthConsentVersion: 'ours-3' })).status).toBe(202);
  const [signUp] = w.subscribers.signUps.values();
  expect(signUp).toMatchObject({ branch: 'worry', healthConsent: { textVersion: 'ours-3', source: 'api:ours' } });
});

test('a branch in a sign-up from before anybody was asked does not come along with its confirmation', async () => {
  const w = start();
  await w.post('/sign-up', { ...signUpFields, email: 'new@example.org' });
  const [id, signUp] = [...w.subscribers.signUps][0]!;
  w.subscribers.signUps.set(id, { ...signUp, branch: 'worry' });
  await w.post(`/confirm/${w.tokenOf('confirm', id)}`);
  expect(w.subscribers.person(id)).not.toHaveProperty('branch');
});
