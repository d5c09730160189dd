import type { YAMLError } from 'yaml';
import type * as z from 'zod';
import { didYouMean } from '../nearest.ts';

/** What is wrong with front matter, as its author can use it: what to write instead. No library speaks here. */

/** How a key is written. */
const examples: Readonly<Record<string, string>> = {
  id: 'id: first-sip',
  title: 'title: The first sip',
  subject: 'subject: Two minutes with your first cup of tea',
  preheader: 'preheader: You drink it anyway. Here is how to notice that you do.',
  promise: 'promise: Two minutes with something warm, and nothing else to do.',
  minutes: 'minutes: 2',
  certainty: 'certainty: Fairly sure that short breaks give some people a little energy.',
  sources: 'sources:, and below it what the lesson cites, one item a line: "  - albulescu-2022"',
  plans: 'plans:, and below it three lines "  - When …, I will ….", or a block "::: plan" in the body',
  snag: 'snag: what often gets in the way, and what to do about it, or a block "::: snag" in the body',
  short: 'short: what to do in two minutes on a bad day',
  care: 'care:, and below it one line or more: "  - Leave it out while you drive."',
  reminders: 'reminders:, and below it two texts, each with subject, preheader, steps and closing',
  steps: 'steps:, and below it one line a step: "  - Sit down."',
  closing: 'closing: Once today is enough.',
  authors: 'authors: Albulescu and colleagues',
  year: 'year: 2022',
  finding: 'finding: what it found, and how sure that is',
  url: 'url: https://doi.org/…',
  changed: 'changed: 2026-11-23',
  choice: 'choice: I sit a lot',
  offerAfter: 'offerAfter:, and below it ids of lessons: "  - first-sip"',
  language: 'language: en',
};

/** What is wrong with a value. Messages of a schema's own go before these. */
export function valueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `is missing. ${exampleOf(issue)}` : typeWords(issue.expected, issue);
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys;
      const known = keysOf(issue.inst);
      return `is not a key that is known here${didYouMean(key, known)}. Keys are ${known.join(', ')}`;
    }
    case 'too_small':
      if (issue.origin === 'string') return `is empty. ${exampleOf(issue)}`;
      return issue.origin === 'array' ? countWords(issue, issue.minimum, 'least') : `must be ${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'array' ? countWords(issue, issue.maximum, 'most') : `must be ${issue.maximum} or less`;
    case 'invalid_format':
      if (issue.format === 'date') return 'must be a day that there is, such as 2026-11-23';
      return issue.format === 'url'
        ? 'must be an address that begins with https://'
        : `has another form. ${exampleOf(issue)}`;
    case 'invalid_value':
      return `must be ${issue.values.join(' or ')}, or be left out`;
    case 'invalid_key':
      return 'must be small letters and digits with hyphens between them, such as harkin-2016';
    case 'custom':
    case 'invalid_element':
    case 'invalid_union':
    case 'not_multiple_of':
      return `cannot be used. ${exampleOf(issue)}`;
  }
}

function typeWords(expected: string, issue: z.core.$ZodRawIssue): string {
  const { input } = issue;
  if (input === null) return `is empty. ${exampleOf(issue)}`;
  switch (expected) {
    case 'string':
      if (Array.isArray(input)) return `must be words, not a list. ${exampleOf(issue)}`;
      if (typeof input === 'object') {
        return 'must be words, and a colon makes two things of them: put quotation marks around the whole';
      }
      return `must be words: put quotation marks around it, "${JSON.stringify(input)}"`;
    case 'number':
    case 'int':
      return typeof input === 'string'
        ? 'must be a number, without quotation marks or words'
        : 'must be a whole number';
    case 'boolean':
      return 'must be true or false';
    case 'array':
      return 'must be a list: one item a line below it, each beginning with "- "';
    default:
      return `must have keys of its own, indented below it${listed(keysOf(issue.inst))}`;
  }
}

function countWords({ input }: z.core.$ZodRawIssue, count: number | bigint, bound: string): string {
  const has = Array.isArray(input) ? input.length : 0;
  return `must have ${bound === 'least' && has < count ? 'at least' : 'at most'} ${count} ${count === 1 ? 'item' : 'items'}, and has ${has}`;
}

function exampleOf({ path = [] }: z.core.$ZodRawIssue): string {
  const key = path.findLast((part) => typeof part === 'string');
  return `Write ${examples[String(key)] ?? `${String(key ?? 'key')}: …`}`;
}

function keysOf(inst: unknown): string[] {
  return Object.keys((inst as { shape?: object } | undefined)?.shape ?? {});
}

function listed(keys: readonly string[]): string {
  return keys.length === 0 ? '' : `: ${keys.join(', ')}`;
}

/** What to do where YAML cannot be read, by the code of its mistake. `…` is the value in quotation marks, with its key. */
const yamlMistakes: Partial<Record<YAMLError['code'], string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'a colon with a space after it needs quotation marks around the whole value: write …',
  UNEXPECTED_TOKEN:
    'what begins with a quotation mark must end with it: write …, with “ and ” for quotation marks within',
  BAD_SCALAR_START: 'what begins with this sign needs quotation marks: write …',
  BAD_ALIAS: 'what begins with "*" needs quotation marks: write …',
  ALIAS_PROPS: 'what begins with "&" or "*" needs quotation marks: write …',
  TAG_RESOLVE_FAILED: 'what begins with "!" needs quotation marks: write …',
  BAD_DQ_ESCAPE: 'a backslash is written twice within quotation marks: \\\\',
  DUPLICATE_KEY: 'this key stands here twice: keep one of the two',
  TAB_AS_INDENT: 'the line begins with a tab: use spaces',
  BAD_INDENT: 'the line begins too far left or right: what belongs together begins in one column',
  MISSING_CHAR: 'something is not closed, here or above: a quotation mark, a bracket, or a colon with its space',
};

/**
 * What keeps YAML from being read.
 *
 * @param line - the line on which it was noticed
 */
export function yamlWords({ code }: Pick<YAMLError, 'code'>, line: string): string {
  const [, key = '', value = ''] = /^\s*((?:- )?(?:[\w-]+: )?)\s*(.*)$/.exec(line) ?? [];
  const mistake =
    yamlMistakes[code] ??
    'this cannot be read: look for a missing colon, quotation mark or space, here or on the line above';
  return mistake.replace('…', () => `${key}"${value.replaceAll('"', '').trim()}"`);
}
