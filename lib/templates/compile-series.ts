import { directionOf } from '../../lambdas/core/kit/language-facts.ts';
import { didYouMean } from '../nearest.ts';
import { accountMailKinds, isToSignUp, mailKinds, type AccountMailKind } from '../../lambdas/core/mail/mail-kinds.ts';
import type { Sample, Series } from '../../lambdas/core/course/series.ts';
import { compileBranch, type CompiledBranch } from './compile-branches.ts';
import { compileLesson, type CompiledLesson, type LessonCompiler } from './compile-lessons.ts';
import type { Slots } from './compose.ts';
import { directionSlots } from './direction-slots.ts';
import { escaped } from './escaped.ts';
import { AccountFrontMatter, type LessonFrontMatter } from './front-matter-schema.ts';
import { signUpFields, subscriberFields } from './merge-fields.ts';
import { isStill, shown } from './moves.ts';
import { pictureSlots, type Picture } from './pictures.ts';
import { allOrProblems, reject } from './source-location.ts';
import { compileMail, type CompiledMail } from './precompile.ts';
import { compileSeriesPages, type CompiledPages } from './series-pages.ts';
import { readCoaching } from './words/coaching-words.ts';
import { readMerged } from './words/merged-words.ts';
import { siteLanguageFor } from './words/spoken.ts';
import { MailWords } from './words/mail-words.ts';
import { noticeFrame } from './notice-frame.ts';
import { readSeriesLanguage, type LanguageSource } from './languages/read-language.ts';
import { readSeriesSource, type SeriesSource } from './series-source.ts';
import { readTemplate, type Template } from './template.ts';
import type { TemplateFolder } from './template-folder.ts';

/** A series in which each mail is compiled but not yet a function. */
export interface CompiledSeries {
  /** In its first language. */
  texts: CompiledTexts;
  /** Lessons of the course and of branches, as read. */
  lessons: Template<LessonFrontMatter>[];
  /** Its other languages by tag, drafts among them. */
  inLanguages: ReadonlyMap<string, CompiledLanguage>;
}

/** The same in one language. */
export interface CompiledTexts extends Omit<
  Series,
  'lessons' | 'branches' | 'mails' | 'notice' | 'pages' | 'languages'
> {
  lessons: CompiledLesson[];
  branches: CompiledBranch[];
  mails: Record<AccountMailKind, CompiledMail>;
  notice: CompiledMail;
  pages: CompiledPages;
}

export interface CompiledLanguage extends Pick<LanguageSource, 'draft' | 'missing' | 'outdated'> {
  /** Whether people get it: a draft is for its authors. */
  offered: boolean;
  texts: CompiledTexts;
  /** Its lessons, as read. */
  lessons: Template<LessonFrontMatter>[];
}

/** Letters go to subscribers and can be unsubscribed from; account mails answer a form and cannot. */
const layouts = { weekly: 'layouts/letter.mjml', account: 'layouts/account.mjml' };

/**
 * Compiles every series under `templates/series/`, or one of them.
 *
 * @param looks - the design tokens as slots
 * @throws TemplateError also where there is no such series
 */
export async function compileAllSeries(folder: TemplateFolder, looks: Slots, only?: string): Promise<CompiledSeries[]> {
  const there = await folder.list('series');
  if (only !== undefined && !there.includes(only)) {
    const place = { file: folder.name(`series/${only}/series.yaml`), line: 1 };
    reject(place, `there is no series "${only}"${didYouMean(only, there)}. There are ${there.join(', ')}`);
  }
  const ids = only === undefined ? there : [only];
  return allOrProblems(ids.map((id) => compileSeries(id, folder.ofSeries(`series/${id}`), looks)));
}

