import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seriesById } from '../lambdas/adapters/series-library.ts';
import { exampleFields } from '../lib/templates/example-fields.ts';
import { deployedHandlers } from '../lib/local/handlers.ts';
import { startWorld } from '../lib/local/world.ts';
import { startBrowser } from '../test/support/browser.ts';

/** `npm run pictures`: takes the pictures of the README anew, from the running service. */

const folder = join(import.meta.dirname, '../docs/pictures');
const data = await mkdtemp(join(tmpdir(), 'weekwise-pictures-'));
await mkdir(folder, { recursive: true });
const world = await startWorld({ dataDir: data, port: 0, handlers: await deployedHandlers(), onError: console.error });
const browser = await startBrowser();

/** Shows a page in a tab of its own and keeps what fits into the window. */
async function picture(
  name: string,
  size: { width: number; height: number },
  content: { url: string } | { html: string },
) {
  const page = await browser.newPage({ viewport: size, deviceScaleFactor: 1.5, timezoneId: 'Europe/Berlin' });
  await ('url' in content ? page.goto(content.url) : page.setContent(content.html));
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}

const [first, second] = seriesById('stress-and-back-pain').lessons;
await picture('landing', { width: 1180, height: 860 }, { url: world.url });
await picture('landing-phone', { width: 375, height: 812 }, { url: world.url });
await picture('lesson', { width: 680, height: 860 }, { html: second!.mail.html(exampleFields) });
await picture('lesson-phone', { width: 375, height: 812 }, { html: first!.mail.html(exampleFields) });
await browser.close();
await world.close();
await rm(data, { recursive: true, force: true });
