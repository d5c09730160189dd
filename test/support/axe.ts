import axe from 'axe-core';
import type { Page } from 'playwright-core';

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

/**
 * What axe finds wrong with the document that is open, a line for each rule, and whether it scrolls sideways. Scripts of ours may not be there, so axe is
 * brought along.
 *
 * @param options - by default all of WCAG and of best practice
 */
export async function findings(page: Page, options: axe.RunOptions = wcag): Promise<string[]> {
  if (await page.evaluate('globalThis.axe === undefined')) await page.evaluate(axe.source);
  return page.evaluate(`(async () => {
    const { violations } = await axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'] })});
    return [...violations.map(({ id, nodes }) => id + ': ' + nodes[0].html), ...${sideways}];
  })()`);
}

const sideways = `(document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : [])`;

/** What is wrong where a document is wider than the window. */
export async function scrollsSideways(page: Page): Promise<string[]> {
  return page.evaluate(sideways);
}
