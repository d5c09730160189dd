import * as z from 'zod';
import { accountMailKinds } from '../../../lambdas/core/mail/mail-kinds.ts';
import { readBranches } from '../compile-branches.ts';
import { readLessons } from '../compile-lessons.ts';
import { readFrontMatter, readYaml, splitFrontMatter } from '../front-matter.ts';
import { AccountFrontMatter, SeriesFrontMatter, type LessonFrontMatter } from '../front-matter-schema.ts';
import { readPictures } from '../pictures.ts';
import type { Line } from '../source-location.ts';
import { readTemplate, type Template } from '../template.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { compilePageText } from '../words/page-text.ts';
import type { Piece } from '../words/message.ts';
import { readCoaching } from '../words/coaching-words.ts';
import { spoken } from '../words/spoken.ts';
import { blocksOf } from './blocks.ts';
import { bodyBlocks, lessonText } from './lesson-review-text.ts';
import { partsOf, type ReviewPart, type ReviewText } from './review-text.ts';

/** What a series says about health in every email, beside the texts of each. */
const signs = ['footer-signs', 'signs', 'signs-first'];

/**
 * Every text of a series that somebody can review, in the order in which people get them: lessons with their reminders, branches, other emails, what is
 * said after check-ins, signs for getting help, pages. Read and not compiled.
 *
 * @param id - of the series
 * @throws TemplateError when something cannot be read
 */
export async function readReviewTexts(id: string, project: TemplateFolder): Promise<ReviewText[]> {
  const path = `series/${id}`;
  const folder = project.ofSeries(path);
  const place = { file: folder.name(`${path}/series.yaml`), line: 1 };
  const about = (await readYaml(`${path}/series.yaml`, SeriesFrontMatter, folder)).value;
  const pictures = await readPictures(path, folder);
  const branches = await readBranches(path, folder);
  const lessons = [...(await readLessons(`${path}/lessons`, folder)), ...branches.flatMap((branch) => branch.lessons)];
  const ofLessons = await Promise.all(
    lessons.map(async (lesson) => [await lessonText(lesson, pictures, folder), remindersText(lesson)]),
  );
  const ofMails = accountMailKinds.map(async (kind): Promise<ReviewText> => {
    const { value, body } = await readTemplate(`${path}/mails/${kind}.mjml`, AccountFrontMatter, folder);
    const parts = [...partsOf(value), { name: 'body', blocks: await bodyBlocks(body, pictures, folder) }];
    return { id: `mails/${kind}`, title: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} email`, parts };
  });
  const ofSigns = signs.map(async (name): Promise<ReviewPart> => {
    const line: Line = { text: `<mj-include path="partials/${name}.mjml" />`, place };
    return { name, blocks: await bodyBlocks([line], pictures, folder) };
  });
  const { landing, title, promise } = about;
  const ofBranches = Object.fromEntries(branches.map((branch) => [branch.id, branch.value]));
  return [
    ...ofLessons.flat(),
    ...(await Promise.all(ofMails)),
    {
      id: 'mails/coaching',
      title: 'What emails say after a check-in',
      parts: partsOf(await readCoaching(about.language, path, folder)),
    },
    { id: 'mails/signs', title: 'Signs for getting help, in emails', parts: await Promise.all(ofSigns) },
    ...(await readPages(path, about.language, folder)),
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
async function readPages(path: string, language: string, folder: TemplateFolder): Promise<ReviewText[]> {
  const names = await folder.list(`${path}/pages`);
  const common = await spoken(language, folder);
  const help = names.includes('help.md')
    ? pageText('help', `${path}/pages`, language, folder)
    : pageText('help', `words/${common}/pages`, common, folder);
  const badDay = names.includes('bad-day.md') ? [pageText('bad-day', `${path}/pages`, language, folder)] : [];
  return Promise.all([help, ...badDay]);
}

const Matter = z.record(z.string(), z.unknown());

async function pageText(name: string, path: string, language: string, folder: TemplateFolder): Promise<ReviewText> {
  const file = folder.name(`${path}/${name}.md`);
  const { yaml, body } = splitFrontMatter(await folder.read(`${path}/${name}.md`), file);
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
    if ('code' in piece) return `{${piece.code.replace(/^v\./, '')}}`;
    return [...piece.cases.map((one) => one.pieces), piece.otherwise].map(markupOf).join(' ');
  });
  return said.join('');
}
