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
  const executablePath = process.env['CHROMIUM'] ?? (await packagedChromium());
  return playwright.launch({
    executablePath,
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
