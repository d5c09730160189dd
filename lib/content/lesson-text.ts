import type { Series } from '../../lambdas/core/course/series.ts';
import { templateName } from '../roots.ts';
import type { LessonFrontMatter } from '../templates/front-matter-schema.ts';
import type { Line, Place, Problem } from '../templates/source-location.ts';
import type { Template } from '../templates/template.ts';
import { languageOfFile } from './language-of.ts';
import { words } from './reading-grade.ts';
import { readingMeasure } from './reading-measures.ts';
import type { LoadedSources } from './workshop.ts';

/** Checks each lesson, and how hard it is to read where its language has a measure; and that no two of a series say the same. */
export function lessonFindings({ lessons, series }: LoadedSources): Problem[] {
  const ofSeries = ({ id }: Series) => lessons.filter(({ file }) => file.startsWith(`${templateName('series', id)}/`));
  return series.flatMap((one) => {
    const own = ofSeries(one);
    return [
      ...own.flatMap((lesson) => hardWords(lesson, languageOfFile(lesson.file, series))),
      ...own.flatMap(inLesson),
      ...repeated(own),
    ];
  });
}

function hardWords(lesson: Template<LessonFrontMatter>, language: string): Problem[] {
  const measure = readingMeasure(language);
  if (measure === undefined) return [];
  const { file, value, placeOf } = lesson;
  const at = { file, line: lesson.body[0]?.place.line ?? 1 };
  const found: Problem[] = [];
  const hard = measure.tooHard(bodyText(lesson));
  if (hard !== undefined) found.push({ ...at, message: `reads at ${hard}: shorter sentences and words` });
  const aside = measure.tooHard([...value.care, value.certainty, value.promise].join('\n'));
  if (aside !== undefined) {
    found.push({ ...placeOf(['care']), message: `care, certainty and promise read at ${aside}` });
  }
  return found;
}

function inLesson({ value, placeOf }: Template<LessonFrontMatter>): Problem[] {
  const found: Problem[] = [];
  if (value.reminders.length < 2) {
    found.push({ ...placeOf(['reminders']), message: 'has one reminder; two different ones are sent in turn' });
  }
  return found;
}

/** What to say of lessons that have a date in place of a signature; undefined where none has. */
export function outdatedReviews({ lessons }: Pick<LoadedSources, 'lessons'>): string | undefined {
  const { length } = lessons.filter(({ value }) => value.reviewed !== undefined);
  if (length === 0) return undefined;
  const who = length === 1 ? 'one lesson' : `${length} lessons`;
  return `"reviewed" in the front matter of ${who} is ignored: delete the line. Who has reviewed what: npx weekwise series review`;
}

/** What an author says of a lesson's practice and around it, without the lists that partials bring. */
export function bodyText(lesson: Template<LessonFrontMatter>): string {
  const { plans, snag, short } = lesson.value;
  const lines = bodyLines(lesson).map((line) => line.replaceAll(/\[\[.*?\]\]/g, '').trim());
  return [...lines, ...plans, snag, short].filter(Boolean).join('\n');
}

function bodyLines({ body }: Template<LessonFrontMatter>): string[] {
  return body.map(({ text }) => text.replaceAll(/<[^>]*>/g, '').trim());
}

/** Two lessons that share a sentence; those that share many, as a copy does, are named once. */
function repeated(lessons: readonly Template<LessonFrontMatter>[]): Problem[] {
  const seen = new Map<string, Place>();
  const shared = new Map<string, { first: Problem; count: number }>();
  for (const { text, place } of lessons.flatMap((lesson) => [...wordLines(lesson), ...matterLines(lesson)])) {
    for (const sentence of sentencesOf(text)) {
      const other = seen.get(sentence);
      seen.set(sentence, place);
      if (other === undefined) continue;
      const pair = `${other.file} ${place.file}`;
      const first = { ...place, message: `says the same as ${other.file}:${other.line}: "${sentence}"` };
      shared.set(pair, { first: shared.get(pair)?.first ?? first, count: (shared.get(pair)?.count ?? 0) + 1 });
    }
  }
  return [...shared.values()].map(({ first, count }) => {
    const more = count === 1 ? '' : `, and ${count - 1} more ${count === 2 ? 'sentence' : 'sentences'} of that lesson`;
    return { ...first, message: first.message + more };
  });
}

/** The lines of a body without its headings, which lessons share. */
function wordLines({ body }: Template<LessonFrontMatter>): Line[] {
  return body
    .filter(({ text }) => !/^\s*<h[1-6]\b/.test(text))
    .map(({ text, place }) => ({ text: text.replaceAll(/<[^>]*>/g, ''), place }));
}

function matterLines({ value, placeOf }: Template<LessonFrontMatter>): Line[] {
  return [
    ...value.plans.map((text, index) => ({ text, place: placeOf(['plans', index]) })),
    { text: value.snag, place: placeOf(['snag']) },
    { text: value.short, place: placeOf(['short']) },
  ];
}

/** Sentences with enough words to be somebody's own. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.?])\s+/)
    .map((said) => said.trim())
    .filter((said) => words(said).length > 6);
}
