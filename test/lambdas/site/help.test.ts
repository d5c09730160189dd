import { describe, expect, it } from '@jest/globals';
import { compiledContacts } from '../../../lambdas/adapters/crisis-contacts.ts';
import { someContacts } from '../../support/builders.ts';
import { everyPage, visit } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

const contacts = compiledContacts('any');

describe('whom to call', () => {
  it.each([
    ['Europe/London', '999', '116 123'],
    ['Europe/Dublin', '112', '116 123'],
    ['Europe/Berlin', '112', '0800 111 0 111'],
    ['Europe/Madrid', '112', '024'],
    ['Europe/Vienna', '112', '142'],
    ['Europe/Vaduz', '112', '143'],
    ['America/Indiana/Indianapolis', '911', '988'],
    ['US/Pacific', '911', '988'],
    ['America/Toronto', '911', '988'],
    ['Australia/Lord_Howe', '000', '13 11 14'],
    ['Pacific/Auckland', '111', '1737'],
    ['Asia/Kolkata', '112', '14416'],
    ['asia/calcutta', '112', '14416'],
    ['Africa/Johannesburg', '112', '0800 567 567'],
    ['America/Mexico_City', '911', '800 911 2000'],
  ])('in %s is %s and %s', (zone, emergency, first) => {
    const country = contacts.at(zone);
    expect([country?.emergency.number, country?.lines[0]?.call]).toEqual([emergency, first]);
  });

  it.each(['Asia/Tokyo', 'UTC', 'Mars/Base', ''])('in %p is not made up', (zone) => {
    expect(contacts.at(zone)).toBeUndefined();
  });

  it('is the emergency number alone until the operator has accepted these very lines', () => {
    for (const hash of ['', 'of-other-lines']) {
      const { countries, everywhere, at } = compiledContacts(hash);
      expect(at('Pacific/Auckland')).toMatchObject({ emergency: { number: '111' }, lines: [] });
      expect(countries.every(({ lines, regions }) => lines.length === 0 && regions === undefined)).toBe(true);
      expect(everywhere.map(({ site }) => site)).toEqual(['findahelpline.com']);
    }
  });
});

describe('the page for when to get help', () => {
  const w = siteWorld();
  const text = async (path: string) => (await w.get(path)).text();

  it('shows one country’s numbers first, every other below, and how to find more', async () => {
    const page = await text('/help?zone=Pacific%2FAuckland');
    expect(page).toContain('<a href="tel:111">111</a>');
    expect(page.indexOf('tel:1737')).toBeLessThan(page.indexOf('<details>'));
    expect(page.indexOf('tel:116123')).toBeGreaterThan(page.indexOf('<details>'));
    expect(page).toContain('<a href="https://findahelpline.com" rel="noreferrer">findahelpline.com</a>');
  });

  it('names the reader’s own emergency number in the first card', async () => {
    const page = await text('/help?zone=Pacific%2FAuckland');
    expect(page.slice(0, page.indexOf('id="harm"'))).toMatch(/The number in New Zealand is <a href="tel:111">/);
  });

  it('takes a country in any case, and before a zone', async () => {
    const page = await text('/help?country=us&zone=Europe%2FLondon');
    expect(page.indexOf('tel:988')).toBeLessThan(page.indexOf('<details>'));
  });

  it('opens the whole list for someone whose country it does not know', async () => {
    for (const path of ['/help', '/help?zone=Mars%2FBase', `/help?country=${'x'.repeat(5_000)}`]) {
      expect(await text(path)).toContain('<details open="">');
    }
  });

  it('lets every number be pressed, and says of none that nobody checked it', async () => {
    const page = await text('/help');
    expect(page).toContain('<a href="sms:85258">');
    expect(page).not.toMatch(/not been able to check|[Cc]hecked on/);
    const spoken = page
      .slice(page.indexOf('<main'), page.indexOf('</main'))
      .replaceAll(/<(a|strong)\b[^>]*>.*?<\/\1>|<[^>]*>/g, '');
    expect(spoken.match(/\d{3,}/g)).toEqual(null);
  });

  it('has the United Kingdom on one card: its lines for everyone first, those of its nations below', async () => {
    const page = await text('/help?zone=Europe%2FLondon');
    const at = ['tel:999', 'Samaritans', 'In England:', 'In Scotland:', 'tel:08088088000', '<details>'].map((words) =>
      page.indexOf(words, page.indexOf('id="harm"')),
    );
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });
});

describe('every page about a person', () => {
  it('leads to the help of the place where they are', async () => {
    const w = siteWorld();
    const links: [string, boolean][] = [];
    for (const one of everyPage(w)) {
      const page = await (await visit(w, one)).text();
      const isOfPerson =
        /^\/(settings|check-in|progress|course|plan|did-it|reminders|zone|calendar|data|again|bad-day|practise|lessons|unsubscribe)\//;
      const name = one.path.split('/')[2] ?? '';
      if (!isOfPerson.test(one.path) || one.status === 404 || /nobody|erased/.test(one.name)) continue;
      for (const [, href = ''] of page.matchAll(/href="(\/help[^"]*)"/g))
        links.push([`${one.name}`, href.includes('?zone=')]);
      expect(name).not.toBe('');
    }
    expect(links.length).toBeGreaterThan(80);
    expect(links.filter(([, isKnown]) => !isKnown)).toEqual([]);
  });

  it('says whom to call before anything is written, and on a bad day', async () => {
    const w = siteWorld();
    everyPage(w);
    for (const page of ['check-in', 'bad-day']) {
      const token = w.tokenOf('diary', 'ann'.padEnd(22, '_'));
      const words = await (await w.get(`/${page}/${token}`)).text();
      const main = words.slice(words.indexOf('<main'), words.indexOf('</main'));
      expect(main).toContain('tel:112');
      expect(main).toContain('tel:08001110111');
    }
    expect(await (await w.get('/bad-day')).text()).toContain('tel:911');
  });

  it('names a site where the lines of a country are not accepted', async () => {
    const w = siteWorld();
    w.deps.contacts = someContacts({ accepted: false });
    const page = await (await w.get('/bad-day')).text();
    expect(page).toContain('https://findahelpline.com');
    expect(page).not.toContain('befrienders.org');
  });
});
