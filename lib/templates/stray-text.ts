import { reject, type Place } from './source-location.ts';

/** Elements whose content MJML passes on. Between all others it drops text without a word. */
const keepsText =
  /^mj-(?:text|button|table|raw|style|title|preview|accordion-title|accordion-text|navbar-link|social-element)$/;

const markup = /<!--[\s\S]*?-->|<(\/?)(mj[\w-]*)\b[^>]*?(\/?)>/g;

/** Stops the build over text that would not reach the mail. Often it is an {{#if}}, whose loss would change what is said. */
export function checkLooseText(source: string, at: (line: number) => Place): void {
  let keeper: string | undefined;
  let end = 0;
  for (const match of source.matchAll(markup)) {
    const [tag, closing, name = '', selfClosing] = match;
    if (keeper === undefined) checkBlank(source, end, match.index, at);
    end = match.index + tag.length;
    if (closing === '/' && name === keeper) keeper = undefined;
    else if (keeper === undefined && closing === '' && selfClosing === '' && keepsText.test(name)) keeper = name;
  }
  if (keeper !== undefined) reject(at(1), `<${keeper}> is not closed`);
  checkBlank(source, end, source.length, at);
}

function checkBlank(source: string, from: number, to: number, at: (line: number) => Place): void {
  const text = source.slice(from, to).trim();
  if (text === '') return;
  const line = source.slice(0, source.indexOf(text, from)).split('\n').length;
  reject(at(line), `"${text.split('\n')[0]}" does not reach the mail: put it inside an mj-text`);
}
