import { describe, expect, it } from '@jest/globals';
import { aSeries, aSubscriber, idOf, libraryOf } from '../../support/builders.ts';
import { siteWorld } from '../../support/site-world.ts';

function start(changes: Parameters<typeof aSubscriber>[0] = {}) {
  const w = siteWorld();
  w.keep(aSubscriber({ sent: { one: '2026-11-16T06:00:00Z' }, ...changes }));
  const at = `/practise/${w.tokenOf('diary', idOf('ann'))}/one`;
  return { ...w, at, person: () => w.subscribers.person(idOf('ann')) };
}

describe('the page of a practice', () => {
  it('shows to everybody what the email says of it, and how to get one a week', async () => {
    const w = siteWorld();
    const answer = await w.get('/lesson/one/practice');
    const page = await answer.text();
    for (const words of [
      'Practice of week 1 · 5 minutes, once a day',
      '<li>Begin one.</li>',
      'If it hurts, do less.',
      '/#sign-up',
    ])
      expect(page).toContain(words);
    expect(page).not.toContain('<form');
    expect(answer.headers.get('Cache-Control')).toMatch(/^public/);
    expect((await w.get('/lesson/none/practice')).status).toBe(404);
  });

  it('shows how it is done beside the steps; what moves begins only when somebody opens it', async () => {
    const w = siteWorld();
    const series = aSeries();
    const drawn = (file: string) => ({ file, alt: `A man bends (${file})`, width: 560, height: 280 });
    series.lessons[0]!.moves = [{ still: drawn('bend.png'), moving: drawn('bend.svg') }, { still: drawn('row.png') }];
    w.deps.series = libraryOf(series);
    const answer = await w.get('/lesson/one/practice');
    const page = await answer.text();
    expect(page).toMatch(/src="\/pictures\/bend\.png"[^>]*alt="A man bends \(bend\.png\)"/);
    expect(page).toMatch(/<details><summary>See it move<\/summary><div class="folded"><img[^>]*bend\.svg/);
    expect(page.match(/<details>/g)).toHaveLength(1);
    expect(page).not.toContain(' style=');
    expect(answer.headers.get('Content-Security-Policy')).toContain("img-src 'self'");
  });

  it('of a lesson of another series is below its path, and has no bad day where the series has none', async () => {
    const w = siteWorld();
    w.deps.series = libraryOf(aSeries(), { ...aSeries(['tea']), id: 'tea-breaks', pages: {} });
    const page = await (await w.get('/series/tea-breaks/lesson/tea/practice')).text();
    expect(page).toContain('href="/series/tea-breaks/lesson/tea"');
    expect(page).not.toContain('bad-day');
    expect((await w.get('/series/tea-breaks/lesson/one/practice')).status).toBe(404);
    expect((await w.get('/series/coffee/lesson/one/practice')).status).toBe(404);
  });

  it('offers to mark today, and shows the week to people who have just done so', async () => {
    const w = start({ practisedOn: ['2026-11-18'] });
    expect(await (await w.get(w.at)).text()).toMatch(/I did it(?![\s\S]*week-days)/);
    const page = await (await w.post(w.at)).text();
    expect(page).toContain('Noted. That makes one day this week');
    expect(page).toContain('Monday, today: practised');
    expect(page).not.toContain('I did it');
    expect(w.person().practisedOn).toEqual(['2026-11-18', '2026-11-23']);
    // By the link alone, as somebody has it whom the email was passed on to.
    expect(await (await w.get(w.at)).text()).not.toContain('week-days');
  });

  it('takes today back, also after midnight, and no day that was never marked', async () => {
    const w = start();
    await w.send(w.at);
    w.clock.at = w.clock.at.add({ hours: 13 });
    expect(await (await w.post(`${w.at}/undo`, { day: '2026-11-23' })).text()).toContain(
      'Today is not marked any more.',
    );
    expect(w.person().practisedOn).toBeUndefined();
    const again = await w.send(`${w.at}/undo`, { day: '2026-11-23' });
    expect([again.status, again.headers.get('Location')]).toEqual([303, w.at]);
  });

  it.each([
    ['a broken link', {}, '/practise/broken/one'],
    ['somebody who left', { status: 'unsubscribed', unsubscribedAt: '2026-11-20T00:00:00Z' } as const, undefined],
  ])('shows without the button to %s', async (_, changes, path) => {
    const w = start(changes);
    const answer = await w.get(path ?? w.at);
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/lesson/one/practice']);
  });

  it('shows while the table does not answer', async () => {
    const w = start();
    w.deps.subscribers = { ...w.subscribers, find: async () => Promise.reject(new Error('no table')) };
    expect((await w.get(w.at)).headers.get('Location')).toBe('/lesson/one/practice');
  });
});

describe('a sheet to fill in', () => {
  it('asks what the practice asks, sends nothing anywhere and says where it is kept', async () => {
    const w = siteWorld();
    const page = await (await w.get('/lesson/one/sheet')).text();
    expect(page).toMatch(/<label for="answer-1">Begin one\.<\/label><textarea id="answer-1"/);
    expect(page).toContain('it is not sent to us');
    expect(page).not.toMatch(/<form|<textarea[^>]* name=/);
    expect((await w.get('/lesson/none/sheet')).status).toBe(404);
  });

  it('is of lessons only that have one', async () => {
    const w = siteWorld();
    const series = aSeries();
    series.lessons[0]!.sheet = false;
    w.deps.series = libraryOf(series);
    expect((await w.get('/lesson/one/sheet')).status).toBe(404);
    expect(await (await w.get('/lesson/one/practice')).text()).not.toContain('/sheet');
  });

  it('says to other programs which page it is, whatever link somebody sends on', async () => {
    const page = await (await siteWorld().get('/lesson/one/practice')).text();
    expect(page).toContain('<meta property="og:url" content="https://weekwise.example/lesson/one/practice"/>');
    expect(page).toContain('<link rel="canonical" href="https://weekwise.example/lesson/one/practice"/>');
  });
});

describe('the public page of a lesson', () => {
  it('has the way to sign up, its own address to send on, and what other programs show of it', async () => {
    const w = siteWorld();
    const series = aSeries();
    const picture =
      '<img src="https://weekwise.example/pictures/one.0123456789.png" alt="A &quot;loop&quot;" width="520" height="260" />';
    series.lessons[0]!.mail.html = () =>
      `<!doctype html><html><head><title>x</title></head><body class="b">${picture}</body></html>`;
    w.deps.series = libraryOf(series);
    const answer = await w.get('/lesson/one');
    const page = await answer.text();
    for (const part of [
      '<a class="start" href="/#sign-up">',
      'value="https://weekwise.example/lesson/one"',
      '<meta property="og:title" content="Lesson one"/>',
      'content="https://weekwise.example/pictures/one.0123456789.png"',
      'content="A &quot;loop&quot;"',
      'href="/lesson/one/practice"',
    ])
      expect(page).toContain(part);
    expect(page.indexOf('around-head')).toBeLessThan(page.indexOf('<img src="https'));
    expect(answer.headers.get('Content-Security-Policy')).toContain(
      "style-src 'self' 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'",
    );
  });
});
