import { describe, expect, it } from '@jest/globals';
import { filled, links } from '../../../lambdas/core/mail/links.ts';
import { idOf } from '../../support/builders.ts';
import { everyPage, peopleAndLinks } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

const doors = [
  ['confirm', 'confirm'],
  ['unsubscribe', 'unsubscribe'],
  ['settings', 'settings'],
  ['again', 'settings'],
] as const;

describe('links in mails', () => {
  it('change nothing when they are opened, looked at or asked about, even twice', async () => {
    const w = siteWorld();
    const paths = [...new Set(everyPage(w).map(({ path }) => path))];
    const before = w.everything();
    const headers = { Purpose: 'prefetch', 'Sec-Purpose': 'prefetch' };
    for (const path of [...paths, ...paths]) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const response = await w.app.request(path, { method, headers });
        expect([path, method, response.status < 500]).toEqual([path, method, true]);
        expect(w.everything()).toBe(before);
      }
    }
    expect(w.logged).toEqual([]);
  });

  it.each(['.', ')', '%3E', ',', '%E2%80%8B', '/', './', '%20'])('work with %s behind them', async (behind) => {
    const w = siteWorld();
    peopleAndLinks(w);
    const token = w.tokenOf('settings', idOf('ann'));
    const page = await w.get(`/settings/${token}${behind}`);
    expect(page.status).toBe(200);
    // The page's own links have the token alone.
    expect(await page.text()).toContain(`action="/settings/${token}"`);
  });

  it.each(doors)('that are forged, cut or meant for another door lead from /%s to one page', async (door, purpose) => {
    const w = siteWorld();
    peopleAndLinks(w);
    const token = w.tokenOf(purpose, idOf('ann'));
    const [key, id, expiry, mac = ''] = token.split('.');
    const damaged = [
      'x',
      token.slice(0, -1),
      `${token}A`,
      token.toUpperCase(),
      w.tokenOf(purpose === 'confirm' ? 'settings' : 'confirm', idOf('ann')),
      [key, idOf('bo'), expiry, mac].join('.'),
      [key, id, 'zzzzzz', mac].join('.'),
      [key, id, '1', mac].join('.'),
      ['z', id, expiry, mac].join('.'),
      [key, id, expiry, mac.replace(/./, (first) => (first === 'A' ? 'B' : 'A'))].join('.'),
      '%00',
      '%E0%A4%A',
      'a'.repeat(3000),
    ];
    const before = w.everything();
    const pages = new Set<string>();
    for (const one of damaged) {
      for (const response of [await w.get(`/${door}/${one}`), await w.post(`/${door}/${one}`)]) {
        expect([one, response.status]).toEqual([one, 404]);
        pages.add(await response.text());
      }
    }
    expect(pages.size).toBe(1);
    expect(w.everything()).toBe(before);
  });

  it.each([
    ['confirm', 'confirm', 8, '/#sign-up'],
    ['settings', 'settings', 31, 'Send me a new link'],
    ['again', 'settings', 31, 'Send me a new link'],
  ] as const)('that were good once lead from /%s to a way on', async (door, purpose, days, wayOn) => {
    const w = siteWorld();
    peopleAndLinks(w);
    const path = `/${door}/${w.tokenOf(purpose, idOf('ann'))}`;
    const before = w.everything();
    w.clock.at = w.clock.at.add({ hours: days * 24 });
    for (const response of [await w.get(path), await w.post(path)]) {
      const page = await response.text();
      expect([response.status, page.includes(wayOn), page.includes('Ann')]).toEqual([410, true, false]);
    }
    expect(w.everything()).toBe(before);
  });

  it('that stop mail work for ever', async () => {
    const w = siteWorld();
    const path = peopleAndLinks(w).unsubscribe('ann');
    w.clock.at = w.clock.at.add({ hours: 24 * 365 * 10 });
    expect((await w.post(path)).status).toBe(200);
    expect(w.subscribers.profiles.get(idOf('ann'))?.status).toBe('unsubscribed');
  });
});

