import type { Block } from '../../templates/reviews/blocks.ts';
import { hashOfWords, type ReviewPart, type ReviewText } from '../../templates/reviews/review-text.ts';

/** What changed in one text, in sentences for people who never see its file. */
export interface TextChange {
  id: string;
  title: string;
  /** `new`: there was no such text; `gone`: there is none any more. */
  what: 'new' | 'gone' | 'changed';
  lines: string[];
}

/** Parts by the names that a reviewer knows them by. */
const labels: Readonly<Record<string, string>> = {
  title: 'Title',
  subject: 'Subject',
  preheader: 'First line in the inbox',
  promise: 'What it promises',
  minutes: 'Minutes',
  certainty: 'How sure we say we are',
  plans: 'Plan',
  snag: 'Common snag',
  short: 'Two-minute version',
  care: 'Take care',
  more: 'What “more” means',
  sources: 'Source',
  body: 'Text',
  picture: 'Picture',
  steps: 'Step',
  closing: 'Last line',
  'footer-signs': 'Signs in the foot of every email',
  signs: 'Signs in the welcome and the first lesson',
  'signs-first': 'Signs at the top of a lesson on demand',
};

/** "Reminder 2, subject" for `reminders.1.subject`. */
export function labelOf(name: string): string {
  const words: string[] = [];
  for (const segment of name.split('.')) {
    if (!/^\d+$/.test(segment)) words.push(labels[segment] ?? segment.replaceAll(/([A-Z])/g, ' $1').toLowerCase());
    else words.push(`${(words.pop() ?? '').replace(/s$/, '')} ${Number(segment) + 1}`);
  }
  const [first = '', ...others] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...others.map((word) => word.toLowerCase())].join(', ');
}

/** What changed between two versions of a series, text by text; a text whose words are the same is left out. */
export function diffTexts(before: readonly ReviewText[], after: readonly ReviewText[]): TextChange[] {
  const was = new Map(before.map((text) => [text.id, text]));
  const is = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !is.has(id));
  return [
    ...after.flatMap((text): TextChange[] => {
      const { id, title } = text;
      const old = was.get(id);
      if (old === undefined) return [{ id, title, what: 'new', lines: [] }];
      if (hashOfWords(old) === hashOfWords(text)) return [];
      return [{ id, title, what: 'changed', lines: diffParts(old.parts, text.parts) }];
    }),
    ...gone.map(({ id, title }): TextChange => ({ id, title, what: 'gone', lines: [] })),
  ];
}

function diffParts(before: readonly ReviewPart[], after: readonly ReviewPart[]): string[] {
  const was = new Map(before.map(({ name, blocks }) => [name, blocks]));
  const names = [...new Set([...after, ...before].map(({ name }) => name))];
  const is = new Map(after.map(({ name, blocks }) => [name, blocks]));
  return names.flatMap((name) => diffBlocks(labelOf(name), was.get(name) ?? [], is.get(name) ?? []));
}

/** A block with the name and the number that a reader would give it: "Step 3". */
interface Named {
  label: string;
  text: string;
}

function named(part: string, blocks: readonly Block[]): Named[] {
  let step = 0;
  const single = blocks.length === 1;
  return blocks.map(({ kind, text }, index) => {
    // Lists of steps begin anew after other words.
    step = kind === 'step' ? step + 1 : 0;
    const own = kind === 'step' ? `Step ${step}` : kind === 'heading' ? 'Heading' : part;
    const numbered = kind === 'text' && !single && part !== labels['body'] ? `${own} ${index + 1}` : own;
    return { label: numbered, text };
  });
}

function diffBlocks(part: string, before: readonly Block[], after: readonly Block[]): string[] {
  const [was, is] = [named(part, before), named(part, after)];
  const lines: string[] = [];
  let [removed, added]: [Named[], Named[]] = [[], []];
  const flush = () => {
    const pairs = Math.min(removed.length, added.length);
    for (let index = 0; index < pairs; index += 1) {
      const [was, now] = differing(...bothReadable(removed[index]!.text, added[index]!.text));
      lines.push(`${added[index]!.label}: was “${was}”, now “${now}”`);
    }
    lines.push(...added.slice(pairs).map((one) => `${one.label} is new: ${quoted(one)}`));
    lines.push(...removed.slice(pairs).map((one) => `${one.label} is gone: ${quoted(one)}`));
    [removed, added] = [[], []];
  };
  for (const [old, now] of aligned(was, is)) {
    if (old !== undefined && now !== undefined) flush();
    else if (old !== undefined) removed.push(old);
    else if (now !== undefined) added.push(now);
  }
  flush();
  return lines;
}

/** Blocks of both versions side by side: those of the same words together, by their longest common subsequence. */
function aligned(before: readonly Named[], after: readonly Named[]): [Named | undefined, Named | undefined][] {
  const lengths = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const isSame = before[i]!.text === after[j]!.text;
      lengths[i]![j] = isSame ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: [Named | undefined, Named | undefined][] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i]!.text === after[j]!.text) {
      pairs.push([before[i++], after[j++]]);
    } else if (j >= after.length || (i < before.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      pairs.push([before[i++], undefined]);
    } else pairs.push([undefined, after[j++]]);
  }
  return pairs;
}

/** Words kept on either side of what differs, so that it can be found on the page. */
const wordsAround = 4;

/** Two texts without the words that they begin and end with alike. */
function differing(before: string, after: string): [was: string, now: string] {
  const [was, now] = [before.split(' '), after.split(' ')];
  const shorter = Math.min(was.length, now.length);
  let start = 0;
  while (start < shorter && was[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && was.at(-1 - end) === now.at(-1 - end)) end += 1;
  // One word less is no shorter.
  const cutFrom = (alike: number) => (alike - wordsAround > 1 ? alike - wordsAround : 0);
  const [from, left] = [cutFrom(start), cutFrom(end)];
  const cut = (words: string[]) =>
    [...(from > 0 ? ['…'] : []), ...words.slice(from, words.length - left), ...(left > 0 ? ['…'] : [])].join(' ');
  return [cut(was), cut(now)];
}

/** As a reviewer reads them; where only a condition has changed, with their conditions. */
function bothReadable(was: string, now: string): [was: string, now: string] {
  const read: [string, string] = [readable(was), readable(now)];
  return read[0] === read[1] ? [was, now] : read;
}

function quoted({ text }: Named): string {
  return `“${readable(text)}”`;
}

/** Words as a reviewer reads them: conditions are left out, and what is filled in is named. */
export function readable(text: string): string {
  return text
    .replaceAll(/\{\{else\}\}/g, ' / ')
    .replaceAll(/\{\{[#/][^}]*\}\}/g, '')
    .replaceAll(/\{\{([^}]*)\}\}/g, '[$1]')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * For people to read.
 *
 * @param signed - ids of texts that somebody had signed as they were
 */
export function formatTextChanges(
  changes: readonly TextChange[],
  signed: ReadonlySet<string>,
  against: string,
): string {
  if (changes.length === 0) return `No words have changed since ${against}.`;
  return changes
    .map(({ id, title, what, lines }) => {
      const says = what === 'changed' ? '' : what === 'new' ? ' is new' : ' is gone';
      const lost = what === 'changed' && signed.has(id) ? ['Its signature is lost: it has to be reviewed again.'] : [];
      return [`${title} (${id})${says}`, ...[...lines, ...lost].map((line) => `  ${line}`)].join('\n');
    })
    .join('\n\n');
}
