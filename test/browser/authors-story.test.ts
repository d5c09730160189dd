import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { countReviews } from '../../lib/content/reviews/review-states.ts';
import { acceptUnreviewed } from '../../lib/operator/deploy/accept-unreviewed.ts';
import { reviewLine } from '../../lib/operator/doctor/diagnose.ts';
import { startPreview } from '../../lib/preview/preview.ts';
import { roots } from '../../lib/roots.ts';
import { startBrowser } from '../support/browser.ts';
import { runHere } from '../support/command-line.ts';
import { ProjectCopy, seriesPath } from '../templates/project-copy.ts';

/*
 * Goal: an author who knows no MJML makes a lesson, sees it on a phone, shares it and has it signed, by nothing but what docs/authoring.md says. The
 * commands and the lesson are taken from there.
 */

const today = '2026-11-28';
const place: { project: string } = roots;
const before = roots.project;
let guide: string;
let project: ProjectCopy;
let browser: Browser | undefined;
let page: Page;

beforeAll(async () => {
  guide = await readFile(join(roots.engine, 'docs/authoring.md'), 'utf8');
  project = await ProjectCopy.make();
  // A folder of the author's own.
  await rm(join(project.root, seriesPath), { recursive: true });
  place.project = project.root;
  browser = await startBrowser();
  page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
});
afterAll(async () => {
  place.project = before;
  await browser?.close();
  await project.remove();
});

/** The commands of the section, in order. */
function commands(): string[] {
  const section = guide.slice(guide.indexOf('## The whole way'), guide.indexOf('## Begin'));
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block!.trim().split('\n'));
}

/** Runs one as a shell would; a folder that it makes is made beside the templates. */
async function run(command: string): Promise<string> {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  expect(words.splice(0, 2)).toEqual(['npx', 'weekwise']);
  const ran = await runHere(...words.map((word) => (word === 'for-ada' ? join(project.root, word) : word)));
  expect(ran).toMatchObject({ code: 0, err: '' });
  return ran.out;
}

/** What keeps production from being deployed; undefined where nothing does. */
async function gate(): Promise<string | undefined> {
  const stagesFile = 'stages.json';
  const reviewsOf = (series: readonly string[]) => countReviews(project.root, series, today);
  const deps = { stagesFile, reviewsOf, today, ask: undefined, say: () => undefined };
  return acceptUnreviewed('production', { series: 'tea-breaks' }, deps).then(
    () => undefined,
    ({ message }: Error) => message,
  );
}

/** What the doctor says of it. */
async function doctor() {
  const counts = await countReviews(project.root, ['tea-breaks'], today);
  return reviewLine(counts, { isProduction: true, accepted: undefined });
}

const sideways = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');

test('from nothing to a lesson that is signed and may be sent', async () => {
  const [make, see, share, sign, list, ...others] = commands();
  expect(others).toEqual([]);
  expect(await run(make!)).toContain('templates/series/tea-breaks/series.yaml');

  const [, lesson] = /```markdown\n([\s\S]*?)```/.exec(guide)!;
  await project.write('templates/series/tea-breaks/lessons/03-first-sip.md', lesson!);

  // The preview, at the width of a phone.
  expect(see).toBe('npm run preview');
  const preview = await startPreview(project.root);
  await page.goto(preview.url);
  expect(await page.locator('main').innerText()).toContain('The checks found nothing to fix.');
  await page.getByRole('link', { name: 'first-sip', exact: true }).click();
  expect(await sideways()).toBe(0);
  const frame = page.getByTitle('Phone', { exact: true });
  expect(await frame.contentFrame().locator('body').innerText()).toContain('Take one sip');
  // The email itself, as large as the phone: the practice is read without scrolling.
  await page.goto(new URL((await frame.getAttribute('src'))!, preview.url).href);
  expect(await sideways()).toBe(0);
  const lastStep = page.getByText('Take one sip, and wait until the taste is gone.').first();
  const { y, height } = (await lastStep.boundingBox())!;
  expect(y + height).toBeLessThan(844);

  // Nobody looks any more: what follows need not be read again.
  await preview.settled();
  await preview.stop();

  // The folder for a reviewer, opened by double click.
  await run(share!);
  const folder = pathToFileURL(join(project.root, 'for-ada/')).href;
  await page.goto(new URL('index.html', folder).href);
  await page.getByRole('link', { name: 'The first sip' }).first().click();
  expect(await page.getByTitle('The email').contentFrame().locator('body').innerText()).toContain('Not yet reviewed');
  await page.goto(new URL('sheets/first-sip.html', folder).href);
  const onSheet = /npx weekwise series review sign .*/.exec(await page.locator('body').innerText())![0];

  expect(await gate()).toContain('texts are signed by no reviewer as they are now');
  expect(await doctor()).toMatchObject({ ok: false });
  // The sheet that came back, and then all the others.
  await run(onSheet.replace('"…"', '"Ada Example"').replace('"…"', 'physiotherapist').replace('20…-…-…', '2026-11-27'));
  expect(await run(list!)).not.toMatch(/^ {2}first-sip/m);
  await run(sign!);
  expect(await run(list!)).toMatch(/tea-breaks: (\d+) of \1 texts are signed as they are now\./);
  expect(await gate()).toBeUndefined();
  expect(await doctor()).toMatchObject({ ok: true });

  // A word that changes costs the signature, and with it the way to production.
  await project.edit('templates/series/tea-breaks/lessons/03-first-sip.md', 'Put everything else down.', 'Sit down.');
  expect(await gate()).toMatch(/^1 of \d+ texts are signed by no reviewer/);
}, 60_000);
