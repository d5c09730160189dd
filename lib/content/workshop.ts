import type { MailTemplate, Series } from '../../lambdas/core/course/series.ts';
import { type AccountMailKind, accountMailKinds } from '../../lambdas/core/mail/mail-kinds.ts';
import type { CompiledLesson } from '../templates/compile-lessons.ts';
import { compileAllSeries, type CompiledTexts } from '../templates/compile-series.ts';
import type { CompiledMail } from '../templates/precompile.ts';
import type { Memory } from '../templates/remembered.ts';
import { fillable, readySeries } from '../templates/load-series.ts';
import type { LessonFrontMatter } from '../templates/front-matter-schema.ts';
import type { Line, Place, Problem } from '../templates/source-location.ts';
import type { Template } from '../templates/template.ts';
import { TemplateFolder } from '../templates/template-folder.ts';
import { openLanguages } from '../templates/languages/open-languages.ts';
import { readTokens, tokenSlots, type Tokens } from '../templates/tokens.ts';
import { outdatedWords } from '../templates/words/outdated-words.ts';

/** One mail of a series, and where its author wrote it. */
export interface LocatedEmail {
  /** "slow-breathing", "slow-breathing, reminder 1", "welcome". */
  name: string;
  kind: 'lesson' | 'reminder' | 'account';
  series: string;
  /** What that series says because of check-ins. */
  coaching: Series['coaching'];
  /** The short texts in it. */
  merged: Series['merged'];
  place: Place;
  mail: MailTemplate;
  /** What the mail is made of. */
  source: CompiledMail;
}

/** One file that authors write text in. */
export interface SourceFile {
  file: string;
  lines: readonly Line[];
}

/** Everything that authors wrote, read and compiled. */
export interface LoadedSources {
  folder: TemplateFolder;
  series: Series[];
  lessons: Template<LessonFrontMatter>[];
  mails: LocatedEmail[];
  texts: SourceFile[];
  tokens: Tokens;
  /** How far each other language of each series is. */
  languages: LanguageState[];
  /** Words of the site that were translated from an earlier English. */
  words: Problem[];
}

/** A language of a series, with what is left to do there. */
export interface LanguageState {
  series: string;
  tag: string;
  draft: boolean;
  missing: Problem[];
  outdated: Problem[];
}

/**
 * Reads and compiles every series, or one of them.
 *
 * @throws TemplateError when the templates do not compile: show its message as it is
 */
export async function openWorkshop(projectRoot: string, only?: string, memory?: Memory): Promise<LoadedSources> {
  const folder = new TemplateFolder(projectRoot, { ...(memory && { memory }) });
  const tokens = await readTokens(folder);
  const series: Series[] = [];
  const lessons: Template<LessonFrontMatter>[] = [];
  const mails: LocatedEmail[] = [];
  const languages: LanguageState[] = [];
  for (const compiled of await compileAllSeries(folder, tokenSlots(tokens), only)) {
    const one = readySeries(compiled);
    const path = `series/${one.id}`;
    series.push(one);
    lessons.push(...compiled.lessons);
    mails.push(
      ...mailsOf(one.id, compiled.texts, compiled.lessons, (kind) => folder.name(`${path}/mails/${kind}.mjml`)),
    );
    for (const language of await openLanguages(compiled, folder)) {
      const { lessons: translated, texts, mailFiles, ...state } = language;
      languages.push(state);
      lessons.push(...translated);
      mails.push(...mailsOf(`${one.id} in ${state.tag}`, texts, translated, (kind) => mailFiles.get(kind)));
    }
  }
  const [texts, words] = await Promise.all([readTexts(folder, only), outdatedWords(folder)]);
  return { folder, series, lessons, mails, texts, tokens, languages, words };
}

/** The mails that were written in one language. */
function mailsOf(
  label: string,
  series: CompiledTexts,
  own: readonly Template<LessonFrontMatter>[],
  fileOf: (kind: AccountMailKind) => string | undefined,
): LocatedEmail[] {
  const of = { series: label, coaching: series.coaching, merged: series.merged };
  const compiled = [...series.lessons, ...series.branches.flatMap((branch) => branch.lessons)];
  const ofLessons = own.flatMap((template) => {
    const lesson = compiled.find(({ id }) => id === template.value.id);
    return lesson === undefined ? [] : lessonSheets(of, lesson, template);
  });
  const account = accountMailKinds.flatMap((kind): LocatedEmail[] => {
    const file = fileOf(kind);
    if (file === undefined) return [];
    return [{ name: kind, kind: 'account', ...of, place: { file, line: 1 }, ...fillableMail(series.mails[kind]) }];
  });
  return [...ofLessons, ...account];
}

function lessonSheets(
  of: Pick<LocatedEmail, 'series' | 'coaching' | 'merged'>,
  lesson: CompiledLesson,
  { file, placeOf }: Template<LessonFrontMatter>,
): LocatedEmail[] {
  const own = {
    name: lesson.id,
    kind: 'lesson',
    ...of,
    place: { file, line: 1 },
    ...fillableMail(lesson.mail),
  } as const;
  return [
    own,
    ...lesson.reminders.map((reminder, index) => ({
      name: `${lesson.id}, reminder ${index + 1}`,
      kind: 'reminder' as const,
      ...of,
      place: placeOf(['reminders', index]),
      ...fillableMail(reminder),
    })),
  ];
}

function fillableMail(source: CompiledMail): Pick<LocatedEmail, 'mail' | 'source'> {
  return { mail: fillable(source), source };
}

/** Every template that the project has itself, or those of one series, as they were written. */
async function readTexts(folder: TemplateFolder, only?: string): Promise<SourceFile[]> {
  const names = (await folder.files(only === undefined ? '' : `series/${only}`)).filter(
    (name) => !name.startsWith('README') && /\.mjml$|\.md$|(?:branch|series|sources|site|mails)\.yaml$/.test(name),
  );
  return Promise.all(names.map(async (name) => ({ file: folder.name(name), lines: await folder.lines(name) })));
}
