import { Lexer, lexer, type Token, type Tokens } from 'marked';
import { escaped } from '../templates/escaped.ts';
import { reject, type Line, type Place } from '../templates/source-location.ts';

/**
 * The body of a notice as html: headings, paragraphs, lists, strong words and links. Everything else of Markdown, and html itself, is refused by its line,
 * so that what an operator writes in a hurry can be no script, no style and no picture that tells who looked.
 *
 * @throws TemplateError naming the line
 */
export function noticeHtml(lines: readonly Line[]): string {
  const last = lines.at(-1)?.place;
  const html: string[] = [];
  let line = 0;
  for (const token of lexer(lines.map(({ text }) => text).join('\n'))) {
    const place = lines[line]!.place;
    line += breaksIn(token.raw);
    if (token.type !== 'space') html.push(block(token, place));
  }
  if (html.length === 0) reject(last ?? { file: 'the notice', line: 1 }, 'the notice says nothing');
  return html.join('\n');
}

function block(token: Token, place: Place): string {
  switch (token.type) {
    case 'heading': {
      const { depth, text } = token as Tokens.Heading;
      if (depth === 1) reject(place, 'the title stands in the front matter: headings in the text are ## and ###');
      if (depth > 3) reject(place, 'a notice has headings of two depths: ## and ###');
      return `<h${depth}>${inline(Lexer.lexInline(text), place)}</h${depth}>`;
    }
    case 'paragraph':
      return `<p>${inline((token as Tokens.Paragraph).tokens, place)}</p>`;
    case 'list':
      return list(token as Tokens.List, place);
    default:
      return reject(place, `${token.type} has no place in a notice: ${token.raw.split('\n')[0]!}`);
  }
}

function list({ ordered, items }: Tokens.List, place: Place): string {
  const tag = ordered ? 'ol' : 'ul';
  let { line } = place;
  const written = items.map((item) => {
    const at = { ...place, line };
    line += breaksIn(item.raw);
    const [only, ...more] = item.tokens;
    if (only === undefined || more.length > 0 || !['text', 'paragraph'].includes(only.type)) {
      reject(at, 'an item of a list is one paragraph');
    }
    return `<li>${inline((only as Tokens.Text).tokens ?? [], at)}</li>`;
  });
  return `<${tag}>${written.join('')}</${tag}>`;
}

function inline(tokens: readonly Token[], place: Place): string {
  return tokens
    .map((token): string => {
      switch (token.type) {
        case 'text':
        case 'escape':
          return words((token as Tokens.Text).text, place);
        case 'br':
          return '<br>';
        case 'strong':
        case 'em': {
          const { type, tokens: inner } = token as Tokens.Strong | Tokens.Em;
          return `<${type}>${inline(inner, place)}</${type}>`;
        }
        case 'link': {
          const { href, tokens: inner } = token as Tokens.Link;
          checkNoticeLink(href, place);
          return `<a href="${escaped(href)}">${inline(inner, place)}</a>`;
        }
        default:
          return reject(place, `${token.type} has no place in a notice: ${token.raw}`);
      }
    })
    .join('');
}

/** Stops over a link that is none. A notice may lead to other sites, to a mailbox and to a telephone. */
export function checkNoticeLink(href: string, place: Place): void {
  if (/^(https:\/\/[^\s"<>]+|mailto:[^\s"<>?]+@[^\s"<>?]+|tel:\+?[\d-]+)$/.test(href)) return;
  reject(place, `"${href}" is no link: write https://…, mailto:… or tel:+49…`);
}

function words(text: string, place: Place): string {
  if (/\{\{|\[\[/.test(text)) reject(place, 'a notice merges nothing: {{…}} and [[…]] would stand there as they are');
  return escaped(text.replaceAll(/\s*\n\s*/g, ' '));
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}
