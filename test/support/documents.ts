import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A window in which documents stand. */
export interface Documents {
  page: Page;
  /**
   * Puts one document after the other in it and says what an expression, or a promise of one, is in each. Nothing that a document asks for is fetched, and
   * scripts of theirs do not run: pictures have their size and their words with them.
   *
   * @param documents - whole ones, with their doctypes
   * @param styles - the style sheets that they link to, by their addresses
   */
  inEach<Found>(documents: string[], expression: string, styles?: Record<string, string>): Promise<Found[]>;
}

/** All in one go: a page for each, or a way to it and back, would take longer than what is done there. */
const inEach = `globalThis.inEach = async ({ tags, documents, expression, styles }) => {
  const sheets = new Map(Object.keys(styles).map((address) => [address, new CSSStyleSheet()]));
  for (const [address, sheet] of sheets) sheet.replaceSync(styles[address]);
  const sheetOf = (link) => {
    const sheet = sheets.get(link.getAttribute('href'));
    if (!sheet) throw new Error('No style sheet at ' + link.getAttribute('href'));
    return sheet;
  };
  const look = new Function('return ' + expression);
  const found = [];
  for (const numbers of documents) {
    const html = numbers.split(' ').map((number) => tags[number]).join('');
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    if (parsed.compatMode !== document.compatMode) throw new Error('No doctype: ' + html.slice(0, 60));
    document.adoptedStyleSheets = [...parsed.querySelectorAll('link[rel=stylesheet]')].map(sheetOf);
    for (const one of parsed.querySelectorAll('script, link')) one.remove();
    document.documentElement.replaceWith(document.adoptNode(parsed.documentElement));
    scrollTo(0, 0);
    found.push(await look());
  }
  return found;
}`;

interface InPage {
  inEach<Found>(given: Packed & { expression: string; styles: Record<string, string> }): Promise<Found[]>;
}

interface Packed {
  /** Each with the words before it. */
  tags: string[];
  /** The numbers of their tags, a text for each. */
  documents: string[];
}

/** Documents share most of their tags, and it takes its time to hand a browser a long text. */
function pack(documents: string[]): Packed {
  const numbers = new Map<string, number>();
  const numberOf = (tag: string) => {
    if (!numbers.has(tag)) numbers.set(tag, numbers.size);
    return numbers.get(tag)!;
  };
  const packed = documents.map((html) =>
    html
      .split(/(?<=>)/)
      .map(numberOf)
      .join(' '),
  );
  return { tags: [...numbers.keys()], documents: packed };
}

/** Opens a window for documents; it is closed with the browser. */
export async function openDocuments(browser: Browser, options: BrowserContextOptions): Promise<Documents> {
  const context = await browser.newContext({ ...options, offline: true });
  const page = await context.newPage();
  await page.setContent('<!doctype html><title>None yet</title>');
  await page.evaluate(inEach);
  return {
    page,
    inEach: async (documents, expression, styles = {}) =>
      page.evaluate((given) => (globalThis as unknown as InPage).inEach(given), {
        ...pack(documents),
        expression,
        styles,
      }),
  };
}
