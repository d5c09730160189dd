import { dirname, join } from 'node:path';
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
    // The fonts that come with it, whatever else this process was told of fonts before: what fits on a screen goes by their widths.
    env: {
      ...process.env,
      ...(own === undefined && { FONTCONFIG_PATH: join(dirname(executablePath), 'fonts') }),
    } as Record<string, string>,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...more],
  });
}

async function packagedChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser tests need Chromium: set CHROMIUM to the path of its binary');
  }
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}
