import * as z from 'zod';
import { merged } from '../../lambdas/core/kit/full-stop.ts';
import { datesIn } from '../../lambdas/core/time/words.ts';
import { countryOf, offeredZones } from '../../lambdas/core/time/zones.ts';
import type { TemplateFolder } from './template-folder.ts';
import { readPlainTexts } from './words/plain-texts.ts';

/*
 * What crisis-contacts.yaml says of a line is facts, each of which every language has words for (`words/…/whom-to-call.yaml`): a sentence in one language
 * would be read by people who do not know it.
 */

const text = z.string().trim().min(1);
const Press = z.string().regex(/^[\d#*]$/, 'must be a key of a telephone in quotes');
const howTime = "must be a time of day, such as '05:00', in quotes";
const Time = z.string(howTime).regex(/^([01]\d|2[0-3]):[0-5]\d$/, howTime);
const Hours = z.strictObject({ from: Time, to: Time });

const plainFacts = [
  'free',
  'mayCost',
  'dayAndNight',
  'notAtAllHours',
  'signLanguage',
  'inSeveralLanguages',
  'inEnglish',
  'inSpanish',
  'inGerman',
  'inFrench',
  'inDutch',
  'fromAllOverTheCountry',
  'fromMobilePhones',
  'notInEveryProvince',
  'mentalHealthOption',
  'ambulance',
  'firstIsAmbulance',
  'firstAustralians',
] as const;

/** Facts with a value, by name. */
const valueFacts = {
  in: text,
  around: text,
  option: Press,
  pressForVeterans: Press,
  pressForSpanish: Press,
  textForSpanish: text,
} as const;
const hourFacts = ['openAbout', 'mayBeClosed'] as const;

/** Parts of countries that have names in every language. */
const regions = ['england', 'wales', 'scotland', 'northernIreland'] as const;

/** A text in each language, by its tag; a plain one is a name that is the same in all of them. */
export type InLanguages = string | Readonly<Record<string, string>>;

/** @param languages - tags of those in which people read it */
export function regionName(languages: readonly string[]): z.ZodType<InLanguages> {
  return z.union(
    [text, ownWords(languages)],
    `must be ${regions.join(' or ')}, a name that is the same in every language, or the words of each: { en: … }`,
  );
}

/** @param languages - tags of those in which people read it */
export function contactFact(languages: readonly string[]) {
  const known = [...plainFacts, ...Object.keys(valueFacts), ...hourFacts, 'says'];
  return z.union(
    [
      z.enum(plainFacts),
      ...Object.entries(valueFacts).map(([name, value]) => z.strictObject({ [name]: value })),
      ...hourFacts.map((name) => z.strictObject({ [name]: Hours })),
      z.strictObject({ says: ownWords(languages) }),
    ],
    `must be a fact that is known here, with its value where it has one, such as { in: Leeds }, or { says: … } with words of your own in each language. Facts are ${known.join(', ')}`,
  );
}
export type ContactFact = z.infer<ReturnType<typeof contactFact>>;

function ownWords(languages: readonly string[]) {
  return z.record(text, text).refine((said) => languages.every((tag) => Object.hasOwn(said, tag)), {
    error: `must have words in each language of your series: ${languages.join(', ')}`,
  });
}

/** How a language speaks of help lines. */
export interface ContactWords {
  tag: string;
  /** In the place of a name, for a line that has none. */
  helpline: string;
  regionNamed: (name: InLanguages) => string;
  /** Facts of a line in a country, in a row. */
  factsOf: (about: readonly ContactFact[], country: string) => string;
}

/** Reads `words/<tag>/whom-to-call.yaml`; what a draft lacks is as in the first language. */
export async function readContactWords(tag: string, folder: TemplateFolder): Promise<ContactWords> {
  const facts = [...plainFacts, ...Object.keys(valueFacts), ...hourFacts].map((fact) => `about.${fact}`);
  const names = ['helpline', ...facts, ...regions.map((region) => `regions.${region}`)];
  const said = await readPlainTexts('whom-to-call.yaml', names, tag, folder);
  const textIn = (words: InLanguages) =>
    typeof words === 'string' ? words : (words[tag] ?? Object.values(words)[0] ?? '');
  const factIn = (fact: ContactFact, country: string): string => {
    if (typeof fact === 'string') return said(`about.${fact}`);
    const [[name, value] = ['', '']] = Object.entries(fact);
    if (name === 'says') return textIn(value);
    const values: Readonly<Record<string, string>> = typeof value === 'string' ? { value } : value;
    return merged(said(`about.${name}`), typeof value === 'string' ? values : timesIn(values, tag, country));
  };
  return {
    tag,
    helpline: said('helpline'),
    regionNamed: (name) => {
      const region = regions.find((one) => one === name);
      return region === undefined ? textIn(name) : said(`regions.${region}`);
    },
    factsOf: (about, country) => about.map((fact) => factIn(fact, country)).join(', '),
  };
}

/** Times as the clocks of a country show them. */
function timesIn(times: Readonly<Record<string, string>>, tag: string, country: string): Record<string, string> {
  const zone = offeredZones.find((one) => countryOf(one) === country) ?? 'UTC';
  return Object.fromEntries(Object.entries(times).map(([name, time]) => [name, datesIn(tag).formatTime(time, zone)]));
}
