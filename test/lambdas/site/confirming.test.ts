import { describe, expect, it } from '@jest/globals';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { peopleAndLinks } from '../../support/site-pages.ts';
import { signUpFields, siteWorld } from '../../support/site-world.ts';

function start() {
  const w = siteWorld();
  const at = peopleAndLinks(w);
  return { ...w, at, path: at.confirm('new') };
}

const idOfAddress = (w: { subscribers: { signUps: Map<string, { address: string }> } }, address: string) =>
  [...w.subscribers.signUps].find(([, signUp]) => signUp.address === address)![0];

describe('confirming', () => {
  it('takes a press: the page of the link says what would begin, has one button and stores nothing', async () => {
    const w = start();
    const page = await (await w.get(w.path)).text();
    expect(page).toContain('A test series');
    expect(page).toContain('Mondays at 7:00, Berlin time');
    expect(page.match(/<button/g)).toHaveLength(1);
    expect(w.subscribers.profiles.has(idOf('new'))).toBe(false);
  });

  it('has the first lesson to read at once, says when it comes, in local time, and gives out no link with more power', async () => {
    const w = start();
    const page = await (await w.post(w.path)).text();
    expect(page).toContain('href="/lesson/one">Read the first lesson now');
    expect(page).toContain('It also comes by email on <strong>Monday 30 November at 7:00, Berlin time</strong>');
    // No other than the one by which somebody came.
    const tokens = [...page.matchAll(/\/([\w.-]+\.[\w-]{22})[/"?]/g)].map(([, token]) => token);
    expect(tokens.filter((token) => !w.path.endsWith(`/${token}`))).toEqual([]);
    expect(w.subscribers.profiles.get(idOf('new'))).toMatchObject({ status: 'active' });
    expect(w.asked).toMatchObject([{ kind: 'welcome', id: idOf('new') }]);
  });

  it('says that it is done when the button is pressed twice', async () => {
    const w = start();
    await w.post(w.path);
    expect(await (await w.post(w.path)).text()).toContain('You are in already');
    expect(await (await w.get(w.path)).text()).toContain('You are in already');
    expect(w.subscribers.consents).toHaveLength(1);
  });

  it('calls it the next lesson when someone comes back', async () => {
    const w = start();
    w.keep(aSubscriber({ id: idOf('new'), status: 'unsubscribed', sent: { one: '2026-02-02T06:00:00Z' } }));
    expect(await (await w.post(w.path)).text()).toContain('Read your next lesson now');
  });

  it('does nothing for a link that was mailed before something else was chosen', async () => {
    const w = start();
    const link = () => `/confirm/${w.tokenOf('confirm', idOfAddress(w, signUpFields.email))}`;
    w.subscribers.profiles.clear();
    w.subscribers.signUps.clear();
    await w.post('/sign-up', signUpFields);
    const first = link();
    // The same once more, as people do who wait: no matter which of the emails they open.
    w.clock.at = w.clock.at.add({ minutes: 1 });
    await w.post('/sign-up', signUpFields);
    expect(link()).not.toBe(first);
    expect(await (await w.get(first)).text()).toContain('One press, and you are in');
    // A stranger.
    await w.post('/sign-up', { ...signUpFields, firstName: 'Buy now', zone: 'Asia/Tokyo' });
    for (const answer of [await w.get(first), await w.post(first)]) {
      expect([answer.status, await answer.text()]).toEqual([410, expect.stringContaining('There is a newer sign-up')]);
    }
    expect(w.subscribers.profiles.size).toBe(0);
    await w.post(link());
    expect([...w.subscribers.profiles.values()]).toMatchObject([{ firstName: 'Buy now' }]);
  });

  it('does nothing for a link of a sign-up that was confirmed and left since', async () => {
    const w = start();
    w.subscribers.profiles.clear();
    w.subscribers.signUps.clear();
    await w.post('/sign-up', signUpFields);
    const id = idOfAddress(w, signUpFields.email);
    const first = `/confirm/${w.tokenOf('confirm', id)}`;
    await w.post(first);
    await w.post(`/unsubscribe/${w.tokenOf('unsubscribe', id)}`);
    w.clock.at = w.clock.at.add({ hours: 24 });
    await w.post('/sign-up', signUpFields);
    expect((await w.post(first)).status).toBe(410);
    expect(w.subscribers.person(id).status).toBe('unsubscribed');
  });

  it('leads those whose sign-up is gone back to the form', async () => {
    const w = start();
    const response = await w.post(w.at.confirm('nobody'));
    expect([response.status, (await response.text()).includes('href="/#sign-up"')]).toEqual([410, true]);
  });
});
