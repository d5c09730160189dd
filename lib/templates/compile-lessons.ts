import { extname } from 'node:path';
import type { Lesson } from '../../lambdas/core/course/series.ts';
import type { Slots } from './compose.ts';
import { lessonMail, reminderMails, type Coming } from './lesson-mails.ts';
import { moveOf } from './moves.ts';
import type { Picture } from './pictures.ts';
import { practiceOf, wordsOf } from './practice.ts';
import { lessonText } from './reviews/lesson-review-text.ts';
import { reviewIn, type Reviews } from './reviews/reviews-file.ts';
import { readYaml } from './front-matter.ts';
import { lessonFrontMatter, SeriesFrontMatter, SourcesFile, type LessonFrontMatter } from './front-matter-schema.ts';
import { allOrProblems, reject } from './source-location.ts';
import { compileMail, type CompiledMail } from './precompile.ts';
import { readTemplate, type Template } from './template.ts';
import type { TemplateFolder } from './template-folder.ts';

/** A lesson whose mails are compiled but not yet functions. */
export type CompiledLesson = Omit<Lesson, 'mail' | 'reminders'> & { mail: CompiledMail; reminders: CompiledMail[] };

/** The lessons in a folder in the order of their file names, `NN-<id>.md` or, for what Markdown cannot say, `NN-<id>.mjml`. */
export async function readLessons(path: string, folder: TemplateFolder): Promise<Template<LessonFrontMatter>[]> {
  const names = (await folder.list(path)).filter((name) => /\.(?:md|mjml)$/.test(name));
  const series = path.split('/').slice(0, 2).join('/');
  const schema = lessonFrontMatter(await readSources(series, folder), await languageOf(series, folder));
  const lessons = await allOrProblems(names.map((name) => readTemplate(`${path}/${name}`, schema, folder)));
  for (const { value, file, placeOf } of lessons) {
    const [, named] = /\/\d+-([^/]*)\.\w+$/.exec(file) ?? [];
    if (named !== value.id) {
      reject(placeOf(['id']), `id: a lesson "${value.id}" must be named NN-${value.id}${extname(file)}`);
    }
  }
  return lessons;
}

/** What a series, by the path of its folder, is written in. */
async function languageOf(series: string, folder: TemplateFolder): Promise<string> {
  return (await readYaml(`${series}/series.yaml`, SeriesFrontMatter, folder)).value.language;
}

/** The file of sources of a series, if there is one. */
async function readSources(series: string, folder: TemplateFolder): Promise<SourcesFile | undefined> {
  if (!(await folder.list(series)).includes('sources.yaml')) return undefined;
  return (await readYaml(`${series}/sources.yaml`, SourcesFile, folder)).value;
}

/** Stops the build over two lessons with one id: people are followed by it. */
export function checkIds(lessons: readonly Template<LessonFrontMatter>[]): void {
  const seen = new Map<string, string>();
  for (const { value, file, placeOf } of lessons) {
    const other = seen.get(value.id);
    if (other !== undefined) reject(placeOf(['id']), `id: "${value.id}" is taken by ${other}`);
    seen.set(value.id, file);
  }
}

/** Compiles a lesson of a series in one of its languages. */
export type LessonCompiler = (lesson: Template<LessonFrontMatter>, coming: Coming) => Promise<CompiledLesson>;

/** What a lesson is compiled with, beside layouts and words: files of its series. */
export interface SeriesFiles {
  pictures: readonly Picture[];
  reviews: Reviews;
}

/** Compiles a lesson's mail and its reminders. */
export async function compileLesson(
  template: Template<LessonFrontMatter>,
  coming: Coming,
  looks: Slots,
  own: SeriesFiles,
  folder: TemplateFolder,
): Promise<CompiledLesson> {
  const { pictures, reviews } = own;
  const moves = movesOf(template, pictures);
  const review = reviewIn(reviews, await lessonText(template, pictures, folder));
  const [mail, reminders] = [lessonMail(template, coming, looks, review), reminderMails(template, looks)];
  const [compiled, ...others] = await allOrProblems([mail, ...reminders].map((source) => compileMail(source, folder)));
  if (compiled === undefined) throw new Error(`no mail for ${template.value.id}`);
  return {
    ...shownOf(template),
    ...(moves && { moves }),
    ...(review && { review }),
    mail: compiled,
    reminders: others,
  };
}

/** The drawings of a lesson's movements. */
function movesOf({ value, placeOf }: Template<LessonFrontMatter>, pictures: readonly Picture[]): Lesson['moves'] {
  return value.moves?.map((name, index) => {
    const place = placeOf(['moves', index]);
    return moveOf(name, pictures) ?? reject(place, `moves: there is no pictures/${name}.diagram.svg`);
  });
}

/** What pages show of a lesson. */
function shownOf(template: Template<LessonFrontMatter>): Omit<CompiledLesson, 'mail' | 'reminders' | 'moves'> {
  const { id, title, promise, wait, minutes, plans, certainty, sources, care, timer, sheet, reminders, once, more } =
    template.value;
  return {
    id,
    title,
    promise,
    wait,
    minutes,
    plans,
    certainty,
    // When it changed is for authors.
    sources: sources.map((source) => ({ ...source, changed: undefined })),
    care,
    sheet,
    ...(timer !== undefined && { timer }),
    eveningReminders: reminders.flatMap(({ evening }, index) => (evening ? [index] : [])),
    practice: practiceOf(template),
    words: wordsOf(template),
    ...(once && { once }),
    ...(more !== undefined && { more }),
  };
}
