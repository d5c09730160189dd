import { describe, expect, it } from '@jest/globals';
import { crisisContacts } from '../../../build/crisis-contacts.js';
import { offeredZones } from '../../../lambdas/core/zones.ts';
import { contactsAt, contactsIn } from '../../../lambdas/site/crisis-contacts.ts';
import { siteWorld } from '../../support/site-world.ts';

const nameAt = (zone: string) => contactsAt(zone)?.name;

describe('whom to call', () => {
  it.each([
    ['Europe/London', 'United Kingdom'],
    ['Europe/Dublin', 'Ireland'],
    ['Europe/Berlin', 'European Union, other countries'],
    ['America/Indiana/Indianapolis', 'United States'],
    ['US/Pacific', 'United States'],
    ['America/Toronto', 'Canada'],
    ['Australia/Lord_Howe', 'Australia'],
    ['Pacific/Auckland', 'New Zealand'],
    ['Asia/Kolkata', 'India'],
    ['asia/calcutta', 'India'],
  ])('in %s is known for %s', (zone, country) => {
    expect(nameAt(zone)).toBe(country);
  });

  it.each(['Asia/Tokyo', 'UTC', 'Mars/Base', ''])('in %p is not made up', (zone) => {
    expect(contactsAt(zone)).toBeUndefined();
  });

  it('has a zone for every country of the list', () => {
    const known = new Set(offeredZones.map((zone) => contactsAt(zone)));
    expect(crisisContacts.countries.filter(({ codes }) => !known.has(contactsIn(codes[0]!)))).toEqual([]);
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
    expect(page).toContain('findahelpline.com');
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

  it('says of every number whether a person has checked it', async () => {
    const lines = crisisContacts.countries.flatMap((country) => country.lines);
    const said = (await text('/help')).match(/We have not been able to check this number yet|Checked on \d/g);
    expect(said).toHaveLength(lines.length);
  });
});
