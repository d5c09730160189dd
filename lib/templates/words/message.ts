import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { reject, type Place } from '../source-location.ts';
import { withOneStop } from './one-stop.ts';
import type { Case, Piece } from './piece.ts';

/** How a message takes a value: as text, as a number that its words agree with, as a part of a page, or as a tag around some of its words. */
export type ValueKind = 'text' | 'number' | 'part' | 'tag';

/** The values of a message by name, in the order in which it names them. */
export type Values = ReadonlyMap<string, ValueKind>;

/** A message in pieces. In their code `v` holds the values. */
export interface CompiledMessage {
  pieces: readonly Piece[];
  values: Values;
}

/** Number forms that a language has but only for numbers that nothing here reaches, a million and more. */
const farForms: Readonly<Record<string, readonly string[]>> = {
  es: ['many'],
  fr: ['many'],
  it: ['many'],
  pt: ['many'],
};

interface Compiling {
  place: Place;
  language: string;
  values: Map<string, ValueKind>;
  /** The number that `#` stands for. */
  counted?: string;
}

/**
 * Compiles a message of ICU MessageFormat: `{name}`, `{n, plural, one {…} other {…}}`, `{x, select, … other {…}}` and `<tag>words</tag>`. A name with
 * a capital, `{Numbers}`, is a part of the page; others are text. Before a full stop a value loses its own. The syntax is read here and nowhere at run time.
 *
 * @param isHtml - `<` is a character of html, not the beginning of a tag
 * @throws TemplateError when it cannot be read or does not have every plural form of its language
 */
