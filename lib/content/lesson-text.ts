import type { Series } from '../../lambdas/core/course/series.ts';
import { templateName } from '../roots.ts';
import type { LessonFrontMatter } from '../templates/front-matter-schema.ts';
import type { Line, Problem } from '../templates/source-location.ts';
import type { Template } from '../templates/template.ts';
import { readingGrade, words } from './reading-grade.ts';
import type { LoadedSources } from './workshop.ts';

const gradeMax = 8;

/** What every lesson has, as its reader finds it. */
const parts: [string, RegExp][] = [['"Try it: … minutes"', /^Try it: .*\bminutes?\b/m]];

/** Checks each lesson's reading grade, and that nothing is missing; and that no two of a series say the same. */
export function lessonFindings({ lessons, series }: LoadedSources): Problem[] {
  const ofSeries = ({ id }: Series) => lessons.filter(({ file }) => file.startsWith(`${templateName('series', id)}/`));
  return [...lessons.flatMap(inLesson), ...series.flatMap((one) => repeated(ofSeries(one)))];
}

function inLesson(lesson: Template<LessonFrontMatter>): Problem[] {
  const { file, value, placeOf } = lesson;
  const text = bodyText(lesson);
  const at = { file, line: lesson.body[0]?.place.line ?? 1 };
  const found: Problem[] = [];
  const grade = readingGrade(text);
  if (grade > gradeMax) {
    found.push({
      ...at,
      message: `reads at grade ${grade.toFixed(1)}; at most ${gradeMax}: shorter sentences and words`,
    });
  }
  const body = bodyLines(lesson).join('\n');
  for (const [name, pattern] of parts) if (!pattern.test(body)) found.push({ ...at, message: `lacks ${name}` });
  const aside = readingGrade([...value.care, value.certainty, value.promise].join('\n'));
  if (aside > gradeMax) {
    found.push({ ...placeOf(['care']), message: `care, certainty and promise read at grade ${aside.toFixed(1)}` });
  }
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

function repeated(lessons: readonly Template<LessonFrontMatter>[]): Problem[] {
  const seen = new Map<string, string>();
  return lessons.flatMap((lesson) =>
    [...lesson.body, ...matterLines(lesson)].flatMap(({ text, place }) =>
      sentencesOf(text.replaceAll(/<[^>]*>/g, '')).flatMap((sentence): Problem[] => {
        const other = seen.get(sentence);
        seen.set(sentence, `${place.file}:${place.line}`);
        return other === undefined ? [] : [{ ...place, message: `says the same as ${other}: "${sentence}"` }];
      }),
    ),
  );
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
    .filter((said) => words(said).length > 6 && !said.startsWith('Try it:'));
}
