import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { exampleLinks } from '../../lambdas/core/mail/mail-links.ts';
import { deployedHandlers } from '../../lib/local/handlers.ts';
import { startLocalService } from '../../lib/local/service.ts';
import { startPreview } from '../../lib/preview/preview.ts';
import { exampleFields } from '../../lib/templates/example-fields.ts';
import { consolePictures } from './console-pictures.ts';
import { doorPictures } from './door-pictures.ts';
import { languagePictures } from './language-pictures.ts';
import { phonePictures } from './phone-pictures.ts';
import { startBrowser } from '../support/browser.ts';

/**
 * `npm run pictures`: takes the pictures of the README and of docs/ again, from the running service and the preview; `-- console` those of the console alone, `-- doors`
 * the three at the top of the README, `-- languages` those in Spanish and German.
 */

const projectRoot = join(import.meta.dirname, '../..');
const folder = join(projectRoot, 'docs/pictures');
if (process.argv[2] === 'console') {
  const only = await startBrowser();
  await consolePictures(only, folder);
  await only.close();
  process.exit();
}
const data = await mkdtemp(join(tmpdir(), 'weekwise-pictures-'));
await mkdir(folder, { recursive: true });
const service = await startLocalService({
  dataDir: data,
  port: 0,
  handlers: await deployedHandlers(),
  onError: console.error,
});
const preview = await startPreview(projectRoot);
const browser = await startBrowser();

interface Shot {
  name: string;
  width: number;
  height: number;
  /** Pixels of the picture for each of the page; fewer where a page has many colours, because pictures are kept with the code. */
  scale: number;
}

/** Shows a page in a tab of its own and keeps what fits into the window. */
async function picture({ name, width, height, scale }: Shot, content: { url: string } | { html: string }) {
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: scale,
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
  });
  await ('url' in content ? page.goto(content.url) : page.setContent(content.html));
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}

// The pictures in a mail come from the site.
const fields = { ...exampleFields, link: exampleLinks(service.url) };
const series = compiledSeries(['stress-and-back-pain']).first;
const { lessons } = series;
const mailOf = (id: string) => ({ html: lessons.find((lesson) => lesson.id === id)!.mail.html(fields) });
const desktop = { width: 680, height: 1000, scale: 1 };

const only = process.argv[2];
if (only !== 'doors') await languagePictures(browser, join(folder, 'languages'), service.url, series, fields);
if (only !== 'languages')
  await doorPictures(browser, folder, {
    siteUrl: service.url,
    lesson: join(projectRoot, 'templates/series/stress-and-back-pain/lessons/02-slow-breathing.md'),
    email: mailOf('slow-breathing').html,
  });
if (only === undefined) {
  await phonePictures(browser, join(folder, 'phone'), service.url, series, fields);
  await picture({ ...desktop, name: 'lesson-steady-amounts' }, mailOf('steady-amounts'));
  const overview = await (await fetch(preview.url)).text();
  const [, sheet = ''] = /href="\/local\/preview(\/mail\/steady-amounts\.[^"]+)"/.exec(overview) ?? [];
  await picture({ name: 'preview', width: 1600, height: 860, scale: 1 }, { url: preview.url + sheet });
  await consolePictures(browser, folder);
}

await browser.close();
await preview.stop();
await service.close();
await rm(data, { recursive: true, force: true });
