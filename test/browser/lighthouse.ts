import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import { deployedHandlers } from '../../lib/local/handlers.ts';
import { startLocalService } from '../../lib/local/service.ts';
import { freePort } from '../../lib/local/emulators/free-port.ts';
import { startBrowser } from '../support/browser.ts';

/**
 * `npm run lighthouse`: what Lighthouse says of the pages that search engines may show, as on a phone with slow network and processor. The median of three
 * looks counts; below 95 in any category fails. Wants a machine with nothing else to do: Lighthouse takes a busy processor for a slow page.
 */

const leastScore = 95;
const looks = 3;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
/** Newer than the Node that the project asks for, so both come from npm for this command alone. */
const tools = ['node@24', 'lighthouse@13.5.0'];

const lesson = 'slow-breathing';
const pages: Record<string, string> = {
  'start page': hrefOf(links.home),
  'a lesson': hrefOf(links.lesson, { lesson }),
  'its practice': hrefOf(links.practise, { lesson }),
  'its sheet': hrefOf(links.sheet, { lesson: 'flare-up-plan' }),
  'a bad day': hrefOf(links.badDay),
  'when to get help': hrefOf(links.help),
  sources: hrefOf(links.sources),
  privacy: hrefOf(links.privacy),
};

/** The part of Lighthouse's report that is read; scores from 0 to 1. */
const Report = z.object({
  categories: z.record(z.string(), z.object({ score: z.number() })),
  audits: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable() })),
});
type Report = z.infer<typeof Report>;

const folder = await mkdtemp(join(tmpdir(), 'weekwise-lighthouse-'));
const service = await startLocalService({
  dataDir: join(folder, 'data'),
  port: 0,
  handlers: await deployedHandlers(),
  onError: console.error,
});
const port = await freePort();
const browser = await startBrowser([`--remote-debugging-port=${port}`]);
const below: string[] = [];
try {
  for (const [name, path] of Object.entries(pages)) {
    const reports: Report[] = [];
    for (let look = 0; look < looks; look += 1) reports.push(await lookAt(`${service.url}${path}`));
    const medians = categories.map((id) => {
      const scores = reports.map((report) => Math.round(100 * report.categories[id]!.score)).toSorted((a, b) => a - b);
      return { id, score: scores[Math.floor(looks / 2)]! };
    });
    console.log(`${name.padEnd(18)} ${medians.map(({ id, score }) => `${id} ${score}`).join(' · ')}`);
    const low = medians.filter(({ score }) => score < leastScore);
    below.push(...low.map(({ id, score }) => `${name}: ${id} ${score}`));
    const faults = Object.values(reports[0]!.audits).filter(({ score }) => score === 0);
    if (low.length > 0) for (const { title } of faults) console.log(`  ${title}`);
  }
} finally {
  await browser.close();
  await service.close();
  await rm(folder, { recursive: true, force: true });
}
for (const one of below) console.error(`✗ ${one}, below ${leastScore}`);
if (below.length > 0) process.exitCode = 1;

async function lookAt(url: string): Promise<Report> {
  const file = join(folder, 'report.json');
  const options = [`--port=${port}`, '--output=json', `--output-path=${file}`, '--quiet'];
  const only = `--only-categories=${categories.join()}`;
  const packages = tools.map((tool) => `--package=${tool}`);
  await promisify(execFile)('npm', ['exec', '--yes', ...packages, '--', 'lighthouse', url, only, ...options]);
  return Report.parse(JSON.parse(await readFile(file, 'utf8')));
}
