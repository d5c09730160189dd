import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openDocuments, type Documents } from './documents.ts';

/** WCAG 2.2 at level AA, and what axe calls best practice. */
export const wcag: axe.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
};

/** The rules of axe that look at colours: of the others, dark mode changes nothing. */
export const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** The rules of axe that look at words and their language: of the others, a translation changes nothing. */
export const rulesOfWords = [
  'html-has-lang',
  'html-lang-valid',
  'valid-lang',
  'document-title',
  'empty-heading',
  'button-name',
  'link-name',
  'input-button-name',
  'label',
  'select-name',
  'summary-name',
  'aria-input-field-name',
  'aria-command-name',
  'image-alt',
  'role-img-alt',
  'svg-img-alt',
  'landmark-unique',
  'empty-table-header',
];

/** Windows for documents with axe in them, of each browser, by their size and colours: to load axe takes longer than most of what it does. */
const windows = new WeakMap<Browser, Map<string, Promise<Documents>>>();

/** A window with axe in it; there is one of each kind in a browser. */
export function axeWindow(browser: Browser, { width, height, colorScheme }: AxeWindow): Promise<Documents> {
  const kinds = windows.get(browser) ?? new Map<string, Promise<Documents>>();
  windows.set(browser, kinds);
  const kind = `${width} ${height} ${colorScheme}`;
  const opened = kinds.get(kind) ?? openAxe(browser, { viewport: { width, height }, colorScheme });
  kinds.set(kind, opened);
  return opened;
}

export interface AxeWindow {
  width: number;
  height: number;
  colorScheme: 'light' | 'dark';
}

/** After each rule axe lets a page go on with what else it does, which is nothing here, and may be a frame long. */
const goOnAtOnce = `{
  const wait = setTimeout;
  globalThis.setTimeout = (then, ms, ...given) => (ms > 0 ? wait(then, ms, ...given) : queueMicrotask(() => then(...given)));
}`;

async function openAxe(...there: Parameters<typeof openDocuments>): Promise<Documents> {
  const documents = await openDocuments(...there);
  await documents.page.evaluate(`${goOnAtOnce} ${axe.source}`);
  return documents;
}

/**
 * Takes out what stands in a row of its likes: of elements that differ only in their words, where they lead and what they stand for, and whose neighbours do,
 * the first two stay, and so do the first and the last of all. Axe finds the same in each of them.
 */
const thinOut = `(() => {
  const told = ({ name, value, ownerElement }) => {
    // What a script reads of it.
    if (name.startsWith('data-') && ownerElement.localName === 'option') return '';
    return name + '=' + (/^(href|src|value|datetime|d|transform|points|x|y)$/.test(name) && value !== '' ? '…' : value);
  };
  const numbers = new Map();
  const numberOf = (shape) => {
    if (!numbers.has(shape)) numbers.set(shape, numbers.size);
    return numbers.get(shape);
  };
  const shapes = new Map();
  const shapeOf = (node) => {
    if (node.nodeType === 3) return node.data.trim() === '' ? '' : '…';
    if (node.nodeType !== 1) return '';
    const attributes = [...node.attributes].map(told).join(' ');
    const shape = numberOf('<' + node.localName + ' ' + attributes + '>' + [...node.childNodes].map(shapeOf).join(' '));
    shapes.set(node, shape);
    return shape;
  };
  shapeOf(document.body);
  const more = [...shapes.keys()].flatMap(({ children }) => {
    const seen = new Map();
    return [...children].slice(1, -1).filter((child) => {
      const around = [child.previousElementSibling, child, child.nextElementSibling].map((one) => shapes.get(one)).join(' ');
      seen.set(around, (seen.get(around) ?? 0) + 1);
      return seen.get(around) > 2;
    });
  });
  for (const one of more) one.remove();
})()`;

/** What axe finds wrong with a document, a line for each rule: for a window with axe in it. */
export const byAxe = (options: axe.RunOptions = wcag) =>
  `${thinOut}, axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'] })})
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`;

const sideways = `(document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : [])`;

/** A document as it is now, with what was typed and chosen. */
const asItIs = `(() => {
  const copy = document.documentElement.cloneNode(true);
  const fields = (root) => [...root.querySelectorAll('input, option, textarea')];
  const copies = fields(copy);
  fields(document).forEach((field, index) => {
    const copied = copies[index];
    if (field.localName === 'textarea') copied.textContent = field.value;
    else if (field.localName === 'option') copied.toggleAttribute('selected', field.selected);
    else if (field.type === 'checkbox' || field.type === 'radio') copied.toggleAttribute('checked', field.checked);
    else copied.setAttribute('value', field.value);
  });
  return {
    html: '<!doctype html>' + copy.outerHTML,
    styles: Object.fromEntries(
      [...document.querySelectorAll('link[rel=stylesheet]')].map((link) => [
        link.getAttribute('href'),
        [...link.sheet.cssRules].map((rule) => rule.cssText).join(' '),
      ]),
    ),
    window: { width: innerWidth, height: innerHeight },
    wide: ${sideways},
  };
})()`;

/**
 * What axe finds wrong with the page that is open, a line for each rule, and whether it scrolls sideways. Axe looks at a copy of it, in a window of its own.
 *
 * @param options - by default all of WCAG and of best practice
 * @param inTheDark - what it looks at in dark mode as well, where it does
 */
export async function findings(
  page: Page,
  options: axe.RunOptions = wcag,
  inTheDark?: axe.RunOptions,
): Promise<string[]> {
  // A press may have led to this page just now, without its style sheets.
  await page.waitForLoadState();
  const { html, styles, window, wide } = (await page.evaluate(asItIs)) as {
    html: string;
    styles: Record<string, string>;
    window: Omit<AxeWindow, 'colorScheme'>;
    wide: string[];
  };
  const look = async (colorScheme: AxeWindow['colorScheme'], by: axe.RunOptions) => {
    const there = await axeWindow(page.context().browser()!, { ...window, colorScheme });
    return (await there.inEach<string[]>([html], byAxe(by), styles))[0]!;
  };
  const dark = inTheDark === undefined ? [] : await look('dark', inTheDark);
  return [...(await look('light', options)), ...dark.map((finding) => `dark: ${finding}`), ...wide];
}

/** What is wrong where a document is wider than the window. */
export async function scrollsSideways(page: Page): Promise<string[]> {
  return page.evaluate(sideways);
}