describe('the pages of a link', () => {
  const people = ['ann', 'pia', 'cem', 'uma', 'udo', 'bo', 'kim', 'nobody'];

  it.each(people)('lead only to pages that are there, however the person stands: %s', async (who) => {
    const w = siteWorld();
    peopleAndLinks(w);
    const params = { lesson: 'one', file: 'one.ics', step: 'again' };
    /** What is there; the pages share most of their links. */
    const there = new Set<string>();
    for (const link of Object.values(links)) {
      if (!('purpose' in link)) continue;
      const path = filled(link.path, { ...params, token: w.tokenOf(link.purpose, idOf(who)) });
      const page = await (await w.get(path)).text();
      for (const [, kind = '', href = ''] of page.matchAll(/ (href|action)="(\/[^"#]*)/g)) {
        if (there.has(`${kind} ${href}`)) continue;
        const { status, headers } = await w.app.request(href, { method: kind === 'href' ? 'GET' : 'OPTIONS' });
        const isThere = kind === 'href' ? status === 200 : headers.get('Allow')?.includes('POST') === true;
        expect([link.path, kind, href, isThere]).toEqual([link.path, kind, href, true]);
        there.add(`${kind} ${href}`);
      }
    }
  });
});

describe('an old link', () => {
  it.each([
    ['settings', 31],
    ['diary', 61],
    ['fresh', 1],
  ] as const)(
    'of purpose %s has a new one mailed to its owner by one press, and says nothing of them',
    async (purpose, days) => {
      const w = siteWorld();
      peopleAndLinks(w);
      const token = w.tokenOf(purpose, idOf('ann'));
      w.clock.at = w.clock.at.add({ hours: days * 24 });
      const page = await (await w.post(`/link/${token}`)).text();
      expect(page).toContain('If you still get our emails, a new link is on its way to you');
      expect(page).not.toContain('Ann');
      expect(w.asked.map(({ kind, id }) => [kind, id])).toEqual([['link', idOf('ann')]]);
    },
  );

  it('opens nothing but that, and asks for the address where it was never one of ours', async () => {
    const w = siteWorld();
    peopleAndLinks(w);
    for (const token of ['x', w.tokenOf('unsubscribe', idOf('ann')), w.tokenOf('close', idOf('ann'))]) {
      expect(await (await w.post(`/link/${token}`)).text()).toContain('name="email"');
    }
    expect(w.asked).toEqual([]);
  });

  it('is within the limits of asking by address', async () => {
    const w = siteWorld();
    peopleAndLinks(w);
    const path = `/link/${w.tokenOf('settings', idOf('ann'))}`;
    for (let time = 0; time < 20; time += 1) await w.send(path, {}, '203.0.113.7');
    const { length } = w.asked;
    await w.send(path, {}, '203.0.113.7');
    expect([length < 20, w.asked.length]).toEqual([true, length]);
  });
});

describe('asking for a link', () => {
  it('answers every address in the same way and asks for one mail', async () => {
    const w = siteWorld();
    const known = await w.post('/link', { email: 'Ann@Example.org' });
    const unknown = await w.post('/link', { email: 'x@y.example' });
    expect([known.status, ...known.headers]).toEqual([unknown.status, ...unknown.headers]);
    // They name what was typed, and nothing else.
    expect((await known.text()).replace('Ann@Example.org', 'x@y.example')).toBe(await unknown.text());
    expect(w.asked.map(({ kind, id }) => [kind, id])).toEqual([
      ['link', w.deps.keyring.subscriberId('ann@example.org')],
      ['link', w.deps.keyring.subscriberId('x@y.example')],
    ]);
  });

  it('keeps an address that is none, and says so beside it', async () => {
    const response = await siteWorld().post('/link', { email: 'ann@' });
    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(/value="ann@" aria-describedby="email-error" aria-invalid="true"/);
  });
});
