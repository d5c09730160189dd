import { lexer, type Token, type Tokens } from 'marked';
import { reject, type Line, type Place } from './source-location.ts';

/**
 * What pages and lessons share of Markdown: blocks between `::: name` and `:::`, tokens with their places, and the few elements that come out as html.
 * Everything else, html itself among it, stops the build: so what an author writes can be no script, no style and no foreign picture.
 */

/** Lines alone, or between the two marks of a block. */
export interface Run {
  block?: { name: string; words: string | undefined; place: Place };
  lines: Line[];
}

const fence = /^ {0,3}:::\s*(?:([\w-]+)(?:\s+(\S.*?))?)?\s*$/;

/**
 * Takes a text apart into its blocks and what stands between them.
 *
 * @throws TemplateError where a block is not closed, with the line that opens it
 */
export function runsOf(lines: readonly Line[]): Run[] {
  const runs: Run[] = [{ lines: [] }];
  for (const line of lines) {
    const last = runs.at(-1)!;
    const [found, name, words] = fence.exec(line.text) ?? [];
    if (found === undefined) last.lines.push(line);
    else if (name === undefined) {
      if (last.block === undefined) reject(line.place, '":::" closes a block, and none is open here');
      runs.push({ lines: [] });
    } else {
      if (last.block !== undefined)
        rejectOpen(last.block, `before line ${line.place.line}, where "::: ${name}" begins`);
      runs.push({ block: { name, words, place: line.place }, lines: [] });
    }
  }
  const { block } = runs.at(-1)!;
  if (block !== undefined) rejectOpen(block, 'where it ends');
  return runs.filter((run) => run.block !== undefined || run.lines.some(({ text }) => text.trim() !== ''));
}

function rejectOpen({ name, place }: NonNullable<Run['block']>, where: string): never {
  return reject(place, `"::: ${name}" is not closed: put a line ":::" ${where}`);
}

/** The blocks of a text as `marked` reads them, and where each begins. Spaces at the end of a line, which nobody sees, mean nothing. */
export function* placedTokens(lines: readonly Line[]): Generator<{ token: Token; place: Place }> {
  let line = 0;
  for (const token of lexer(lines.map(({ text }) => text.trimEnd()).join('\n'))) {
    const place = lines[line]?.place ?? lines[0]!.place;
    line += breaksIn(token.raw);
    if (token.type !== 'space') yield { token, place };
  }
}

/** The items of a list, each of them one paragraph. */
export function itemsOf({ items }: Tokens.List, place: Place): { tokens: readonly Token[]; place: Place }[] {
  let { line } = place;
  return items.map((item) => {
    const at = { ...place, line };
    line += breaksIn(item.raw);
    const [only, ...more] = item.tokens;
    if (only === undefined || more.length > 0 || !['text', 'paragraph'].includes(only.type)) {
      reject(at, 'an item of a list is one paragraph');
    }
    return { tokens: (only as Tokens.Text).tokens ?? [], place: at };
  });
}

/** How a kind of text writes words and links as html, and what it says where something has no place in it. */
export interface Inline {
  text: (words: string, place: Place) => string;
  /** The attributes of a link. */
  link: (href: string, place: Place) => string;
  refuse: (token: Token, place: Place) => never;
}

/** Words as html. Lines that an author reads as one are one. */
export function inlineHtml(tokens: readonly Token[], place: Place, to: Inline): string {
  let { line } = place;
  return tokens
    .map((token): string => {
      const at = { ...place, line };
      line += breaksIn(token.raw);
      switch (token.type) {
        case 'text':
        case 'escape':
          return to.text((token as Tokens.Text).text.replaceAll(/\s*\n\s*/g, ' '), at);
        case 'strong':
        case 'em': {
          const { type, tokens: inner } = token as Tokens.Strong | Tokens.Em;
          return `<${type}>${inlineHtml(inner, at, to)}</${type}>`;
        }
        case 'link': {
          const { href, tokens: inner } = token as Tokens.Link;
          return `<a ${to.link(href, at)}>${inlineHtml(inner, at, to)}</a>`;
        }
        default:
          return to.refuse(token, at);
      }
    })
    .join('');
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}
