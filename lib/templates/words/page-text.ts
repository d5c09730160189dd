import { Lexer, type Token, type Tokens } from 'marked';
import { escaped } from '../escaped.ts';
import { inlineHtml, itemsOf, placedTokens, runsOf, type Inline, type Run } from '../markdown.ts';
import { reject, type Line, type Place } from '../source-location.ts';
import { compileMessage, type CompiledMessage, type ValueKind } from './message.ts';
import type { Piece } from './piece.ts';

/**
 * Prose of a page, written in Markdown with the values of messages in it. Only headings, paragraphs, lists, terms, strong words and links come out as
 * html.
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

/** Compiles the body of a page: lines that follow each other in a file. */
export function compilePageText(lines: readonly Line[], language: string): CompiledMessage {
  const key = JSON.stringify([language, lines[0]?.place, ...lines.map(({ text }) => text)]);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const page = new PageText(language);
  const runs = runsOf(lines);
  const hasSections = runs.some(({ block }) => block !== undefined);
  runs.forEach((run, index) => page.add(run, hasSections && index === 0));
  const made = { pieces: page.pieces, values: page.values };
  compiled.set(key, made);
  return made;
}

/** What was compiled in this process: when a folder is compiled again, nearly every page is as it was. */
const compiled = new Map<string, CompiledMessage>();

class PageText {
  readonly pieces: Piece[] = [];
  readonly values = new Map<string, ValueKind>();
  readonly #language: string;
  #hasTitle = false;

  constructor(language: string) {
    this.#language = language;
  }

  add({ block, lines }: Run, isIntro: boolean): void {
    if (block !== undefined) this.#open(block, lines);
    if (isIntro) this.#html('<div class="intro">');
    this.#blocks(lines);
    if (isIntro) this.#html('</div>');
    if (block !== undefined) this.#html('</section>');
  }

  #open({ name, words, place }: NonNullable<Run['block']>, lines: readonly Line[]): void {
    const attributes = looks[name];
    if (attributes === undefined)
      reject(place, `"${name}" is no look of a section. Known: ${Object.keys(looks).join(', ')}`);
    const id = lines.map(({ text }) => /^## .*\{#([\w-]+)\}\s*$/.exec(text)?.[1]).find(Boolean);
    if (id === undefined) reject(place, 'a section needs a heading with an id: "## When … {#when}"');
    this.#html(`<section${attributes} aria-labelledby="${id}">`);
    if (words !== undefined) this.#message(`<p class="kind">${escaped(words)}</p>`, place);
  }

  #blocks(lines: readonly Line[]): void {
    let isLede = false;
    let inTerms = false;
    for (const { token, place } of placedTokens(lines)) {
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

  #list(list: Tokens.List, place: Place): void {
    const tag = list.ordered ? 'ol' : 'ul';
    this.#html(`<${tag}>`);
    for (const { tokens, place: at } of itemsOf(list, place)) this.#message(`<li>${inline(tokens, at)}</li>`, at);
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

/** An apostrophe is a character, not the quote of a message. */
const html: Inline = {
  text: (words) => escaped(words).replaceAll("'", '&#39;'),
  link: (href, place) => `href="${hrefIn(href, place)}"${href.startsWith('https:') ? ' rel="noreferrer"' : ''}`,
  refuse: ({ type, raw }, place) => reject(place, `${type} has no place in a page: ${raw}`),
};

function inline(tokens: readonly Token[], place: Place): string {
  return inlineHtml(tokens, place, html);
}

/** A page leads to a value that the site gives, to a place in itself, to a telephone, or to a page elsewhere. */
function hrefIn(href: string, place: Place): string {
  if (/^(\{[a-z]\w*\}|#[\w-]+|tel:[\d+]+|https:\/\/\S+)$/.test(href)) return escaped(href);
  return reject(place, `"${href}" is no link: write {name}, #id, tel:112 or https://…`);
}

function below(place: Place): Place {
  return { ...place, line: place.line + 1 };
}
