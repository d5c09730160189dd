import { describe, expect, it } from '@jest/globals';
import { idOf } from '../../support/builders.ts';
import { everyPage, peopleAndLinks, visit } from '../../support/site-pages.ts';
import { links } from '../../../lambdas/core/mail/links.ts';
import { onPerson } from '../../../lambdas/site/kit/on-person.ts';
import { siteWorld } from '../../support/site-world.ts';

/** Stays where it is: mail programs press it too, and follow no redirect (RFC 8058). Of a lesson on a bad day there is one in some days at most. */
const inPlace = ['stopped', 'nobody to leave', 'a lesson on its way'];

describe('a form', () => {
  it('that was taken ends in a page that can be loaded again, which does nothing', async () => {
    const w = siteWorld();
    for (const one of everyPage(w)) {
      if (one.fields === undefined || one.status !== 200 || inPlace.includes(one.name)) {
        await visit(w, one);
        continue;
      }
      const answer = await w.send(one.path, one.fields);
      expect([one.name, answer.status, answer.headers.get('Cache-Control')]).toEqual([one.name, 303, 'no-store']);
      const page = answer.headers.get('Location')!;
      const before = w.everything();
      const [first, again] = [await w.get(page), await w.get(page)];
      expect([one.name, first.status, await first.text()]).toEqual([one.name, 200, await again.text()]);
      expect([one.name, w.everything() === before]).toEqual([one.name, true]);
    }
  });

  it('that was not taken shows what was typed, and what is wrong with it', async () => {
    const w = siteWorld();
    for (const one of everyPage(w)) {
      const page = await (await visit(w, one)).text();
      if (one.status !== 422) continue;
      const wrong = [...page.matchAll(/ id="([^"]+)-error"/g)].map(([, field]) => field!);
      expect([one.name, wrong.length > 0]).toEqual([one.name, true]);
      for (const [field, typed] of Object.entries(one.fields!)) {
        const forms = page.split('<form ').filter((form) => form.includes(`action="${one.path}"`));
        const own = forms.find((form) => form.includes(` name="${field}"`));
        const isThere = own === undefined || own.includes(`value="${typed}"`) || wrong.includes(field);
        expect([one.name, field, isThere]).toEqual([one.name, field, true]);
      }
    }
  });
});

describe('what a page says was done', () => {
  const start = async () => {
    const w = siteWorld();
    const at = peopleAndLinks(w);
    const answer = await w.send(at.zone('ann'), { zone: 'Asia/Tokyo' });
    return { ...w, at, page: answer.headers.get('Location')! };
  };
  const says = async (page: Promise<Response>) => (await (await page).text()).includes('Saved.');

  it('is said for an hour, and not by an address that somebody kept', async () => {
    const w = await start();
    expect(await says(w.get(w.page))).toBe(true);
    w.clock.at = w.clock.at.add({ minutes: 59 });
    expect(await says(w.get(w.page))).toBe(true);
    w.clock.at = w.clock.at.add({ minutes: 2 });
    expect(await says(w.get(w.page))).toBe(false);
  });

  it('is said by no address that somebody made up', async () => {
    const w = await start();
    const [path = '', query = ''] = w.page.split('?');
    const done = new URLSearchParams(query).get('done')!;
    const other = w.at.zone('pia');
    const madeUp = [
      `${path}?done=saved`,
      `${path}?done=${done.replace('saved', 'other')}`,
      `${path}?done=${done.slice(0, -1)}`,
      `${path}?done=${encodeURIComponent(`${done} `)}`,
      `${other}?${query}`,
      `${w.at.reminders('ann')}?${query}`,
    ];
    for (const one of madeUp)
      expect([one, (await w.get(one)).status, await says(w.get(one))]).toEqual([one, 200, false]);
  });

  it('is not shown to anyone who opens an answered email later: neither a hard week nor its numbers to call', async () => {
    const w = siteWorld();
    const at = peopleAndLinks(w);
    const hard = { days: '0', stress: '10', pain: '10', health: 'yes' };
    const answered = await w.send(at.diary('pia', 'check-in'), hard);
    const page = answered.headers.get('Location')!;
    expect(page).not.toMatch(/hard|danger|10|pain/);
    expect(await (await w.get(page)).text()).toContain('very hard week');
    expect(await (await w.get(at.diary('pia', 'check-in'))).text()).not.toContain('very hard week');
    expect(w.subscribers.person(idOf('pia')).healthConsent).toBeDefined();
  });
});

it('is taken only by what the token of its page opens: anything else does not compile', () => {
  const view = () => ({ title: '', content: '' });
  const take = async () => false as const;
  onPerson(links.plan, { view, take: { plan: take, didIt: take } });
  // @ts-expect-error a link that answers an email changes no settings
  onPerson(links.plan, { view, take: { settings: take } });
  // @ts-expect-error settings are changed, which erases nothing
  onPerson(links.settings, { view, take: { erase: take } });
  // @ts-expect-error what the page does not say
  onPerson(links.plan, { view, say: { kept: '' }, take: { plan: async () => 'thrown away' as const } });
  expect(() => onPerson(links.plan, { view })).not.toThrow();
});
