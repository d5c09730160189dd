/** What is left to do with a number when a message is said. The build copies this file into the modules that it writes, so it imports nothing. */

const rules = new Map<string, Intl.PluralRules>();
const formats = new Map<string, Intl.NumberFormat>();

/** The plural form that a number takes: "one", "few", "other". A formatter costs a hundred times what its use does, so there is one a language. */
export function plural(language: string, number: number): string {
  const rule = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, rule);
  return rule.select(number);
}

/** The number as it is written: "1,000". */
export function count(language: string, number: number): string {
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format.format(number);
}