export function compileMessage(text: string, place: Place, language: string, isHtml = false): CompiledMessage {
  const key = `${language} ${isHtml} ${text}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const compiling = { place, language, values: new Map<string, ValueKind>() };
  const made = { pieces: withOneStop(piecesOf(parsed(text, place, isHtml), compiling)), values: compiling.values };
  compiled.set(key, made);
  return made;
}

/** What was compiled in this process: when a folder is compiled again, nearly every message is as it was. */
const compiled = new Map<string, CompiledMessage>();

function parsed(text: string, place: Place, isHtml: boolean): MessageFormatElement[] {
  try {
    return parse(text, { ignoreTag: isHtml });
  } catch (cause) {
    // The parser's messages are names such as MISSING_OTHER_CLAUSE.
    const what = cause instanceof Error ? cause.message.toLowerCase().replaceAll('_', ' ') : String(cause);
    return reject(place, `the message cannot be read: ${what}`, cause);
  }
}

function piecesOf(elements: readonly MessageFormatElement[], compiling: Compiling): Piece[] {
  return elements.map((element): Piece => {
    switch (element.type) {
      case TYPE.literal:
        return { words: element.value };
      case TYPE.argument:
        return { value: valueOf(element.value, /^[A-Z]/.test(element.value) ? 'part' : 'text', compiling) };
      case TYPE.pound:
        return { code: `count(${JSON.stringify(compiling.language)}, ${compiling.counted!})` };
      case TYPE.select: {
        const value = valueOf(element.value, 'text', compiling);
        return choiceOf(element.options, (name) => `${value} === ${JSON.stringify(name)}`, compiling);
      }
      case TYPE.plural:
        return pluralOf(element, compiling);
      case TYPE.tag:
        return { tag: valueOf(element.value, 'tag', compiling), pieces: piecesIn(element.children, compiling) };
      case TYPE.number:
      case TYPE.date:
      case TYPE.time:
        return reject(compiling.place, `{${element.value}} takes no format: dates and times are said by the code`);
    }
  });
}

/** How the code gets a value. Each value is of one kind. */
function valueOf(name: string, kind: ValueKind, { values, place }: Compiling): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) reject(place, `"${name}" is no name of a value: letters and digits only`);
  const before = values.get(name);
  if (before !== undefined && before !== kind) reject(place, `"${name}" is taken as ${before} and as ${kind}`);
  values.set(name, kind);
  return `v.${name}`;
}

type Options = Record<string, { value: MessageFormatElement[] }>;

/** The parser demands the case `other`. */
function choiceOf({ other, ...options }: Options, testOf: (name: string) => string, compiling: Compiling): Piece {
  const cases = Object.entries(options).map(([name, { value }]) => ({
    test: testOf(name),
    pieces: piecesOf(value, compiling),
  }));
  return { cases, otherwise: piecesOf(other!.value, compiling) };
}

function pluralOf(
  { value, options, offset, pluralType }: Extract<MessageFormatElement, { type: TYPE.plural }>,
  compiling: Compiling,
): Piece {
  const { place, language } = compiling;
  if (offset !== 0 || pluralType !== 'cardinal')
    reject(place, `{${value}}: only plain plurals are known, no offset and no ordinals`);
  const needed = new Intl.PluralRules(language)
    .resolvedOptions()
    .pluralCategories.filter((form) => farForms[language.split('-')[0]!]?.includes(form) !== true);
  const given = Object.keys(options).filter((form) => !form.startsWith('='));
  const missing = needed.filter((form) => !given.includes(form));
  if (missing.length > 0) reject(place, `{${value}} lacks the plural form ${missing.join(', ')}`);
  const spare = given.filter((form) => !needed.includes(form as Intl.LDMLPluralRule));
  if (spare.length > 0) reject(place, `{${value}}: ${language} has no plural form ${spare.join(', ')}`);
  const number = valueOf(value, 'number', compiling);
  const form = `plural(${JSON.stringify(language)}, ${number})`;
  return choiceOf(
    options as Options,
    (name) => (name.startsWith('=') ? `${number} === ${Number(name.slice(1))}` : `${form} === ${JSON.stringify(name)}`),
    { ...compiling, counted: number },
  );
}

/** What a tag is given: words, and no tag or part within. */
function piecesIn(children: readonly MessageFormatElement[], compiling: Compiling): Piece[] {
  const inner: Compiling = { ...compiling, values: new Map() };
  const pieces = piecesOf(children, inner);
  if ([...inner.values.values()].some((kind) => kind === 'tag' || kind === 'part')) {
    reject(compiling.place, 'a tag stands around words, not around another tag or a part of the page');
  }
  for (const [name, kind] of inner.values) valueOf(name, kind, compiling);
  return pieces;
}

/** Pieces as the code of one text. */
export function textOf(pieces: readonly Piece[]): string {
  const codes = joined(pieces).map((piece) =>
    'words' in piece ? JSON.stringify(piece.words) : 'cases' in piece ? `(${chosen(piece, textOf)})` : codeOf(piece),
  );
  return codes.length === 0 ? '""' : codes.join(' + ');
}

/** Pieces as the code of a list. `asWords` turns words into the code of an element. */
export function listOf(pieces: readonly Piece[], asWords: (words: string) => string = JSON.stringify): string {
  const list = (some: readonly Piece[]): string => listOf(some, asWords);
  const codes = joined(pieces).map((piece) =>
    'words' in piece ? asWords(piece.words) : 'cases' in piece ? `...(${chosen(piece, list)})` : codeOf(piece),
  );
  return `[${codes.join(', ')}]`;
}

function codeOf(piece: Exclude<Piece, { words: string } | { cases: Case[] }>): string {
  if ('tag' in piece) return `${piece.tag}(${textOf(piece.pieces)})`;
  if ('code' in piece) return piece.code;
  const { value, beforeStop = 'false' } = piece;
  if (beforeStop === 'false') return value;
  return beforeStop === 'true' ? `beforeStop(${value})` : `(${beforeStop} ? beforeStop(${value}) : ${value})`;
}

function chosen({ cases, otherwise }: Extract<Piece, { cases: unknown }>, say: (pieces: readonly Piece[]) => string) {
  return cases.reduceRight((rest, { test, pieces }) => `${test} ? ${say(pieces)} : ${rest}`, say(otherwise));
}

/** Words that follow each other are one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if ('words' in piece && last !== undefined && 'words' in last) {
      all[all.length - 1] = { words: last.words + piece.words };
    } else all.push(piece);
  }
  return all;
}
