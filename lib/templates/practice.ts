import type { Practice, PracticeText } from '../../lambdas/core/course/series.ts';
import type { LessonFrontMatter } from './front-matter-schema.ts';
import { reject } from './source-location.ts';
import type { Template } from './template.ts';

/**
 * The practice of a lesson, read out of its email: what somebody practises along with on a page is what the email says, and nobody writes it twice.
 */

const column = /<mj-column\b[^>]*\bmj-class="practice"[^>]*>([\s\S]*?)<\/mj-column>/;
const element = /<(h2|h3|p|ul|ol)\b[^>]*>([\s\S]*?)<\/\1>/g;
const item = /<li\b[^>]*>([\s\S]*?)<\/li>/g;

/**
 * The practice in a lesson's body: the first column of the class `practice`. Its heading says how much of it, after a colon; its first numbered list has
 * the steps. What has a merge field in it is about one reader, and is left out.
 *
 * @throws TemplateError where there is no such column, or it lacks its heading or its steps
 */
export function practiceOf({ body, file }: Template<LessonFrontMatter>): Practice {
  const place = body[0]?.place ?? { file, line: 1 };
  const source = column.exec(body.map(({ text }) => text).join('\n'))?.[1];
  if (source === undefined) reject(place, 'a lesson has its practice in <mj-column mj-class="practice">');
  let amount: string | undefined;
  let steps: string[] | undefined;
  const before: PracticeText[] = [];
  const after: PracticeText[] = [];
  for (const [, name, inner = ''] of source.matchAll(element)) {
    const around = steps === undefined ? before : after;
    const items = [...inner.matchAll(item)].map(([, text = '']) => plain(text));
    if (inner.includes('{{')) continue;
    if (name === 'h2' && amount === undefined) amount = plain(inner).replace(/^[^:]*:\s*/, '');
    else if (name === 'ol' && steps === undefined) steps = items;
    else if (name === 'ol' || name === 'ul') around.push({ kind: 'list', items });
    else if (name === 'p') around.push({ kind: 'text', text: plain(inner) });
    else around.push({ kind: 'heading', text: plain(inner) });
  }
  if (amount === undefined || steps === undefined || steps.length === 0) {
    reject(place, 'a practice has a heading, <h2>…: 5 minutes</h2>, and its steps in an <ol>');
  }
  return { amount, before, steps, after };
}

/** Every word that a lesson's author wrote for its readers, once and in small letters: what a search among lessons looks at. */
export function wordsOf({ body, value }: Template<LessonFrontMatter>): string {
  const written = [...body.map((line) => line.text), value.snag, value.short].join('\n');
  const text = plain(written.replaceAll(/\[\[.*?\]\]|\{\{.*?\}\}/g, ' '));
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu))].join(' ');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string) =>
      code === undefined ? (entities[name] ?? whole) : String.fromCodePoint(Number(code)),
    )
    .replaceAll(/\s+/g, ' ')
    .trim();
}
