import { Lexer, lexer, type Token, type Tokens } from 'marked';
import { escaped } from '../escaped.ts';
import { reject, type Line, type Place } from '../source-location.ts';
import { compileMessage, type CompiledMessage, type Piece, type ValueKind } from './message.ts';

/**
 * Prose of a page, written in Markdown with the values of messages in it. Only headings, paragraphs, lists, terms, strong words and links come out as
 * html; everything else of Markdown, and html itself, stops the build. So what an author writes can be no script, no style and no foreign picture.
 *
 * Beside Markdown there are:
 * - `## Heading {#id}`, a heading with an address of its own;
 * - `Term`, and below it `: what is said of it`;
 * - `::: urgent Now` … `:::`, a section with its heading, a look and a first word;
 * - `{Crisis}`, alone in a paragraph: a part that the site puts in.
 */

/** Looks of a section, and their classes. */
const looks: Readonly<Record<string, string>> = {
  urgent: ' class="card urgent"',
  soon: ' class="card soon"',
  calm: ' class="card calm"',
  card: ' class="card"',
  plain: '',
};

const fence = /^:::(?:\s+(\w+)(?:\s+(\S.*?))?)?\s*$/;

/** A run of lines, alone or in a section. */
interface Run {
  section?: { look: string; kind: string | undefined; place: Place };
  lines: Line[];
}

/** Compiles the body of a page. */
export function compilePageText(lines: readonly Line[], language: string): CompiledMessage {
  const page = new PageText(language);
  const runs = runsOf(lines);
  const hasSections = runs.some(({ section }) => section !== undefined);
  runs.forEach((run, index) => page.add(run, hasSections && index === 0));
  return { pieces: page.pieces, values: page.values };
}

function runsOf(lines: readonly Line[]): Run[] {
  const runs: Run[] = [{ lines: [] }];
  for (const line of lines) {
    const last = runs.at(-1)!;
    const found = fence.exec(line.text);
    if (found === null) last.lines.push(line);
    else if (found[1] === undefined) {
      if (last.section === undefined) reject(line.place, '":::" closes a section, and none is open');
      runs.push({ lines: [] });
    } else {
      if (last.section !== undefined) reject(line.place, 'a section cannot be in another: close it with ":::" first');
      runs.push({ section: { look: found[1], kind: found[2], place: line.place }, lines: [] });
    }
  }
  const { section } = runs.at(-1)!;
  if (section !== undefined) reject(section.place, 'the section has no end: a line ":::" must close it');
  return runs.filter((run) => run.section !== undefined || run.lines.some(({ text }) => text.trim() !== ''));
}

class PageText {
  readonly pieces: Piece[] = [];
  readonly values = new Map<string, ValueKind>();
  readonly #language: string;
  #hasTitle = false;

  constructor(language: string) {
    this.#language = language;
  }

  add({ section, lines }: Run, isIntro: boolean): void {
    if (section !== undefined) this.#open(section, lines);
    if (isIntro) this.#html('<div class="intro">');
    this.#blocks(lines);
    if (isIntro) this.#html('</div>');
    if (section !== undefined) this.#html('</section>');
  }

  #open({ look, kind, place }: NonNullable<Run['section']>, lines: readonly Line[]): void {
    const attributes = looks[look];
    if (attributes === undefined)
      reject(place, `"${look}" is no look of a section. Known: ${Object.keys(looks).join(', ')}`);
    const id = lines.map(({ text }) => /^## .*\{#([\w-]+)\}\s*$/.exec(text)?.[1]).find(Boolean);
    if (id === undefined) reject(place, 'a section needs a heading with an id: "## When … {#when}"');
    this.#html(`<section${attributes} aria-labelledby="${id}">`);
    if (kind !== undefined) this.#message(`<p class="kind">${escaped(kind)}</p>`, place);
  }

