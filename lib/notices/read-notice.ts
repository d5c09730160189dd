import { createHash } from 'node:crypto';
import * as z from 'zod';
import { noticeId } from '../../lambdas/core/person/notice-id.ts';
import type { NoticeText } from '../../lambdas/core/course/notice.ts';
import { compileHtml } from '../templates/compile-html.ts';
import { composeLines } from '../templates/compose.ts';
import { readFrontMatter, splitFrontMatter } from '../templates/front-matter.ts';
import { plainText } from '../templates/plain-text.ts';
import { TemplateFolder } from '../templates/template-folder.ts';
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
  const { subject, preheader, title = subject } = readFrontMatter(yaml, NoticeFrontMatter, { file, line: 2 }).value;
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
  ].map((text) => ({ text, place: { file: 'the frame of a notice', line: 1 } }));
  const composed = await composeLines(lines, tokenSlots(await readTokens(folder)), folder);
  const [, inner] = (await compileHtml(composed, checkNoticeLink)).split(edges);
  if (inner === undefined) throw new Error('The notice was lost while it was compiled.');
  return inner.trim();
}
