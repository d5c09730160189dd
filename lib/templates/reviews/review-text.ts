import { createHash } from 'node:crypto';
import { blocksOf, type Block } from './blocks.ts';

/** What a reviewer reads and signs at once: a lesson, the reminders of one, another email, a page. */
export interface ReviewText {
  /** `slow-breathing`, `slow-breathing/reminders`, `mails/welcome`, `pages/help`. */
  id: string;
  title: string;
  parts: ReviewPart[];
}

/** One part of it, such as its subject, its plans, or its body. */
export interface ReviewPart {
  /** `subject`, `plans`, `reminders.0.steps`. */
  name: string;
  blocks: Block[];
}

/** Values that no reader sees: ids, and settings. When a text changed is for authors; where a source is, is not what is said of it. */
const unread = new Set([
  'id',
  'reviewed',
  'changed',
  'url',
  'wait',
  'language',
  'monthly',
  'offerAfter',
  'lesson',
  'moves',
]);

/**
 * The parts of values that an author wrote, such as front matter. Every text and every number in them is there, whatever it is called, so that no new
 * key is forgotten; only those that no reader sees are left out.
 */
export function partsOf(values: object, within = ''): ReviewPart[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]): ReviewPart[] => {
    if (unread.has(key)) return [];
    const name = `${within}${key}`;
    const items = itemsOf(value);
    const blocks = items.flatMap((item) => (isText(item) ? blocksOf(asMarkup(String(item))) : []));
    const inner = items.flatMap((item, index) =>
      typeof item === 'object' && item !== null
        ? partsOf(item, Array.isArray(value) ? `${name}.${index}.` : `${name}.`)
        : [],
    );
    return [...(blocks.length === 0 ? [] : [{ name, blocks }]), ...inner];
  });
}

/** A list of numbers, such as lengths to choose from, is read at once. */
function itemsOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) return [value];
  return value.every((item) => typeof item === 'number') ? [value.join(', ')] : (value as unknown[]);
}

function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** Plain text keeps its angle brackets and ampersands. */
function asMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * The hash of the words of a text: 16 hexadecimal digits. Whitespace, markup, the shape of quotation marks, and where one paragraph ends and the next
 * begins leave it as it is; every other change of a word, a number or a mark changes it.
 */
export function hashOfWords({ parts }: Pick<ReviewText, 'parts'>): string {
  const words = parts.map(({ name, blocks }): [string, string] => [name, canonical(blocks)]);
  const sorted = words.filter(([, text]) => text !== '').toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}

function canonical(blocks: readonly Block[]): string {
  return (
    blocks
      .map(({ text }) => text)
      .join(' ')
      .normalize('NFC')
      .replaceAll(/[“”„«»]/g, '"')
      .replaceAll(/[‘’‚]/g, "'")
      // Around a condition, whitespace is the author's own.
      .replaceAll(/\{\{\s*([#/]?)\s*([^{}]*?)\s*\}\}/g, (_, sign: string, inside: string) =>
        sign !== '' || inside === 'else' ? ` {{${sign}${inside}}} ` : `{{${inside}}}`,
      )
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}
