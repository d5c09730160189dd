import { reject, type Place } from './source-location.ts';

/** Elements whose content MJML passes on. Between all others it drops text without a word. */
const keepsText =
  /^mj-(?:text|button|table|raw|style|title|preview|accordion-title|accordion-text|navbar-link|social-element)$/;

const markup = /<!--[\s\S]*?-->|<(\/?)(mj[\w-]*)\b[^>]*?(\/?)>/g;

/** Stops the build over an element of MJML that is not closed, where it is opened. */
export function checkClosed(source: string, at: (line: number) => Place): void {
  const open: { name: string; place: Place }[] = [];
  let [line, end] = [1, 0];
  for (const { 0: tag, 1: closing, 2: name, 3: selfClosing, index } of source.matchAll(markup)) {
    line += source.slice(end, index).split('\n').length - 1;
    end = index;
    if (name === undefined || selfClosing === '/') continue;
    const [place, last] = [at(line), open.at(-1)];
    if (closing === '') open.push({ name, place });
    else if (last?.name === name) open.pop();
    else if (last !== undefined && open.some((one) => one.name === name)) rejectOpen(last);
    else reject(place, `${tag} closes nothing: <${name}> is not open here`);
  }
  const last = open.at(-1);
  if (last !== undefined) rejectOpen(last);
}

function rejectOpen({ name, place }: { name: string; place: Place }): never {
  return reject(place, `<${name}> is not closed: write </${name}> where it ends`);
}

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
  checkBlank(source, end, source.length, at);
}

function checkBlank(source: string, from: number, to: number, at: (line: number) => Place): void {
  const text = source.slice(from, to).trim();
  if (text === '') return;
  const line = source.slice(0, source.indexOf(text, from)).split('\n').length;
  reject(at(line), `"${text.split('\n')[0]}" does not reach the mail: put it inside an mj-text`);
}
