import mjml from 'mjml';
import { checkLooseText } from './stray-text.ts';
import { placeIn, reject, TemplateError, type Line, type Place } from './source-location.ts';

const links = /href="([^"]*)"/g;
/** A page of the site, or what stands in the list of offers: telephone numbers, and pages of help lines. */
const ourLink = /^(\{\{link\.\w+\}\}(#[a-z0-9-]+|\?(?:(?:days|plan)=[0-7-]+|tried=[a-z-]+))?|\{\{href\}\})$/;

/** Compiles composed MJML to html in which the merge fields still stand. */
export async function compileHtml(lines: readonly Line[]): Promise<string> {
  const at = placeIn(lines);
  const source = lines.map(({ text }) => text).join('\n');
  checkLooseText(source, at);
  const html = await run(source, at);
  for (const [, href = ''] of html.matchAll(links)) {
    if (!ourLink.test(href)) reject(at(1), `mails link to the site only, by a {{link.…}} field; found href="${href}"`);
  }
  return squeezed(html);
}

async function run(source: string, at: (line: number) => Place): Promise<string> {
  try {
    // No fonts: MJML would link web fonts from a third party for family names it knows.
    const { html } = await mjml(source, { validationLevel: 'strict', keepComments: false, fonts: {} });
    return html;
  } catch (cause) {
    const errors = (cause as { errors?: { line: number; message: string; tagName: string }[] }).errors ?? [];
    if (errors.length === 0) reject(at(1), cause instanceof Error ? cause.message : String(cause), cause);
    throw new TemplateError(
      errors.map(({ line, message, tagName }) => ({ ...at(line), message: `${tagName}: ${message}` })),
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
