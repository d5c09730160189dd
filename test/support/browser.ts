import { dirname, join } from 'node:path/posix';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';

/**
 * A real Chromium, from an npm package alone. `CHROMIUM` names another one, for platforms that the package has no binary for.
 *
 * The package brings its own copies of the system libraries that a bare machine lacks, but unpacks them only where it believes to be in
 * a Lambda; so it is told that it is.
 *
 * @param more - further arguments of Chromium
 */
export async function startBrowser(more: string[] = []): Promise<Browser> {
  const own = process.env['CHROMIUM'];
  const executablePath = own ?? (await packagedChromium());
  const browser = await playwright.launch({
    executablePath,
    env: own === undefined ? besideItsOwn(executablePath, process.env) : definedOf(process.env),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...more],
  });
  browser.on('context', (context) => context.on('page', renewNowAndThen));
  return browser;
}

/** A page of no site at all, which Chromium gives a process of its own. */
export const nowhere = 'data:,';

/** A new process costs as much as ten documents that another keeps. */
const documentsMax = 10;

/**
 * Gives a page a new process after some documents. Chromium keeps each document that Playwright has looked into, for as long as the process lives, and goes through
 * all of them whenever the next one comes: after a hundred, a page takes three times as long.
 */
function renewNowAndThen(page: Page): void {
  const goto = page.goto.bind(page);
  let documents = 0;
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) documents += 1;
  });
  page.goto = async (...where) => {
    if (documents >= documentsMax) {
      await goto(nowhere);
      documents = 0;
    }
    return goto(...where);
  };
}

/**
 * The environment of the packaged Chromium, which there is for Linux alone: with the libraries and fonts that were unpacked beside it. The package sets
 * them when it is loaded, which is once in a worker, and they are taken back after the first file of tests.
 */
export function besideItsOwn(executablePath: string, environment: NodeJS.ProcessEnv): Record<string, string> {
  const folder = dirname(executablePath);
  const libraries = [join(folder, 'al2023', 'lib'), environment['LD_LIBRARY_PATH']];
  return {
    ...definedOf(environment),
    LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
    // Whatever else this process was told of fonts before: what fits on a screen goes by their widths.
    FONTCONFIG_PATH: join(folder, 'fonts'),
  };
}

const definedOf = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));

async function packagedChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser tests need Chromium: set CHROMIUM to the path of its binary');
  }
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}
