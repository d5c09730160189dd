import { dirname, join } from 'node:path/posix';
import { chromium as playwright, type Browser } from 'playwright-core';

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
  return playwright.launch({
    executablePath,
    env: own === undefined ? besideItsOwn(executablePath, process.env) : definedOf(process.env),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...more],
  });
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
