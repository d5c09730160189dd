import { languages } from '../../lambdas/core/time/words.ts';
import { countryOf, offeredZones } from '../../lambdas/core/time/zones.ts';

/** Whose long name is not what people there say. */
const short = ['HK', 'MO'];

/** Names of the countries that have a zone, by their code (ISO 3166-1), in every language whose dates the core can say, by the CLDR data of this Node. */
export function countriesOfNode(): Record<string, Record<string, string>> {
  const codes = [...new Set(offeredZones.flatMap((zone) => countryOf(zone) ?? []))].sort();
  const tables = languages.map((language) => {
    const names = (style: 'long' | 'short') => new Intl.DisplayNames([language], { type: 'region', style });
    const [long, brief] = [names('long'), names('short')];
    const named = codes.map((code) => [code, (short.includes(code) ? brief : long).of(code) ?? code]);
    return [language, Object.fromEntries(named) as Record<string, string>] as const;
  });
  return Object.fromEntries(tables);
}
