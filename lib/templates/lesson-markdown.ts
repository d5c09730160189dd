import type { Token, Tokens } from 'marked';
import { didYouMean } from '../nearest.ts';
import { escaped } from './escaped.ts';
import type { BodyValue } from './front-matter.ts';
import { checkLink } from './links.ts';
import { inlineHtml, itemsOf, placedTokens, runsOf, type Inline, type Run } from './markdown.ts';
import { pictureLine } from './pictures.ts';
import { reject, type Line, type Place } from './source-location.ts';

/**
 * The body of a lesson, written in Markdown, as the MJML that layouts hold. Beside Markdown there are:
 * - `::: practice` … `:::`, what to do, with which a lesson begins; `::: ladder` and `::: example`, quiet boxes;
 * - `::: plan` and `::: snag`, which say what `plans` and `snag` of front matter say;
 * - `[[diagram.name]]` and `![words](pictures/name.svg)`, alone on a line: a drawing of the series;
 * - `{{#if field}}` … `{{/if}}`, each alone on a line: what stands between them is for some readers.
 */

export interface LessonBody {
  body: Line[];
  /** What blocks say in place of front matter. */
  values: Readonly<Record<string, BodyValue>>;
}

/** What can stand behind ":::". */
export const blockNames = ['practice', 'ladder', 'example', 'plan', 'snag'];

