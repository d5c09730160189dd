import { describe, expect, test } from '@jest/globals';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { presentWording } from '../../../lambdas/core/person/consent-wordings.ts';
import { signUpFields, siteStart, siteWorld } from '../../support/site-world.ts';

/** Somebody who signed up by the one field, and has just confirmed. */
async function start() {
  const w = siteWorld();
  w.deps.series = compiledSeries(['stress-and-back-pain']);
  const { firstName: _, ...fields } = signUpFields;
  await w.post('/sign-up', fields);
  const [id] = [...w.subscribers.signUps.keys()];
  const at = `/confirm/${w.tokenOf('confirm', id!)}`;
  const page = await (await w.post(at)).text();
  return { ...w, at, page, person: () => w.subscribers.person(id!), yours: `${at}/yours` };
}

const health = { textVersion: presentWording('health').version, source: 'confirmed-page', at: siteStart };

describe('after the confirmation', () => {
  test('the first lesson is there at once, and three questions that may be skipped', async () => {
    const { page } = await start();
    expect(page).toContain('href="/lesson/spot-the-loop">Read the first lesson now');
    for (const name of ['firstName', 'reminderDays', 'branch', 'health']) expect(page).toContain(`name="${name}"`);
    expect(page).toContain('Skip them if you like');
  });

  test('what is said is stored, and the page says so', async () => {
    const w = await start();
    const saved = await w.post(w.yours, [
      ['firstName', 'Ann'],
      ['reminderDays', '3'],
      ['branch', 'worry'],
      ['health', presentWording('health').version],
    ]);
    const page = await saved.text();
    expect(page).toMatch(/role="status">.*Saved/s);
    // The lessons for their situation come first now.
    expect(page).toContain('Read the first lesson now');
    expect(page).not.toContain('/lesson/spot-the-loop"');
    expect(w.person()).toMatchObject({
      firstName: 'Ann',
      preferences: { reminderDays: [3], lessonDay: 1, sendTime: '07:00' },
      branch: 'worry',
      healthConsent: health,
    });
    expect([...w.subscribers.healthConsents.values()]).toEqual([health]);
  });

  test('a name and reminders need no consent to store data about health, and give none', async () => {
    const w = await start();
    await w.post(w.yours, { firstName: 'Ann', branch: '', health: presentWording('health').version });
    expect(w.person()).toMatchObject({ firstName: 'Ann' });
    expect(w.person()).not.toHaveProperty('healthConsent');
  });

  test('nothing is stored of a form with something wrong in it, and what was typed is still there', async () => {
    const w = await start();
    const before = w.everything();
    const answer = await w.post(w.yours, [
      ['firstName', 'www.buy.example'],
      ['branch', 'worry'],
      ['reminderDays', '2'],
    ]);
    const page = await answer.text();
    expect([answer.status, w.everything()]).toEqual([422, before]);
    for (const name of ['firstName', 'health']) expect(page).toContain(`id="${name}-error"`);
    expect(page).toContain('value="www.buy.example"');
    expect(page).toMatch(/value="worry" selected/);
    expect(page).toMatch(/name="reminderDays" value="2" checked/);
  });

  test('the link takes answers for an hour: after that it says where the settings are, and stores nothing', async () => {
    const w = await start();
    w.clock.at = w.clock.at.add({ minutes: 60 });
    const before = w.everything();
    const page = await (await w.post(w.yours, { firstName: 'Ann', branch: '' })).text();
    expect(page).toContain('open for more than an hour, so nothing was saved');
    expect(page).not.toContain('name="firstName"');
    expect(w.everything()).toBe(before);
  });

  test('the link of a sign-up that nobody confirmed changes nothing', async () => {
    const w = siteWorld();
    await w.post('/sign-up', signUpFields);
    const [id] = [...w.subscribers.signUps.keys()];
    const before = w.everything();
    const answer = await w.post(`/confirm/${w.tokenOf('confirm', id!)}/yours`, { firstName: 'Bea' });
    expect([answer.status, w.everything()]).toEqual([410, before]);
  });

  test('anyone who comes back to the address of the form finds the page', async () => {
    const w = await start();
    const answer = await w.get(w.yours);
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, w.at]);
  });
});
