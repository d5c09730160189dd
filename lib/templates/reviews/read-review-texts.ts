import * as z from 'zod';
import { accountMailKinds } from '../../../lambdas/core/mail/mail-kinds.ts';
import { readFrontMatter, splitFrontMatter } from '../front-matter.ts';
import { AccountFrontMatter, type LessonFrontMatter } from '../front-matter-schema.ts';
import { readSeriesLanguage } from '../languages/read-language.ts';
import { readSeriesSource, type SeriesSource } from '../series-source.ts';
import type { Line } from '../source-location.ts';
import { readTemplate, type Template } from '../template.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { compilePageText } from '../words/page-text.ts';
import type { Piece } from '../words/piece.ts';
import { readCoaching } from '../words/coaching-words.ts';
import { spoken } from '../words/spoken.ts';
import { blocksOf } from './blocks.ts';
import { bodyBlocks, lessonText } from './lesson-review-text.ts';
import { partsOf, type ReviewPart, type ReviewText } from './review-text.ts';

/** What a series says about health in every email, beside the texts of each. */
const signs = ['footer-signs', 'signs', 'signs-first'];

/** A series in one of its languages, as its reviewers get it. */
export interface ReviewSource {
  language: string;
  source: SeriesSource;
  /** Ids of lessons that this language does not say: their readers get them in the first one. */
  untranslated: ReadonlySet<string>;
  /** Nobody gets this language yet. */
  draft: boolean;
}

/** A series in its first language. */
export async function readReviewSource(id: string, project: TemplateFolder): Promise<ReviewSource> {
  const source = await readSeriesSource(id, project.ofSeries(`series/${id}`));
  return { language: source.about.language, source, untranslated: new Set(), draft: false };
}

/** The same in another of its languages. */
export async function translatedReviewSource({ source: first }: ReviewSource, tag: string): Promise<ReviewSource> {
  return { language: tag, ...(await readSeriesLanguage(tag, first, first.folder)) };
}

/** Every text of a series in its first language: {@link reviewTexts}. */
export async function readReviewTexts(id: string, project: TemplateFolder): Promise<ReviewText[]> {
  return reviewTexts(await readReviewSource(id, project));
}

/**
 * Every text of a series that somebody can review in a language, in the order in which people get them: lessons with their reminders, branches, other
 * emails, what is said after check-ins, signs for getting help, pages. Read and not compiled. What a language does not say is reviewed in the first one.
 *
 * @throws TemplateError when something cannot be read
 */
export async function reviewTexts({ source, untranslated }: ReviewSource): Promise<ReviewText[]> {
  const { path, own, folder, about, drawings: pictures, branches } = source;
  const place = { file: folder.name(`${own}/series.yaml`), line: 1 };
  const all = [...source.lessons, ...branches.flatMap((branch) => branch.lessons)];
  const lessons = all.filter(({ value }) => !untranslated.has(value.id));
  const isSaid = async (name: string) => own === path || (await folder.find(name)).startsWith(`${own}/`);
  const ofLessons = await Promise.all(
    lessons.map(async (lesson) => [await lessonText(lesson, pictures, folder), remindersText(lesson)]),
  );
  const ofMails = accountMailKinds.map(async (kind): Promise<ReviewText[]> => {
    const file = `mails/${kind}.mjml`;
    if (!(await isSaid(file))) return [];
    const { value, body } = await readTemplate(await folder.find(file), AccountFrontMatter, folder);
    const parts = [...partsOf(value), { name: 'body', blocks: await bodyBlocks(body, pictures, folder) }];
    return [{ id: `mails/${kind}`, title: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} email`, parts }];
  });
  const ofSigns = signs.map(async (name): Promise<ReviewPart> => {
    const line: Line = { text: `<mj-include path="partials/${name}.mjml" />`, place };
    return { name, blocks: await bodyBlocks([line], pictures, folder) };
  });
  const { landing, title, promise } = about;
  const ofBranches = Object.fromEntries(branches.map((branch) => [branch.id, branch.value]));
  return [
    ...ofLessons.flat(),
    ...(await Promise.all(ofMails)).flat(),
    {
      id: 'mails/coaching',
      title: 'What emails say after a check-in',
      parts: partsOf(await readCoaching(about.language, own, folder)),
    },
    { id: 'mails/signs', title: 'Signs for getting help, in emails', parts: await Promise.all(ofSigns) },
    ...(await readPages(source, isSaid)),
    {
      id: 'pages/landing',
      title: 'The start page, and what branches promise',
      parts: partsOf({ title, promise, landing, branches: ofBranches }),
    },
  ];
}

function remindersText({ value }: Template<LessonFrontMatter>): ReviewText {
  const { id, title, reminders } = value;
  return { id: `${id}/reminders`, title: `${title}: reminders`, parts: partsOf({ reminders }) };
}

/** Pages of the series; where it has no page for getting help, the common one is what its readers find. */
async function readPages(
  { path, folder, about: { language } }: SeriesSource,
  isSaid: (name: string) => Promise<boolean>,
): Promise<ReviewText[]> {
  const names = await folder.list(`${path}/pages`);
  const own = async (name: string) => {
    const file = `pages/${name}.md`;
    return (await isSaid(file)) ? [await pageText(name, await folder.find(file), language, folder)] : [];
  };
  const common = await spoken(language, folder);
  const help = names.includes('help.md')
    ? await own('help')
    : [await pageText('help', `words/${common}/pages/help.md`, common, folder)];
  return [...help, ...(names.includes('bad-day.md') ? await own('bad-day') : [])];
}

const Matter = z.record(z.string(), z.unknown());

async function pageText(name: string, path: string, language: string, folder: TemplateFolder): Promise<ReviewText> {
  const file = folder.name(path);
  const { yaml, body } = splitFrontMatter(await folder.read(path), file);
  const { title, lesson } = readFrontMatter(yaml, Matter, { file, line: 2 }).value;
  return {
    id: `pages/${name}`,
    title: name === 'help' ? 'The page “When to get help”' : 'The page for a bad day',
    parts: [
      ...partsOf({ title, card: lesson ?? {} }),
      { name: 'body', blocks: blocksOf(markupOf(compilePageText(body, language).pieces)) },
    ],
  };
}

/** Every word that a page can say. What the site puts in is not the author's: its name says where it comes. */
function markupOf(pieces: readonly Piece[]): string {
  const said = pieces.map((piece) => {
    if ('words' in piece) return piece.words;
    if ('tag' in piece) return markupOf(piece.pieces);
    if (!('cases' in piece)) return `{${('value' in piece ? piece.value : piece.code).replace(/^v\./, '')}}`;
    return [...piece.cases.map((one) => one.pieces), piece.otherwise].map(markupOf).join(' ');
  });
  return said.join('');
}
