import { readingGrade, words } from './reading-grade.ts';

/**
 * Measures of how hard a text is to read, for languages that have known ones. Rough but steady: to notice when a text drifts, and no proof that people
 * understand it.
 */

export interface ReadingMeasure {
  /** What is too hard, as its author hears it; undefined where it reads well. */
  tooHard: (text: string) => string | undefined;
}

/** What measures a language, by its BCP 47 tag; undefined where none is known. */
export function readingMeasure(language: string): ReadingMeasure | undefined {
  return measures[language.split('-')[0] ?? ''];
}

const measures: Readonly<Record<string, ReadingMeasure>> = {
  // One counts syllables, the other letters, so that neither misses what it cannot see.
  en: bothOf(atMost(readingGrade, 8, 'grade'), atMost(automatedReadability, 8, 'ARI')),
  // INFLESZ (Barrio-Cantalejo 2008) calls 65 to 80 “bastante fácil”.
  es: atLeast(inflesz, 65, 'INFLESZ'),
  // The formula is in years of school.
  de: atMost(wiener, 7, 'the first Wiener Sachtextformel'),
};

function atMost(measure: (text: string) => number, max: number, name: string): ReadingMeasure {
  return {
    tooHard: (text) => {
      const value = measure(text);
      return value > max ? `${name} ${value.toFixed(1)}; at most ${max}` : undefined;
    },
  };
}

function atLeast(measure: (text: string) => number, min: number, name: string): ReadingMeasure {
  return {
    tooHard: (text) => {
      const value = measure(text);
      return value < min ? `${name} ${value.toFixed(1)}; at least ${min}` : undefined;
    },
  };
}

function bothOf(one: ReadingMeasure, other: ReadingMeasure): ReadingMeasure {
  return { tooHard: (text) => one.tooHard(text) ?? other.tooHard(text) };
}

/** Automated Readability Index (Smith and Senter 1967): 4.71 · letters / words + 0.5 · words / sentences − 21.43, in years of US schooling. */
export function automatedReadability(text: string): number {
  const { sentences, all } = partsOf(text);
  return 4.71 * (sum(all, (word) => word.length) / all.length) + 0.5 * (all.length / sentences) - 21.43;
}

/** Szigriszt-Pazos: 206.835 − 62.3 · syllables / words − words / sentences. */
export function inflesz(text: string): number {
  const { sentences, all } = partsOf(text);
  return 206.835 - 62.3 * (sum(all, spanishSyllables) / all.length) - all.length / sentences;
}

/**
 * The first Wiener Sachtextformel (Bamberger and Vanecek 1984): 0.1935 · words of three syllables and more + 0.1672 · length of sentences
 * + 0.1297 · words of over six letters − 0.0327 · words of one syllable − 0.875, words in percent.
 */
export function wiener(text: string): number {
  const { sentences, all } = partsOf(text);
  const percent = (is: (word: string) => boolean) => (100 * all.filter(is).length) / all.length;
  return (
    0.1935 * percent((word) => germanSyllables(word) >= 3) +
    0.1672 * (all.length / sentences) +
    0.1297 * percent((word) => word.length > 6) -
    0.0327 * percent((word) => germanSyllables(word) === 1) -
    0.875
  );
}

/** Strong vowels, and weak ones with an accent, make a syllable each; a weak one joins them. */
export function spanishSyllables(word: string): number {
  const sounds = word
    .toLowerCase()
    .replaceAll(/([qg])u(?=[eiéí])/g, '$1')
    .replaceAll('h', '')
    .replaceAll(/y(?![aeiouáéíóú])/g, 'i');
  const groups = sounds.match(/[aeiouáéíóúü]+/g) ?? [];
  return Math.max(
    1,
    sum(groups, (group) => Math.max(1, (group.match(/[aeoáéíóú]/g) ?? []).length)),
  );
}

/** Groups of vowels. */
export function germanSyllables(word: string): number {
  return Math.max(1, (word.toLowerCase().match(/[aeiouyäöü]+/g) ?? []).length);
}

function partsOf(text: string): { sentences: number; all: string[] } {
  const sentences = text.split(/[.!?:…]+["”»“’)]*(?:\s|$)|\n+/).filter((sentence) => words(sentence).length > 0);
  return { sentences: sentences.length, all: sentences.flatMap(words) };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
