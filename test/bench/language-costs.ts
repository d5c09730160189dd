import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildHandlers } from '../../lib/cloud/build-handlers.ts';
import { esbuildOptions } from '../../lib/cloud/bundling.ts';
import { projectContent } from '../../lib/cloud/project-content.ts';
import { buildIn, roots } from '../../lib/roots.ts';
import { timeOfImport } from './cold-start.ts';

/** What further languages cost a cold start of `send`, and what somebody's first email in one of them does. */
export interface LanguageCosts {
  /** With the first language alone, and as it is deployed. */
  alone: { sizeBytes: number; importMs: number[] };
  all: { sizeBytes: number; importMs: number[] };
  languages: {
    tag: string;
    /** Of it in the bundle. */
    sizeBytes: number;
    /** Processor time of making its emails, once a process, in milliseconds; one entry a repeat. */
    firstUseMs: number[];
  }[];
}

const languageModule = /[\\/]build[\\/]templates\.([\w-]+)\.js$/;

/** As if no language but the first were offered. */
const firstLanguageAlone: Plugin = {
  name: 'first-language-alone',
  setup: (bundle) => bundle.onLoad({ filter: languageModule }, () => ({ contents: 'export const load = () => ({});' })),
};

export async function languageCosts(folder: string, repeats: number): Promise<LanguageCosts> {
  const content = projectContent(roots.project);
  const [[alone], [all]] = [
    await buildHandlers(join(folder, 'alone'), ['send'], { plugins: [firstLanguageAlone, content] }),
    await buildHandlers(join(folder, 'all'), ['send'], { plugins: [content] }),
  ];
  const emails = await emailsAlone(folder);
  const languages = Object.entries(all!.inputs).flatMap(([file, { bytesInOutput }]) => {
    const tag = languageModule.exec(`/${file}`)?.[1];
    return tag === undefined ? [] : [{ tag, sizeBytes: bytesInOutput, firstUseMs: [] as number[] }];
  });
  const [aloneMs, allMs]: [number[], number[]] = [[], []];
  // In turn, so that whatever else the machine does meets both.
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    aloneMs.push(await timeOfImport(join(folder, 'alone', 'send', 'index.mjs')));
    allMs.push(await timeOfImport(join(folder, 'all', 'send', 'index.mjs')));
    for (const { tag, firstUseMs } of languages) {
      const use = `for (const { languages } of imported.series) languages?.[${JSON.stringify(tag)}]?.();`;
      firstUseMs.push(await timeOfImport(emails, use));
    }
  }
  return {
    alone: { sizeBytes: alone!.sizeBytes, importMs: aloneMs },
    all: { sizeBytes: all!.sizeBytes, importMs: allMs },
    languages: languages.toSorted((one, other) => (one.tag < other.tag ? -1 : 1)),
  };
}

/** The compiled emails without what sends them, so that they can be used from outside. */
async function emailsAlone(folder: string): Promise<string> {
  const { banner, sourceMap: _, mainFields, ...options } = esbuildOptions;
  const outfile = join(folder, 'emails.mjs');
  await build({
    ...options,
    mainFields: [...mainFields],
    banner: { js: banner },
    entryPoints: [buildIn(roots.project, 'templates.js')],
    outfile,
    bundle: true,
    platform: 'node',
    logLevel: 'warning',
  });
  return outfile;
}