const diagram = /^\s*(\[\[\s*(?:diagram|illustration)\.[^\]]*\]\])\s*$/;
const picture = /^\s*!\[([^\]]*)\]\(\s*([^)\s]*)\s*\)\s*$/;
const condition = /^\s*(\{\{\s*(?:[#/]|else\b)[^{}]*\}\})\s*$/;

/**
 * Compiles the body of a lesson.
 *
 * @throws TemplateError over what has no place in a lesson, by file and line
 */
export function lessonBody(lines: readonly Line[]): LessonBody {
  const text = new LessonText();
  const values: Record<string, BodyValue> = {};
  for (const run of runsOf(lines)) {
    const { name = '', words, place } = run.block ?? {};
    if (place !== undefined && !blockNames.includes(name)) {
      reject(place, `"::: ${name}" is not a block${didYouMean(name, blockNames)}. Blocks are ${blockNames.join(', ')}`);
    }
    if (place !== undefined && words !== undefined) {
      reject(place, `write "::: ${name}" alone on its line, and "${words}" on a line below it`);
    }
    if (place === undefined) text.addText(run.lines);
    else if (name === 'plan' || name === 'snag') {
      const key = name === 'plan' ? 'plans' : 'snag';
      if (values[key] !== undefined) reject(place, `a lesson has one "::: ${name}"`);
      values[key] = name === 'plan' ? plansOf(run, place) : snagOf(run, place);
    } else text.addBlock(name, run.lines, place);
  }
  return { body: text.end(lines), values };
}

class LessonText {
  readonly #lines: Line[] = [];
  /** Whether an mj-text is open. */
  #isOpen = false;
  /** The conditions that are open, outermost first. */
  readonly #conditions: Place[] = [];
  #hasPractice = false;

  addText(lines: readonly Line[]): void {
    for (const part of partsOf(lines)) {
      this.#afterPractice(part.place);
      if (part.kind === 'block') this.#block(part.token, part.place);
      else if (part.kind === 'condition') this.#condition(part.mark, part.place);
      else {
        this.#close(part.place);
        this.#add(part.place, part.line);
      }
    }
  }

  /** A box of its own: the practice, the rung of a ladder, an example. */
  addBlock(name: string, lines: readonly Line[], place: Place): void {
    if (name !== 'practice') this.#afterPractice(place);
    else if (this.#hasPractice) reject(place, 'a lesson has one "::: practice"');
    else this.#hasPractice = true;
    const parts = [...partsOf(lines)];
    if (parts.length === 0) reject(place, `"::: ${name}" is empty`);
    if (name === 'practice') checkPractice(parts, place);
    this.#close(place);
    this.#open(place, ` mj-class="${name}"`);
    const hasHeading = parts.some((part) => part.kind === 'block' && part.token.type === 'heading');
    if (name === 'ladder' && !hasHeading) this.#add(place, '<mj-include path="partials/ladder.mjml" />');
    for (const part of parts) {
      if (part.kind === 'drawing') reject(part.place, `a drawing stands between blocks, not in "::: ${name}"`);
      else if (part.kind === 'condition') this.#condition(part.mark, part.place);
      else if (part.token.type !== 'heading' || name === 'practice') this.#element(part.token, part.place);
      else this.#element({ ...part.token, depth: 3 }, part.place);
    }
    this.#close(place);
  }

  /** What was compiled of these lines. */
  end(lines: readonly Line[]): Line[] {
    const [open] = this.#conditions;
    if (open !== undefined) reject(open, 'what is said for some readers has no end: put a line {{/if}} where it ends');
    const last = lines.at(-1)!.place;
    this.#afterPractice(last);
    this.#close(last);
    return this.#lines;
  }

  #block(token: Token, place: Place): void {
    const isPart = token.type === 'heading' && (token as Tokens.Heading).depth === 2;
    if (isPart && this.#conditions.length === 0) this.#close(place);
    if (!this.#isOpen) this.#open(place);
    this.#element(token, place);
  }

  #element(token: Token, place: Place): void {
    switch (token.type) {
      case 'heading': {
        const { depth, tokens } = token as Tokens.Heading;
        if (depth === 1) reject(place, 'the title stands in front matter: headings in a lesson begin with "##"');
        if (depth > 3) reject(place, 'headings in a lesson are of two depths: "##" and "###"');
        return this.#add(place, `      <h${depth}>${inline(tokens ?? [], place)}</h${depth}>`);
      }
      case 'paragraph':
        return this.#add(place, `      <p>${inline((token as Tokens.Paragraph).tokens, place)}</p>`);
      case 'list': {
        const list = token as Tokens.List;
        if (list.ordered && list.start !== 1) {
          reject(place, `the list begins with ${list.start}: begin with 1, and put no paragraph between two steps`);
        }
        const tag = list.ordered ? 'ol' : 'ul';
        this.#add(place, `      <${tag}>`);
        for (const item of itemsOf(list, place))
          this.#add(item.place, `        <li>${inline(item.tokens, item.place)}</li>`);
        return this.#add(place, `      </${tag}>`);
      }
      default:
        return refuse(token, place);
    }
  }

  #condition(mark: string, place: Place): void {
    if (!this.#isOpen) this.#open(place);
    if (/^\{\{\s*#/.test(mark)) this.#conditions.push(place);
    if (/^\{\{\s*\//.test(mark) && this.#conditions.pop() === undefined) reject(place, `${mark} ends nothing`);
    this.#add(place, `      ${mark}`);
  }

  #open(place: Place, column = ''): void {
    this.#add(place, '<mj-section>', `  <mj-column${column}>`, '    <mj-text>');
    this.#isOpen = true;
  }

  #close(place: Place): void {
    const condition = this.#conditions.at(-1);
    if (condition !== undefined) {
      reject(
        condition,
        `put a line {{/if}} before line ${place.line}: a box or a drawing cannot be for some readers only`,
      );
    }
    if (this.#isOpen) this.#add(place, '    </mj-text>', '  </mj-column>', '</mj-section>');
    this.#isOpen = false;
  }

  #afterPractice(place: Place): void {
    if (!this.#hasPractice) reject(place, 'a lesson begins with its practice: put "::: practice" … ":::" above this');
  }

  #add(place: Place, ...texts: string[]): void {
    this.#lines.push(...texts.map((text) => ({ text, place })));
  }
}

/** What a text is made of: a block of Markdown, or a line that means something by itself. */
type Part =
  | { kind: 'block'; token: Token; place: Place }
  | { kind: 'condition'; mark: string; place: Place }
  | { kind: 'drawing'; line: string; place: Place };

function* partsOf(lines: readonly Line[]): Generator<Part> {
  let chunk: Line[] = [];
  for (const line of [...lines, undefined]) {
    const drawing = line && drawingIn(line);
    const mark = line && condition.exec(line.text)?.[1];
    if (line !== undefined && drawing === undefined && mark === undefined) {
      chunk.push(line);
      continue;
    }
    for (const part of placedTokens(chunk)) yield { kind: 'block', ...part };
    chunk = [];
    if (line === undefined) return;
    if (mark !== undefined) yield { kind: 'condition', mark, place: line.place };
    else if (drawing !== undefined) yield { kind: 'drawing', line: drawing, place: line.place };
  }
}

function checkPractice(parts: readonly Part[], place: Place): void {
  const tokens = parts.flatMap((part) => (part.kind === 'block' ? [part.token] : []));
  const hasHeading = tokens.some((token) => token.type === 'heading' && (token as Tokens.Heading).depth === 2);
  if (hasHeading && tokens.some((token) => token.type === 'list' && (token as Tokens.List).ordered)) return;
  const form = '"## Try it: 5 minutes a day", and below it numbered steps, "1. Sit down."';
  reject(place, `"::: practice" needs a heading that says how long, ${form}`);
}

/** The drawing that a line shows, if it shows one. */
function drawingIn({ text, place }: Line): string | undefined {
  const slot = diagram.exec(text)?.[1];
  if (slot !== undefined) return slot;
  const [shown, words = '', path = ''] = picture.exec(text) ?? [];
  if (shown === undefined) return undefined;
  const name = /^pictures\/([\w.-]+)\.svg$/.exec(path)?.[1];
  if (name === undefined) {
    reject(
      place,
      `"${path}" is no drawing of the series: put an SVG into its folder pictures/, and write pictures/name.svg`,
    );
  }
  return pictureLine(name, escaped(words.trim()));
}

function plansOf({ lines }: Run, place: Place): BodyValue {
  const [list, ...more] = placedTokens(lines);
  if (list?.token.type !== 'list' || more.length > 0) reject(place, '"::: plan" is a list: "- When …, I will …."');
  const items = itemsOf(list.token as Tokens.List, list.place).map((item) => ({ ...item, words: plain(item) }));
  return {
    value: items.map(({ words }) => words),
    placeOf: (item) => items[Number(item)]?.place ?? place,
  };
}

function snagOf({ lines }: Run, place: Place): BodyValue {
  const words = Array.from(placedTokens(lines), ({ token, place: at }) => {
    if (token.type !== 'paragraph') reject(at, '"::: snag" is a paragraph of plain words');
    return plain({ tokens: (token as Tokens.Paragraph).tokens, place: at });
  });
  return { value: words.join(' '), placeOf: () => place };
}

/** Words of which a button or a reminder is made, too: they have no markup. */
function plain({ tokens, place }: { tokens: readonly Token[]; place: Place }): string {
  return tokens
    .map((token) => {
      if (token.type === 'text' || token.type === 'escape') return (token as Tokens.Text).text;
      return reject(place, `only plain words can stand here, without "${token.raw}"`);
    })
    .join('')
    .replaceAll(/\s+/g, ' ');
}

const html: Inline = {
  text: (words, place) => {
    const slot = /\[\[\s*(?:diagram|illustration)\.[^\]]*\]\]/.exec(words)?.[0];
    if (slot !== undefined) reject(place, `${slot} stands alone on a line`);
    // What is wrong with a merge field is said of it as its author wrote it.
    return escaped(words).replaceAll(/\{\{&(gt|amp);/g, (_, sign) => (sign === 'gt' ? '{{>' : '{{&'));
  },
  link: (href, place) => {
    checkLink(href, place);
    return `href="${escaped(href)}"`;
  },
  refuse,
};

function inline(tokens: readonly Token[], place: Place): string {
  return inlineHtml(tokens, place, html);
}

/** What to write in place of what has no place in a lesson. */
const instead: Readonly<Record<string, string>> = {
  html: 'is html: write **bold**, *italic*, lists and [links]({{link.help}}) as Markdown has them',
  code: 'is code: begin the line without four spaces, and without ```',
  codespan: 'is code: leave the ` out',
  image: 'is a picture within words: put it alone on a line',
  hr: 'is a line across: leave it out, and begin a new part with a heading "##"',
  blockquote: 'is a quotation: leave the ">" out, or write "::: example"',
  table: 'is a table: write a list',
  def: 'is an address apart from its link: write [words]({{link.help}})',
  br: 'is the end of a line: begin a new paragraph after an empty line',
};

function refuse({ type, raw }: Token, place: Place): never {
  return reject(place, `"${raw.trim().split('\n')[0]}" ${instead[type] ?? `has no place in a lesson (${type})`}`);
}
