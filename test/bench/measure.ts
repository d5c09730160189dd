import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { roots } from '../../lib/roots.ts';
import { coldBundles, type ColdBundle } from './cold-start.ts';
import { startEmulators, type BenchEmulators } from './engines.ts';
import { handlerSettings } from './handler-settings.ts';
import { buildLabs, labNames, runLab, type LabName } from './lab.ts';
import type { CountingResult } from './labs/counting.ts';
import type { DrainResult } from './labs/drain.ts';
import type { PlanningResult } from './labs/planning.ts';
import type { SenderResult } from './labs/sender.ts';
import type { SiteRoute } from './labs/site.ts';
import type { YearResult } from './labs/year.ts';
import { type Lateness, latenessOf } from './lateness.ts';
import { languageCosts, type LanguageCosts } from './language-costs.ts';
import { lessonSource } from './lesson-source.ts';
import type { Sizes } from './sizes.ts';

/** Everything that was measured in one run. */
export interface Measurements {
  sender: SenderResult;
  counting: CountingResult;
  planning: PlanningResult;
  drain: (DrainResult & { perSecond: number; mails: number })[];
  lateness: Lateness[];
  cold: ColdBundle[];
  languages: LanguageCosts;
  site: SiteRoute[];
  year: YearResult;
}
export type Section = keyof Measurements;
export const sections: readonly Section[] = [
  'sender',
  'counting',
  'planning',
  'drain',
  'lateness',
  'cold',
  'languages',
  'site',
  'year',
];

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
    const inLab = <Result>(name: LabName, task: object, emulators?: BenchEmulators, metered = false) =>
      runLab<Result>(folder, name, {
        task,
        onProgress,
        ...(emulators && { environment: emulators.environment({ metered }), answers: emulators }),
      });

    await take('sender', () =>
      withEmulators(folder, {}, async (emulators, settings) => {
        const mjml = await lessonSource(roots.project, benchSeries, benchLessonIndex);
        return inLab('sender', { ...sizes.sender, settings, mjml }, emulators);
      }),
    );
    await take('counting', () =>
      withEmulators(folder, {}, async (emulators, settings) => {
        const sqsUrl = emulators.environment()['AWS_ENDPOINT_URL_SQS'];
        return inLab(
          'counting',
          { ...sizes.counting, settings, queueUrls: emulators.queueUrls, sqsUrl },
          emulators,
          true,
        );
      }),
    );
    await take('planning', () => inLab('planning', sizes.planning));
    await take('drain', async () => {
      const results: Measurements['drain'] = [];
      for (const { perSecond, mails } of sizes.drain) {
        const result = await withEmulators(folder, { perSecondMax: perSecond }, (emulators, settings) =>
          inLab<DrainResult>('drain', { perSecond, mails, senders: drainSenders, settings }, emulators),
        );
        results.push({ perSecond, mails, ...result });
      }
      return results;
    });
    await take('lateness', async () => {
      const results: Lateness[] = [];
      for (const crowd of sizes.lateness) results.push(await latenessOf(crowd));
      return results;
    });
    await take('cold', () => coldBundles(folder, sizes.cold.repeats));
    await take('languages', () => languageCosts(folder, sizes.cold.repeats));
    await take('site', () =>
      withEmulators(folder, {}, (emulators, settings) => inLab('site', { ...sizes.site, settings }, emulators)),
    );
    await take('year', () => inLab('year', sizes.year));
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fresh emulators for each piece, so that none pays for what another left in the table. */
async function withEmulators<Result>(
  folder: string,
  options: { perSecondMax?: number },
  work: (emulators: BenchEmulators, settings: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const emulators = await startEmulators(join(folder, 'engines'), options);
  try {
    return await work(emulators, await handlerSettings(folder, emulators));
  } finally {
    await emulators.stop();
  }
}