  #blocks(lines: readonly Line[]): void {
    let line = 0;
    let isLede = false;
    let inTerms = false;
    for (const token of lexer(lines.map(({ text }) => text).join('\n'))) {
      const place = lines[line]?.place ?? lines[0]!.place;
      line += breaksIn(token.raw);
      if (token.type === 'space') continue;
      const term = /^(\S.*)\n: (\S[\s\S]*)$/.exec(token.raw.trimEnd());
      if ((term !== null) !== inTerms) this.#html(inTerms ? '</dl>' : '<dl>');
      inTerms = term !== null;
      if (term !== null) {
        this.#message(`<dt>${inline(Lexer.lexInline(term[1]!), place)}</dt>`, place);
        this.#message(`<dd>${inline(Lexer.lexInline(term[2]!), below(place))}</dd>`, below(place));
      } else this.#block(token, place, isLede);
      isLede = token.type === 'heading' && (token as Tokens.Heading).depth === 1;
    }
    if (inTerms) this.#html('</dl>');
  }

  #block(token: Token, place: Place, isLede: boolean): void {
    switch (token.type) {
      case 'heading':
        return this.#heading(token as Tokens.Heading, place);
      case 'paragraph': {
        const { text, tokens } = token as Tokens.Paragraph;
        if (/^\{[A-Z][A-Za-z]*\}$/.test(text)) return this.#message(text, place);
        return this.#message(`<p${isLede ? ' class="lede"' : ''}>${inline(tokens, place)}</p>`, place);
      }
      case 'list':
        return this.#list(token as Tokens.List, place);
      default:
        return reject(place, `${token.type} has no place in a page: ${token.raw.split('\n')[0]!}`);
    }
  }

  #heading({ depth, text }: Tokens.Heading, place: Place): void {
    const [, words, id] = /^(.*?)(?:\s+\{#([\w-]+)\})?$/.exec(text)!;
    if (depth > 3) reject(place, 'a page has headings of three depths: #, ## and ###');
    if (depth === 1 && this.#hasTitle) reject(place, 'a page has one heading of the first depth');
    if (depth === 1) this.#hasTitle = true;
    const html = inline(Lexer.lexInline(words!), place);
    this.#message(`<h${depth}${id === undefined ? '' : ` id="${id}"`}>${html}</h${depth}>`, place);
  }

  #list({ ordered, items }: Tokens.List, place: Place): void {
    const tag = ordered ? 'ol' : 'ul';
    this.#html(`<${tag}>`);
    let line = place.line;
    for (const item of items) {
      const at = { ...place, line };
      line += breaksIn(item.raw);
      const [only, ...more] = item.tokens;
      if (only === undefined || more.length > 0 || !['text', 'paragraph'].includes(only.type)) {
        reject(at, 'an item of a list is one paragraph');
      }
      this.#message(`<li>${inline((only as Tokens.Text).tokens ?? [], at)}</li>`, at);
    }
    this.#html(`</${tag}>`);
  }

  #html(words: string): void {
    this.pieces.push({ words });
  }

  #message(html: string, place: Place): void {
    const { pieces, values } = compileMessage(html, place, this.#language, true);
    for (const [name, kind] of values) {
      const before = this.values.get(name);
      if (before !== undefined && before !== kind) reject(place, `"${name}" is taken as ${before} and as ${kind}`);
      this.values.set(name, kind);
    }
    this.pieces.push(...pieces);
  }
}

/** Lines that an author reads as one are one; an apostrophe is a character, not the quote of a message. */
function inline(tokens: readonly Token[], place: Place): string {
  return tokens
    .map((token): string => {
      switch (token.type) {
        case 'text':
        case 'escape':
          return escaped((token as Tokens.Text).text.replaceAll(/\s*\n\s*/g, ' ')).replaceAll("'", '&#39;');
        case 'strong':
        case 'em': {
          const { type, tokens: inner } = token as Tokens.Strong | Tokens.Em;
          return `<${type}>${inline(inner, place)}</${type}>`;
        }
        case 'link': {
          const { href, tokens: inner } = token as Tokens.Link;
          return `<a href="${hrefIn(href, place)}"${href.startsWith('https:') ? ' rel="noreferrer"' : ''}>${inline(inner, place)}</a>`;
        }
        default:
          return reject(place, `${token.type} has no place in a page: ${token.raw}`);
      }
    })
    .join('');
}

/** A page leads to a value that the site gives, to a place in itself, to a telephone, or to a page elsewhere. */
function hrefIn(href: string, place: Place): string {
  if (/^(\{[a-z]\w*\}|#[\w-]+|tel:[\d+]+|https:\/\/\S+)$/.test(href)) return escaped(href);
  return reject(place, `"${href}" is no link: write {name}, #id, tel:112 or https://…`);
}

function below(place: Place): Place {
  return { ...place, line: place.line + 1 };
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}
