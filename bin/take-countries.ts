import { writeFileSync } from 'node:fs';
import { languages } from '../lambdas/core/time/words.ts';
import { countryOf, offeredZones } from '../lambdas/core/time/zones.ts';
import { engineFile } from '../lib/roots.ts';

/**
 * Takes the names of countries out of this Node's CLDR data, in every language whose dates the core can say, and writes `lib/templates/country-names.ts`.
 * They are kept in a file, so that they stay as they are when Node's data change.
 */

/** Whose long name is not what people there say. */
const short = ['HK', 'MO'];

const codes = [...new Set(offeredZones.flatMap((zone) => countryOf(zone) ?? []))].sort();
const tables = languages.map((language) => {
  const names = (style: 'long' | 'short') => new Intl.DisplayNames([language], { type: 'region', style });
  const [long, brief] = [names('long'), names('short')];
  return [
    language,
    Object.fromEntries(codes.map((code) => [code, (short.includes(code) ? brief : long).of(code)])),
  ] as const;
});
const code = `/**
 * Names of countries by their code (ISO 3166-1), in each language. From Unicode CLDR ${process.versions['cldr']} (© Unicode, Inc., licence Unicode-3.0), as Node has it;
 * bin/take-countries.ts writes this file.
 */
export const countryNames: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(Object.fromEntries(tables), null, 2)};
`;
writeFileSync(engineFile('lib/templates/country-names.ts'), code);
