import { checkLink } from './links.ts';
import { checkClosed, checkLooseText } from './stray-text.ts';
import { placeIn, reject, TemplateError, type Line, type Place } from './source-location.ts';

const links = /href="([^"]*)"/g;

/**
 * Compiles composed MJML to html in which the merge fields still stand.
 *
 * @param check - stops it over an address that it may not link to
 */
export async function compileHtml(lines: readonly Line[], check = checkLink): Promise<string> {
  const at = placeIn(lines);
  const source = lines.map(({ text }) => text).join('\n');
  checkLinks(lines, check);
  checkClosed(source, at);
  checkLooseText(source, at);
  const html = await run(source, at);
  for (const [, href = ''] of html.matchAll(links)) {
    check(href, at(1));
  }
  return squeezed(html);
}

/** Stops the build where an email would lead elsewhere or load a picture from elsewhere, on the line that says so. */
function checkLinks(lines: readonly Line[], check: typeof checkLink): void {
  for (const { text, place } of lines) {
    for (const [, href = ''] of text.matchAll(links)) check(href, place);
    const [, shown] = /<(?:img|mj-image)\b[^>]*\bsrc="(?!\{\{link\.pictures\}\})([^"]*)"/.exec(text) ?? [];
    if (shown !== undefined) {
      const name = /([\w-]+)\.\w+$/.exec(shown)?.[1] ?? 'name';
      const how = `draw it as pictures/${name}.diagram.svg of the series, and write [[diagram.${name}]] on a line of its own`;
      reject(place, `"${shown}" is not there: emails show drawings of their series only: ${how}`);
    }
  }
}

/**
 * MJML's output. What puts styles into elements goes through all of it for each merge field, which took a quarter of the time: it gets plain words in
 * their place.
 */
async function run(source: string, at: (line: number) => Place): Promise<string> {
  // Here, not above: it takes half a second to load, and an email that is remembered needs none of it.
  const { default: mjml } = await import('mjml');
  const fields: string[] = [];
  const held = source.replaceAll(/\{\{.*?\}\}/g, (field) => `MERGE_FIELD_${fields.push(field) - 1}_`);
  try {
    // No fonts: MJML would link web fonts from a third party for family names it knows.
    const { html } = await mjml(held, { validationLevel: 'strict', keepComments: false, fonts: {} });
    return html.replaceAll(/MERGE_FIELD_(\d+)_/g, (_, index: string) => fields[Number(index)]!);
  } catch (cause) {
    const errors = (cause as { errors?: { line: number; message: string; tagName: string }[] }).errors ?? [];
    if (errors.length === 0)
      reject(at(1), 'this is not MJML that can be read: look for an element or an attribute that is not closed', cause);
    throw new TemplateError(
      errors.map(({ line, message, tagName }) => ({ ...at(line), message: mjmlWords(tagName, message) })),
      cause,
    );
  }
}

/** MJML indents its output; a fifth of a mail would be spaces. */
function squeezed(html: string): string {
  return html
    .replaceAll(/^[ \t]+/gm, '')
    .replaceAll(/\n{2,}/g, '\n')
    .trim();
}

/** What MJML does not take, in an author's words. */
function mjmlWords(tag: string, message: string): string {
  const [, attribute] = /^Attributes? (.*) (?:is|are) illegal/.exec(message) ?? [];
  if (attribute !== undefined) return `<${tag}> has no attribute ${attribute}: leave it out`;
  if (message.includes("doesn't exist")) return `<${tag}> is not an element of MJML`;
  const [, inner, outer, allowed] = /^(\S+) cannot be used inside (\S+), only inside: (.*)$/.exec(message) ?? [];
  if (inner !== undefined) return `<${inner}> cannot stand in <${outer}>: put it into ${allowed}`;
  const [, name, value] = /^Attribute (\S+) has invalid value: (.*?) for type/.exec(message) ?? [];
  return name === undefined
    ? `<${tag}> is not written as MJML has it`
    : `${name}="${value}" of <${tag}> has a value that it cannot have`;
}