async function compileSeries(id: string, folder: TemplateFolder, looks: Slots): Promise<CompiledSeries> {
  const source = await readSeriesSource(id, folder);
  const first = await compileTexts(source, looks);
  const tags = await folder.list(`${source.path}/languages`);
  const languages = await allOrProblems(
    tags.map(async (tag): Promise<[string, CompiledLanguage]> => {
      const { source: translated, untranslated, covers, ...state } = await readSeriesLanguage(tag, source, folder);
      const offered = !state.draft || folder.drafts;
      const about = {
        ...state,
        offered,
        lessons: lessonsOf(translated).filter(({ value }) => !untranslated.has(value.id)),
      };
      const ready = lessonsOf(first).filter((lesson) => untranslated.has(lesson.id));
      const texts = await compileTexts(translated, looks, new Map(ready.map((lesson) => [lesson.id, lesson])));
      const isWhole = covers === 'everything';
      return [tag, { ...about, texts: isWhole ? texts : { ...texts, lessonLanguage: first.language } }];
    }),
  );
  return { texts: first, lessons: lessonsOf(source), inLanguages: new Map(languages) };
}

/** @param ready - lessons that are compiled, by id: those which come in the first language */
async function compileTexts(
  source: SeriesSource,
  looks: Slots,
  ready: ReadonlyMap<string, CompiledLesson> = new Map(),
): Promise<CompiledTexts> {
  const { id, path, own: ownPath, folder, about, drawings, reviews } = source;
  const pictures = pictureSlots(drawings.filter(isStill));
  const words = await MailWords.read(about.language, folder);
  const coaching = await readCoaching(about.language, ownPath, folder);
  const merged = await readMerged(about.language, folder);
  const hasBadDay = (await folder.list(`${path}/pages`)).includes('bad-day.md');
  const slots = {
    ...looks,
    ...pictures,
    ...words.slots,
    badDay: hasBadDay ? `<a class="tap" href="{{link.badDay}}">${words.say('footer.badDay')}</a>` : '',
    language: about.language,
    ...directionSlots(directionOf(about.language), { file: folder.name(`${ownPath}/series.yaml`), line: 1 }),
  };
  const { sample } = about.landing;
  const own = { pictures: drawings, reviews };
  const compile: LessonCompiler = async (lesson, coming) =>
    ready.get(lesson.value.id) ?? compileLesson(lesson, coming, slots, own, folder);
  const lessons = source.lessons.map((lesson) => compile(lesson, 'weekly'));
  const branches = source.branches.map((branch) => compileBranch(branch, compile));
  const mails = accountMailKinds.map(async (kind) => [kind, await compileAccountMail(kind, slots, folder)] as const);
  const notice = compileMail(noticeFrame(slots), folder);
  const pages = compileSeriesPages(path, about.language, folder);
  await allOrProblems<unknown>([...lessons, ...branches, ...mails, notice, pages]);
  return {
    id,
    ...about,
    siteLanguage: await siteLanguageFor(about.language, folder),
    landing: { ...about.landing, ...(sample !== undefined && { sample: withPicture(sample, drawings) }) },
    coaching,
    merged,
    lessons: await Promise.all(lessons),
    branches: await Promise.all(branches),
    mails: Object.fromEntries(await Promise.all(mails)) as CompiledTexts['mails'],
    notice: await notice,
    pages: await pages,
  };
}

/** The lessons of the course and of branches. */
export function lessonsOf<T>({ lessons, branches }: { lessons: T[]; branches: { lessons: T[] }[] }): T[] {
  return [...lessons, ...branches.flatMap((branch) => branch.lessons)];
}

function withPicture(sample: Sample, drawings: readonly Picture[]): Sample {
  const drawing = drawings.find(({ name }) => name === sample.lesson);
  return drawing === undefined ? sample : { ...sample, picture: shown(drawing) };
}

async function compileAccountMail(kind: AccountMailKind, looks: Slots, folder: TemplateFolder): Promise<CompiledMail> {
  const { value, body, placeOf } = await readTemplate(
    await folder.find(`mails/${kind}.mjml`),
    AccountFrontMatter,
    folder,
  );
  const { subject, preheader, title } = value;
  return compileMail(
    {
      layout: layouts[mailKinds[kind].stream],
      subject: { text: subject, place: placeOf(['subject']) },
      content: body,
      slots: { ...looks, subject: escaped(subject), preheader: escaped(preheader), title: escaped(title) },
      fields: isToSignUp(kind) ? signUpFields[kind] : subscriberFields,
    },
    folder,
  );
}
