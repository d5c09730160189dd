import { describe, expect, it } from '@jest/globals';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

function start(changes: Parameters<typeof aSubscriber>[0] = {}) {
  const w = siteWorld();
  w.keep(aSubscriber({ sent: { one: '2026-11-16T06:00:00Z' }, ...changes }));
  const token = w.tokenOf('diary', idOf('ann'));
  return {
    ...w,
    at: `/check-in/${token}`,
    progress: `/progress/${w.tokenOf('settings', idOf('ann'))}`,
    said: () => w.world.diary.all(idOf('ann')),
  };
}

describe('checking in', () => {
  it('shows the answer of the mail chosen, and records nothing by that', async () => {
    const w = start();
    const page = await (await w.get(`${w.at}?days=3-4`)).text();
    expect(page).toMatch(/value="3-4" checked/);
    expect(await w.said()).toEqual([]);
  });

  it('records everything with one press, and shows it on the progress page', async () => {
    const w = start();
    const saved = await w.post(w.at, { days: '3-4', stress: '4', pain: '6', note: 'Walked <b>twice</b>' });
    expect([saved.status, await saved.text()]).toEqual([200, expect.not.stringContaining('/progress/')]);
    expect(await w.said()).toEqual([
      { week: '2026-11-23', at: '2026-11-23T12:00:00Z', days: '3-4', stress: 4, pain: 6, note: 'Walked <b>twice</b>' },
    ]);
    const page = await (await w.get(w.progress)).text();
    expect(page).toContain('Walked &lt;b&gt;twice&lt;/b&gt;');
    expect(page).toMatch(/<svg[^>]*role="img"/);
    expect(page).toContain('<a href="/lesson/one">');
  });

  it.each([
    [{ days: '9' }, 'Choose on how many days you practised.'],
    [{ days: '0', stress: '11' }, 'Choose a number from 0 to 10, or leave it open.'],
    [{ days: '0', note: 'x'.repeat(301) }, 'Please use at most 300 characters.'],
  ])('asks again for %j, and keeps what was typed', async (fields, message) => {
    const w = start();
    const answer = await w.post(w.at, fields as Record<string, string>);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(message)]);
    expect(await w.said()).toEqual([]);
  });

  it('asks how pain gets in the way every fourth lesson', async () => {
    const four = Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [id, '2026-11-16T06:00:00Z']));
    const first = start();
    expect(await (await first.get(first.at)).text()).not.toContain('enjoying life');
    const w = start({ sent: four });
    expect(await (await w.get(w.at)).text()).toContain('enjoying life');
  });

  it('never says in a log what was said', async () => {
    const w = start();
    await w.post(w.at, { days: '0', stress: '9', note: 'secret words' });
    expect(JSON.stringify(w.logged)).not.toMatch(/secret|stress/);
  });

  it('opens by no other link, and other pages not by this one', async () => {
    const w = start();
    expect((await w.get(`/check-in/${w.tokenOf('unsubscribe', idOf('ann'))}`)).status).toBe(404);
    expect((await w.get(`/settings/${w.tokenOf('diary', idOf('ann'))}`)).status).toBe(404);
  });
});

describe('the switch for adapted lessons', () => {
  it('is on, and is put off and on again in the settings', async () => {
    const w = start();
    const settings = `/settings/${w.tokenOf('settings', idOf('ann'))}`;
    expect(await (await w.get(settings)).text()).toMatch(/name="adapt" value="yes" checked/);
    await w.post(`${settings}/check-ins`, {});
    expect(w.subscribers.person(idOf('ann')).coachingOff).toBe(true);
    await w.post(`${settings}/check-ins`, { adapt: 'yes' });
    expect(w.subscribers.person(idOf('ann')).coachingOff).toBeUndefined();
  });
});

describe('a lesson on the web', () => {
  it('is the mail, with nobody’s links in it', async () => {
    const w = start();
    const answer = await w.get('/lesson/one');
    expect(answer.headers.get('Content-Security-Policy')).toContain("style-src 'unsafe-inline'");
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(await answer.text()).toContain('Lesson one');
    expect((await w.get('/lesson/nowhere')).status).toBe(404);
  });
});

describe('pictures', () => {
  it('may be shown anywhere, and kept for ever', async () => {
    const answer = await start().get('/pictures/one.0123456789.png');
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'image/png']);
    expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(answer.headers.get('Cache-Control')).toContain('immutable');
    expect((await start().get('/pictures/other.png')).status).toBe(404);
  });
});
