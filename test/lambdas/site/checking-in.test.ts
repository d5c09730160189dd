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
      {
        week: '2026-11-23',
        to: '2026-11-22',
        at: '2026-11-23T12:00:00Z',
        days: '3-4',
        stress: 4,
        pain: 6,
        note: 'Walked <b>twice</b>',
      },
    ]);
    const page = await (await w.get(w.progress)).text();
    expect(page).toContain('Walked &lt;b&gt;twice&lt;/b&gt;');
    expect(page).toContain('Your start: week to 22 November');
    expect(page).toContain('<a href="/lesson/one">');
  });

  it('shows what was said this week when it is opened again, and changes only what is changed', async () => {
    const w = start();
    await w.post(w.at, { days: '3-4', stress: '4', pain: '6', enjoyment: '2', note: 'Walked' });
    const page = await (await w.get(w.at)).text();
    expect(page).toMatch(/value="3-4" checked/);
    expect(page).toMatch(/name="stress" value="4" checked[\s\S]*?name="pain" value="6" checked/);
    expect(page).not.toContain('Walked');
    expect(page).toContain('You wrote a line this week.');
    // The next tap in the mail is about the days alone.
    const tapped = await (await w.get(`${w.at}?days=5-7`)).text();
    expect(tapped).toMatch(/value="5-7" checked/);
    expect(tapped).toMatch(/name="pain" value="6" checked/);
    await w.post(w.at, { days: '5-7', stress: '4', pain: '6', note: '' });
    expect(await w.said()).toEqual([
      {
        week: '2026-11-23',
        to: '2026-11-22',
        at: '2026-11-23T12:00:00Z',
        days: '5-7',
        stress: 4,
        pain: 6,
        enjoyment: 2,
        note: 'Walked',
      },
    ]);
    await w.post(w.at, { days: '5-7', note: 'Ran' });
    expect(await w.said()).toMatchObject([{ note: 'Ran' }]);
  });

  it('shows nothing of an earlier week', async () => {
    const w = start();
    await w.post(w.at, { days: '3-4', stress: '4', note: 'Walked' });
    w.clock.at = w.clock.at.add({ hours: 7 * 24 });
    const page = await (await w.get(w.at)).text();
    expect(page).not.toMatch(/value="[^"]+" checked|Walked/);
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
    expect(page).toMatch(/<h1>Saved\. That sounds like a very hard week<\/h1><section class="care"/);
    // The line of the country, then the emergency number: two buttons.
    expect(page).toMatch(/class="button" href="tel:08001110111"[\s\S]*class="button quiet" href="tel:112"/);
    expect(page.indexOf('tel:')).toBeLessThan(page.indexOf('doctor'));
    expect(page).toContain('Check the signs');
    expect(page).toContain('The course can wait.');
    expect(page).toContain('No person and no program reads what you write');
    expect(page).not.toMatch(/Thank you|a line|progress|next lesson|class="sheet good"/i);
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
      expect(page).toContain('You do not have to carry it alone');
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
    expect(page).toContain('when and where to get help');
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
    const page = await (await w.get(w.progress)).text();
    expect(page.split('<section class="sheet"').filter((one) => one.includes('my words'))).toHaveLength(1);
    // In a hard week nothing is said of a trend.
    expect(page).not.toContain('at your start.');
  });
});

describe('what they say of days one by one', () => {
  const days = ['2026-11-17', '2026-11-19', '2026-11-22', '2026-11-23'];

  it('is chosen in the check-in already, where it was in the week that it asks about', async () => {
    const w = start({ sent: { zero: '2026-11-16T06:00:00Z', one: '2026-11-23T06:00:00Z' }, practisedOn: days });
    const page = await (await w.get(w.at)).text();
    expect(page).toMatch(/name="days" value="3-4" checked/);
    expect(page).toContain('You told us of 3 days already.');
    // The answer of the email goes before it.
    expect(await (await w.get(`${w.at}?days=0`)).text()).toMatch(/name="days" value="0" checked/);
  });

  it('is seen on their own page, said there for today, and taken back', async () => {
    const w = start({ practisedOn: days });
    expect(await (await w.get(w.progress)).text()).toContain('Monday, today: practised');
    w.clock.at = w.clock.at.add({ hours: 24 });
    expect(await (await w.get(w.progress)).text()).toContain('This week: one day so far');
    const noted = await (await w.post(`${w.progress}/today`, {})).text();
    expect(noted).toContain('This week: two days so far');
    expect(noted).toContain('name="day" value="2026-11-24"');
    await w.post(`${w.progress}/not-today`, { day: '2026-11-24' });
    expect(w.subscribers.person(idOf('ann')).practisedOn).toEqual(days);
  });
});

describe('a practice that is done once', () => {
  it('is asked about by whether they tried it', async () => {
    const w = start();
    w.deps.series.all[0]!.lessons[0]!.once = true;
    const page = await (await w.get(`${w.at}?tried=a-bit`)).text();
    expect(page).toContain('Did you try it?');
    expect(page).toMatch(/name="tried" value="a-bit" checked/);
    expect(page).not.toContain('name="days"');
    expect(await (await w.post(w.at, { stress: '4' })).text()).toContain('Choose whether you tried it.');
    await w.post(w.at, { tried: 'yes' });
    expect(await w.said()).toMatchObject([{ tried: 'yes', days: '1-2' }]);
    expect(await (await w.get(w.at)).text()).toMatch(/name="tried" value="yes" checked/);
    expect(await (await w.get(w.progress)).text()).toContain('Tried it');
  });
});

describe('their own page', () => {
  it('draws each score by itself, with its numbers, and says the same in a table', async () => {
    const w = start();
    for (const [stress, pain] of [
      ['7', '6'],
      ['5', '6'],
      ['4', '5'],
    ]) {
      await w.post(w.at, { days: '1-2', stress: stress!, pain: pain! });
      w.clock.at = w.clock.at.add({ hours: 7 * 24 });
    }
    const page = await (await w.get(w.progress)).text();
    expect(page.match(/<svg[^>]*role="img"/g)).toHaveLength(2);
    expect(page).toContain('Stress, from 0 to 10: at your start, week to 22 November, 7, 29 November 5, 6 December 4');
    expect(page).toContain('Stress is lower than at your start, and pain about the same. Many things can do that.');
    expect(page).toContain('Week to 6 December');
    expect(page).not.toContain('style=');
  });

  it('keeps what they do it for, if they agree, until they take it away or their consent back', async () => {
    const w = start();
    const { healthConsent: _, ...unasked } = w.subscribers.person(idOf('ann'));
    w.keep(unasked);
    const at = `${w.progress}/goal`;
    const refused = await w.post(at, { goal: 'walk to the market' });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('Without it we store nothing'),
    ]);
    expect(w.subscribers.person(idOf('ann')).goal).toBeUndefined();
    expect(await (await w.post(at, { goal: 'walk to the market', health: 'yes' })).text()).toContain(
      'So that I can walk to the market',
    );
    await w.post(`/data/${w.tokenOf('settings', idOf('ann'))}/health`, {});
    expect(w.subscribers.person(idOf('ann')).goal).toBeUndefined();
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
    expect(w.subscribers.person(idOf('ann')).scoresInMails).toBeUndefined();
    await w.post(`${settings}/check-ins`, { adapt: 'yes', scores: 'yes' });
    expect(w.subscribers.person(idOf('ann')).scoresInMails).toBe(true);
    expect(await (await w.get(settings)).text()).toMatch(/name="scores" value="yes" checked/);
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
