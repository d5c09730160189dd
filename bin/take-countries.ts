import { writeFileSync } from 'node:fs';
import { engineFile } from '../lib/roots.ts';
import { countriesOfNode } from '../lib/zones/countries-of-node.ts';

/**
 * Writes `lib/templates/country-names.ts` from this Node's CLDR data; format it afterwards (`npx oxfmt`). The names are kept in a file, so that they stay as
 * they are when Node's data change.
 */
const code = `/**
 * Names of countries by their code (ISO 3166-1), in each language. From Unicode CLDR ${process.versions['cldr']} (© Unicode, Inc., licence Unicode-3.0), as Node has it;
 * bin/take-countries.ts writes this file.
 */
export const countryNames: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(countriesOfNode(), null, 2)};
`;
writeFileSync(engineFile('lib/templates/country-names.ts'), code);
