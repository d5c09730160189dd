import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'node:util';
import { join } from 'node:path';
import { datesIn } from '../lambdas/core/time/words.ts';
import { canonicalZone, offeredZones } from '../lambdas/core/time/zones.ts';
import { engineFile } from '../lib/roots.ts';

/**
 * Takes the names of cities out of CLDR (`cldr-dates-full`, Unicode licence), in languages other than English, and writes
 * `lambdas/core/time/cities.ts`. Only names that differ from those in English are kept. The package is too large to depend on:
 *
 *     npm pack cldr-dates-full && tar xzf cldr-dates-full-*.tgz
 *     node --import tsx bin/take-cities.ts package
 */

const languages = ['de', 'es'];

/** Where CLDR says an older name than this list does. */
const byHand: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: { 'Europe/Kyiv': 'Kyjiw' },
  es: { 'Europe/Kyiv': 'Kyiv' },
};

interface Zones {
  [part: string]: Zones | string;
}

function citiesIn(zones: Zones, within: readonly string[] = []): [zone: string, city: string][] {
  return Object.entries(zones).flatMap(([part, inner]): [string, string][] => {
    if (typeof inner !== 'string') return citiesIn(inner, [...within, part]);
    return part === 'exemplarCity' ? [[within.join('/'), inner]] : [];
  });
}

const [, , folder = ''] = process.argv;
const english = datesIn('en');
const tables = languages.map((language) => {
  const file = join(folder, 'main', language, 'timeZoneNames.json');
  const { main } = JSON.parse(readFileSync(file, 'utf8')) as {
    main: Record<string, { dates: { timeZoneNames: { zone: Zones } } }>;
  };
  const names = citiesIn(main[language]!.dates.timeZoneNames.zone).map(([zone, city]) => [
    canonicalZone(zone) ?? zone,
    // CLDR says where a long name may be broken, which shows in texts that are not html.
    byHand[language]?.[canonicalZone(zone) ?? zone] ?? city.replaceAll('\u00ad', ''),
  ]);
  const other = names
    .filter(([zone = '', city]) => offeredZones.includes(zone) && zone !== 'UTC' && english.formatCity(zone) !== city)
    // A city with its region around it has another name than the city alone; it keeps the one in English.
    .filter(([zone = '']) => zone.split('/').length === 2)
    .sort(([one = ''], [two = '']) => (one < two ? -1 : 1));
  return [language, Object.fromEntries(other) as Record<string, string>] as const;
});
const code = `/**
 * Names of cities that differ from those in English, by the id of their zone. Taken from Unicode CLDR (cldr-dates-full, exemplarCity; © Unicode, Inc., licence
 * Unicode-3.0) by bin/take-cities.ts, which writes this file.
 */
export const cities: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(Object.fromEntries(tables), null, 2)};
`;
writeFileSync(engineFile('lambdas/core/time/cities.ts'), code);
process.stdout.write(
  format('%s cities\n', tables.map(([language, names]) => `${language}: ${Object.keys(names).length}`).join(', ')),
);
