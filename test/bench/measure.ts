import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { roots } from '../../lib/roots.ts';
import { coldBundles, type ColdBundle } from './cold-start.ts';
import { startEngines, type BenchEngines } from './engines.ts';
import { handlerSettings } from './handler-settings.ts';
import { buildLabs, labNames, runLab, type LabName } from './lab.ts';
import type { CountingResult } from './labs/counting.ts';
import type { DrainResult } from './labs/drain.ts';
import type { PlanningResult } from './labs/planning.ts';
import type { SenderResult } from './labs/sender.ts';
import type { SiteRoute } from './labs/site.ts';
import type { YearResult } from './labs/year.ts';
import { lessonSource } from './lesson-source.ts';
import type { Sizes } from './sizes.ts';

/** Everything that was measured in one run. */
export interface Measurements {
  sender: SenderResult;
  counting: CountingResult;
  planning: PlanningResult;
  drain: (DrainResult & { perSecond: number; mails: number })[];
  cold: ColdBundle[];
  site: SiteRoute[];
  year: YearResult;
}
export type Section = keyof Measurements;
export const sections: readonly Section[] = ['sender', 'counting', 'planning', 'drain', 'cold', 'site', 'year'];

/** Sends at once in the drain: what a deployment has unless it is told otherwise. */
const drainSenders = 4;

/** The series and the lesson that the tutorial compiles: the one that the sender's people are owed. */
const benchSeries = 'stress-and-back-pain';
const benchLessonIndex = 8;

/** Measures the sections that are asked for. */
export async function measure(
  wanted: readonly Section[],
  sizes: Sizes,
  onProgress: (words: string) => void = () => undefined,
): Promise<Partial<Measurements>> {
  // Within the project: a bundle finds its packages from where it lies.
  const folder = await mkdtemp(join(roots.project, 'build', 'bench-'));
  try {
    await buildLabs(
      folder,
      labNames.filter((name) => wanted.includes(name)),
    );
    const measured: Partial<Measurements> = {};
    const take = async <Name extends Section>(name: Name, work: () => Promise<Measurements[Name]>) => {
      if (!wanted.includes(name)) return;
      onProgress(`${name} …`);
      measured[name] = await work();
    };
    const inLab = <Result>(name: LabName, task: object, engines?: BenchEngines, metered = false) =>
      runLab<Result>(folder, name, {
        task,
        onProgress,
        ...(engines && { environment: engines.environment({ metered }), answers: engines }),
      });

    await take('sender', () =>
      withEngines(folder, {}, async (engines, settings) => {
        const mjml = await lessonSource(roots.project, benchSeries, benchLessonIndex);
        return inLab('sender', { ...sizes.sender, settings, mjml }, engines);
      }),
    );
    await take('counting', () =>
      withEngines(folder, {}, async (engines, settings) => {
        const sqsUrl = engines.environment()['AWS_ENDPOINT_URL_SQS'];
        return inLab('counting', { ...sizes.counting, settings, queueUrls: engines.queueUrls, sqsUrl }, engines, true);
      }),
    );
    await take('planning', () => inLab('planning', sizes.planning));
    await take('drain', async () => {
      const results: Measurements['drain'] = [];
      for (const { perSecond, mails } of sizes.drain) {
        const result = await withEngines(folder, { perSecondMax: perSecond }, (engines, settings) =>
          inLab<DrainResult>('drain', { perSecond, mails, senders: drainSenders, settings }, engines),
        );
        results.push({ perSecond, mails, ...result });
      }
      return results;
    });
    await take('cold', () => coldBundles(folder, sizes.cold.repeats));
    await take('site', () =>
      withEngines(folder, {}, (engines, settings) => inLab('site', { ...sizes.site, settings }, engines)),
    );
    await take('year', () => inLab('year', sizes.year));
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fresh engines for each piece, so that none pays for what another left in the table. */
async function withEngines<Result>(
  folder: string,
  options: { perSecondMax?: number },
  work: (engines: BenchEngines, settings: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const engines = await startEngines(options);
  try {
    return await work(engines, await handlerSettings(folder, engines));
  } finally {
    await engines.stop();
  }
}
