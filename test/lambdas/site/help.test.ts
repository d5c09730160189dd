import { describe, expect, it } from '@jest/globals';
import { compiledContacts } from '../../../lambdas/adapters/crisis-contacts.ts';
import { numbersToCall } from '../../../lambdas/core/course/whom-to-call.ts';
import { someContacts } from '../../support/builders.ts';
import { everyPage, visit } from '../../support/site-pages.ts';
import { siteWorld } from '../../support/site-world.ts';

const contactsIn = compiledContacts('any');
const contacts = contactsIn('en');

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
      const { countries, everywhere, at } = compiledContacts(hash)('en');
      expect(at('Pacific/Auckland')).toMatchObject({ emergency: { number: '111' }, lines: [] });
      expect(countries.every(({ lines, regions }) => lines.length === 0 && regions === undefined)).toBe(true);
      expect(everywhere.map(({ site }) => site)).toEqual(['findahelpline.com']);
    }
  });
});

/** Every text about a contact that is said in a language, by where it stands; its own names and numbers are no such text. */
function saidIn(language: string): Map<string, string> {
  const texts = contactsIn(language).countries.flatMap(({ code, name, emergency, lines, regions = [] }) => [
    [code, name] as const,
    [`${code} emergency`, emergency.about ?? ''] as const,
    ...regions.map((region, index) => [`${code} region ${index}`, region.name] as const),
    ...[...lines, ...regions.flatMap((region) => region.lines)].flatMap((line, index) => [
      [`${code} line ${index} is named`, line.unnamed === true ? line.name : ''] as const,
      [`${code} line ${index}`, line.about ?? ''] as const,
    ]),
  ]);
  return new Map(texts.filter(([, text]) => text !== ''));
}

describe('in each language', () => {
  const english = saidIn('en');

  it.each([
    ['en', 'Germany', 'free, day and night', 'Helpline'],
    ['es', 'Alemania', 'gratis, día y noche', 'Línea de ayuda'],
    ['de', 'Deutschland', 'kostenlos, Tag und Nacht', 'Krisentelefon'],
  ])('%s, the list is the same, and its words are its own', (language, germany, about, helpline) => {
    const said = saidIn(language);
    expect([...said.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect([said.get('DE'), said.get('DE line 0'), said.get('UY line 0 is named')]).toEqual([germany, about, helpline]);
    // Names of countries are a table that is held by itself.
    const asInEnglish = [...said].filter(([place, text]) => place.length > 2 && english.get(place) === text);
    const same: Record<string, number> = {
      en: english.size - contacts.countries.length,
      es: 0,
      de: ['England', 'Wales', 'in Bogotá'].length,
    };
    expect(asInEnglish).toHaveLength(same[language]!);
    const names = contactsIn(language).countries.map(({ name }) => name);
    expect(names).toEqual(names.toSorted(new Intl.Collator(language).compare));
  });

  it('a country is named by its own code, also where several share their numbers', () => {
    expect(contacts.at('Europe/Zurich')?.name).toBe('Switzerland');
    expect(contacts.at('Europe/Vaduz')?.name).toBe('Liechtenstein');
  });

  it('hours are said as the clocks of the country show them', () => {
    expect(contactsIn('es').in('DK')?.lines[0]?.about).toBe('puede estar cerrada de 5:00 a 11:00');
  });

  it('another language than those of the build is spoken to in the first one', () => {
    expect(contactsIn('de-AT')).toBe(contactsIn('de'));
    expect(contactsIn('fr')).toBe(contacts);
  });

  it('an email with numbers to call is in the language of the email', () => {
    const words = {
      call: { danger: '{number}', call: '{name}', text: '', anyWords: '', withNote: '({note})', anywhere: '' },
    };
    expect(numbersToCall(contactsIn('de'), 'Europe/Berlin', words, 1).map(({ says }) => says)).toEqual([
      '112',
      '(kostenlos, Tag und Nacht)',
      '',
    ]);
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
