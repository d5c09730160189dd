import { describe, expect, it } from '@jest/globals';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { peopleAndLinks } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

function start() {
  const w = siteWorld();
  const at = peopleAndLinks(w);
  return { ...w, at, path: at.confirm('new') };
}

describe('confirming', () => {
  it('takes a press: the page of the link has one button and stores nothing', async () => {
    const w = start();
    const page = await (await w.get(w.path)).text();
    expect(page.match(/<button/g)).toHaveLength(1);
    expect(w.subscribers.profiles.has(idOf('new'))).toBe(false);
  });

  it('says when the first lesson comes, in local time, and links to the settings', async () => {
    const w = start();
    const page = await (await w.post(w.path)).text();
    expect(page).toContain('Your first lesson comes on');
    expect(page).toContain('Monday 30 November at 07:00, Europe/Berlin time');
    expect(page).toContain(`href="${w.at.settings('new')}"`);
    expect(w.subscribers.profiles.get(idOf('new'))).toMatchObject({ status: 'active' });
    expect(w.asked).toMatchObject([{ kind: 'welcome', id: idOf('new') }]);
  });

  it('says the same when the button is pressed twice', async () => {
    const w = start();
    const first = await w.post(w.path);
    const second = await w.post(w.path);
    expect(await second.text()).toBe(await first.text());
    expect(w.subscribers.consents).toHaveLength(1);
  });

  it('calls it the next lesson when someone comes back', async () => {
    const w = start();
    w.keep(aSubscriber({ id: idOf('new'), status: 'unsubscribed', sent: { one: '2026-02-02T06:00:00Z' } }));
    expect(await (await w.post(w.path)).text()).toContain('Your next lesson comes on');
  });

  it('leads those whose sign-up is gone back to the form', async () => {
    const w = start();
    const response = await w.post(w.at.confirm('nobody'));
    expect([response.status, (await response.text()).includes('href="/#sign-up"')]).toEqual([410, true]);
  });
});
