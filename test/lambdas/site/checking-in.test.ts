import { describe, expect, it } from '@jest/globals';
import { aSubscriber, idOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

const healthConsent = { at: '2026-11-01T00:00:00Z', textVersion: '2026-11', source: 'check-in-page' };

function start(changes: Parameters<typeof aSubscriber>[0] = {}) {
  const w = siteWorld();
  w.keep(aSubscriber({ sent: { one: '2026-11-16T06:00:00Z' }, healthConsent, ...changes }));
  const token = w.tokenOf('diary', idOf('ann'));
  return {
    ...w,
    at: `/check-in/${token}`,
    progress: `/progress/${w.tokenOf('settings', idOf('ann'))}`,
    said: () => w.deps.diary.all(idOf('ann')),
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
  });

  it('shows what was said this week when it is opened again, and changes only what is changed', async () => {
    const w = start();
    await w.post(w.at, { days: '3-4', stress: '4', pain: '6', enjoyment: '2', note: 'Walked' });
    const page = await (await w.get(w.at)).text();
    expect(page).toMatch(/value="3-4" checked/);
    expect(page).toMatch(/id="stress"[\s\S]*?value="4" selected[\s\S]*?id="pain"[\s\S]*?value="6" selected/);
    expect(page).not.toContain('Walked');
    expect(page).toContain('You wrote a line this week.');
    // The next tap in the mail is about the days alone.
    const tapped = await (await w.get(`${w.at}?days=5-7`)).text();
    expect(tapped).toMatch(/value="5-7" checked/);
    expect(tapped).toMatch(/value="6" selected/);
    await w.post(w.at, { days: '5-7', stress: '4', pain: '6', note: '' });
    expect(await w.said()).toEqual([
      { week: '2026-11-23', at: '2026-11-23T12:00:00Z', days: '5-7', stress: 4, pain: 6, enjoyment: 2, note: 'Walked' },
    ]);
    await w.post(w.at, { days: '5-7', note: 'Ran' });
    expect(await w.said()).toMatchObject([{ note: 'Ran' }]);
  });

  it('shows nothing of an earlier week', async () => {
    const w = start();
    await w.post(w.at, { days: '3-4', stress: '4', note: 'Walked' });
    w.clock.at = w.clock.at.add({ hours: 7 * 24 });
    const page = await (await w.get(w.at)).text();
    expect(page).not.toMatch(/checked|value="4" selected|Walked/);
  });

  it.each([
    [{ days: '9' }, 'Choose on how many days you practised.'],
    [{ days: '0', stress: '11' }, 'Choose a number from 0 to 10, or leave it open.'],
    [{ days: '0', note: 'Sp\ufffdt' }, 'A character in this text was damaged on its way.'],
    [{ days: '0', note: 'Went \u202ewell' }, 'There is an invisible character in this text.'],
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

describe('a hard answer', () => {
  const main = async (response: Response) => /<main[\s\S]*<\/main>/.exec(await response.text())?.[0] ?? '';

  it('of stress and pain 10 is answered first of all by whom to call, without praise or trend', async () => {
    const w = start();
    const page = await main(await w.post(w.at, { days: '0', stress: '10', pain: '10', note: 'a line' }));
    expect(page).toMatch(/<h1>Saved<\/h1><section class="care"/);
    expect(page.indexOf('tel:112')).toBeLessThan(page.indexOf('tel:08001110111'));
    expect(page).toContain('check the signs');
    expect(page).toContain('No person and no program reads what you write');
    expect(page).not.toMatch(/Thank you|a line|progress|next lesson/i);
  });

  it.each([
    [{ stress: '8' }, 'This was a heavy week.'],
    [{ pain: '9' }, 'That is a lot of pain.'],
    [{ pain: '8' }, 'That sounds like a harder week.'],
    [{ stress: '1', note: 'a line' }, 'Your note is for you.'],
  ])('%j is answered in its own words, with a number to call', async (said, words) => {
    const w = start();
    const page = await main(await w.post(w.at, { days: '0', ...said } as Record<string, string>));
    expect(page).toContain(words);
    expect(page).toContain('tel:112');
    expect(page).toContain('tel:08001110111');
  });

  it('does not wait for a rise: the third hard week is answered as the first', async () => {
    const w = start();
    for (let week = 0; week < 3; week += 1) {
      const page = await main(await w.post(w.at, { days: '0', stress: '9' }));
      expect(page).toContain('you do not have to carry it alone');
      w.clock.at = w.clock.at.add({ hours: 7 * 24 });
    }
  });

  it('is answered for this week also by somebody who has one of a week that is yet to come', async () => {
    const ahead = { week: '2026-11-30', days: '0' as const, stress: 1 };
    const w = start({ recentCheckIns: [ahead] });
    expect(await main(await w.post(w.at, { days: '0', stress: '10' }))).toContain('tel:112');
  });

  it('of low numbers is none', async () => {
    const w = start();
    const page = await main(await w.post(w.at, { days: '3-4', stress: '4', pain: '6' }));
    expect(page).toContain('Saved. Thank you');
    expect(page).not.toContain('tel:');
  });

  it('has no reason in the address of a link', async () => {
    const w = start();
    const page = await main(await w.post(w.at, { days: '0', stress: '10', pain: '10' }));
    const hrefs = [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!);
    expect(hrefs.filter((href) => /stress|pain|danger|hard/.test(href))).toEqual([]);
  });

  it('stands apart from the line that they wrote, on the progress page too', async () => {
    const w = start();
    await w.post(w.at, { days: '0', stress: '9', note: 'my words' });
    w.clock.at = w.clock.at.add({ hours: 7 * 24 });
    await w.post(w.at, { days: '0', stress: '9', note: 'my words' });
    const sections = (await (await w.get(w.progress)).text()).split('<section class="sheet"');
    expect(sections.filter((one) => one.includes('my words') && one.includes('about the same'))).toEqual([]);
    expect(sections.filter((one) => one.includes('my words'))).toHaveLength(1);
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
    expect(answer.headers.get('Content-Security-Policy')).toContain("style-src 'self' 'unsafe-inline'");
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
