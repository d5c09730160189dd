import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineFile } from '../../lib/roots.ts';

/*
 * Finds what the English catalogues say in a page or an email of another language: three words running of any of their files, or a short message whole.
 * Citations are in the language of the study, and a few short words are the same in both.
 */

const words = engineFile('templates', 'words');
const course = engineFile('templates', 'series', 'stress-and-back-pain');

/** Words of a text in runs without punctuation, small. */
function runsOf(text: string): string[][] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{M}’'\- ,]+/u)
    .map((run) => run.match(/[\p{L}\p{M}’'-]+/gu) ?? []);
}

function triplesOf(text: string): string[] {
  return runsOf(text).flatMap((run) => run.slice(2).map((word, at) => `${run[at]} ${run[at + 1]} ${word}`));
}

/** Every text file below a folder, but for translations and drawings. */
function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(?:yaml|md|mjml)$/.test(name) && !name.startsWith('languages/'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Messages of one word or two: "Save". */
function shortOnes(texts: readonly string[]): string[] {
  const values = texts.flatMap((text) => [...text.matchAll(/^ *(?:- )?[\w-]+: +"?([^"\n]+?)"?$/gm)]);
  return values.map(([, value]) => value!.trim()).filter((value) => /^\p{L}+(?: \p{L}+)?$/u.test(value));
}

/** What citations have of a study, which is in the language of the study. */
const cited = (text: string) => text.match(/^ *(?:title|authors): .*$/gm) ?? [];

/** Names, and what fields of a stored record are called. */
const everywhere = ['amazon web services', 'days'];
/** Words that are the same in that language. */
const alike = { es: ['Australia'], de: ['Stress'] };

/**
 * Makes a finder of English.
 *
 * @param language - of what is looked at
 * @returns what is English in a page, an email or a plain text; empty where nothing is
 */
export function englishFinder(language: keyof typeof alike): (page: string) => string[] {
  const english = [...textsBelow(join(words, 'en')), ...textsBelow(course)];
  const studies = cited(readFileSync(join(course, 'sources.yaml'), 'utf8'));
  const triples = without(english.flatMap(triplesOf), [...studies.flatMap(triplesOf), ...everywhere]);
  const short = without(shortOnes(english), [...alike[language], ...everywhere]);
  return (page) => {
    const texts = shownIn(page);
    const found = [...texts, ...texts.flatMap(triplesOf)].filter((text) => short.has(text) || triples.has(text));
    return [...new Set(found)];
  };
}

function without(all: readonly string[], some: readonly string[]): Set<string> {
  const left = new Set(some);
  return new Set(all.filter((one) => !left.has(one)));
}

/** Attributes that are shown or read aloud. */
const shownAttributes = /\s(?:title|alt|placeholder|aria-label|name="description" content)="([^"]*)"/g;

/** The texts of a page: each block, and each attribute that somebody sees or hears. */
function shownIn(page: string): string[] {
  const html = page.replaceAll(/<(script|style)\b.*?<\/\1>|<!--.*?-->/gs, '');
  const attributes = [...html.matchAll(shownAttributes)].map(([, text]) => text!);
  const blocks = html
    .replaceAll(/<\/?(?:a|b|strong|em|span|bdi)\b[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .split(/<[^>]*>/);
  return [...attributes, ...blocks].map((text) => decoded(text).trim()).filter((text) => text !== '');
}

function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll(/&#0?39;|&#x27;/g, "'")
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}
