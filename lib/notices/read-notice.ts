import { createHash } from 'node:crypto';
import * as z from 'zod';
import { noticeId } from '../../lambdas/core/person/notice-id.ts';
import type { NoticeText } from '../../lambdas/core/course/notice.ts';
import { compileHtml } from '../templates/compile-html.ts';
import { directionSlots } from '../templates/direction-slots.ts';
import { composeLines } from '../templates/compose.ts';
import { readFrontMatter, splitFrontMatter } from '../templates/front-matter.ts';
import { TemplateError, type Line } from '../templates/source-location.ts';
import { plainText } from '../templates/plain-text.ts';
import { placed, TemplateFolder } from '../templates/template-folder.ts';
import { readTokens, tokenSlots } from '../templates/tokens.ts';
import { checkNoticeLink, noticeHtml } from './notice-markdown.ts';

const words = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, `must have ${least} to ${most} characters`)
    .max(most, `must have ${least} to ${most} characters`);

const NoticeFrontMatter = z.strictObject({
  /** Phones show about 33 to 48 characters of it. */
  subject: words(5, 60),
  /** The first line of the notice, which inboxes show beside the subject. */
  preheader: words(20, 90),
  /** The heading; by default the subject. */
  title: words(3, 80).exactOptional(),
});

/** A notice as its file says it. */
export interface DraftedNotice {
  id: string;
  text: NoticeText;
}

/**
 * Reads a notice: Markdown below front matter with `subject`, `preheader` and, if it is another one, `title`.
 *
 * @param file - how messages call it
 * @throws TemplateError naming every line that is wrong
 */
export async function readNotice(source: string, file: string, projectRoot: string): Promise<DraftedNotice> {
  const { yaml, body } = splitFrontMatter(source, file);
  return draftOf(readFrontMatter(yaml, NoticeFrontMatter, { file, line: 2 }).value, body, projectRoot);
}

/** A notice as it is typed into a form; '' where nothing was. */
export interface TypedNotice {
  subject: string;
  preheader: string;
  title: string;
  /** Markdown. */
  text: string;
}

/** What is wrong with a typed notice, by field. */
export type NoticeFaults = Partial<Record<keyof TypedNotice, string>>;

/** The same of what was typed: the same words are the same notice as in a file. */
export async function readTypedNotice(
  { text, title, ...typed }: TypedNotice,
  projectRoot: string,
): Promise<DraftedNotice | { faults: NoticeFaults }> {
  const front = NoticeFrontMatter.safeParse({ ...typed, ...(title.trim() !== '' && { title }) });
  const faults: NoticeFaults = {};
  for (const { path, message } of front.error?.issues ?? []) faults[path[0] as keyof TypedNotice] ??= message;
  const body = placed(text, 'text');
  try {
    if (front.data !== undefined) return await draftOf(front.data, body, projectRoot);
    noticeHtml(body);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    faults.text = error.problems.map(({ line, message }) => `line ${line}: ${message}`).join('; ');
  }
  return { faults };
}

async function draftOf(
  { subject, preheader, title = subject }: z.output<typeof NoticeFrontMatter>,
  body: readonly Line[],
  projectRoot: string,
): Promise<DraftedNotice> {
  const said = noticeHtml(body);
  const hash = createHash('sha256')
    .update(JSON.stringify([subject, preheader, title, said]))
    .digest('hex');
  const html = await styled(said, new TemplateFolder(projectRoot));
  return {
    id: noticeId(subject, hash),
    text: { subject, preheader, title, html, text: plainText(`<body>${html}</body>`) },
  };
}

/** What stands on both sides of the notice while it is compiled. */
const edge = '<p>edge-of-the-notice</p>';
const edges = /<p[^>]*>edge-of-the-notice<\/p>/;

/** Gives html the look that mails have: what their style sheet says, written to each element, since some email programs drop the sheet. */
async function styled(html: string, folder: TemplateFolder): Promise<string> {
  const place = { file: 'the frame of a notice', line: 1 };
  const lines = [
    '<mjml>',
    '<mj-head>',
    '<mj-include path="partials/head.mjml" />',
    '</mj-head>',
    '<mj-body><mj-section><mj-column><mj-text>',
    edge,
    html,
    edge,
    '</mj-text></mj-column></mj-section></mj-body>',
    '</mjml>',
  ].map((text) => ({ text, place }));
  // Of each email it stands in the frame of the series, which turns around where its language does; the words are the operator's, in one language.
  const slots = { ...tokenSlots(await readTokens(folder)), ...directionSlots('ltr', place) };
  const composed = await composeLines(lines, slots, folder);
  const [, inner] = (await compileHtml(composed, checkNoticeLink)).split(edges);
  if (inner === undefined) throw new Error('The notice was lost while it was compiled.');
  return inner.trim();
}
