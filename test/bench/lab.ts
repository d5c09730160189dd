import { fork } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { esbuildOptions } from '../../lib/cloud/bundling.ts';
import { roots } from '../../lib/roots.ts';

/** Programs that measure, each in a fresh process with nothing else in it. */
export const labNames = ['sender', 'counting', 'planning', 'drain', 'site', 'year'] as const;
export type LabName = (typeof labNames)[number];

/** What a lab may ask of the engines; `time` tells them its own. */
export type LabQuestion = 'raw' | 'events' | 'metered' | 'time';

/** What a lab tells its parent. */
export type LabMessage = { progress: string } | { ask: LabQuestion; at?: string | undefined } | { result: unknown };

/** Answers what a lab asks of the engines. */
export type LabAnswers = Partial<Record<LabQuestion, (at?: string) => Promise<unknown>>>;

/**
 * Bundles labs with the options of the deployment: what is measured is what is deployed, and the SDK beside it is the same copy of it. MJML stays
 * outside, where anybody who compiles at send time would have it.
 *
 * @param folder - within the project: a bundle finds its packages from where it lies
 */
export async function buildLabs(folder: string, names: readonly LabName[] = labNames): Promise<void> {
  const { banner, sourceMap, mainFields, ...options } = esbuildOptions;
  await build({
    ...options,
    mainFields: [...mainFields],
    sourcemap: sourceMap,
    banner: { js: banner },
    absWorkingDir: roots.project,
    entryPoints: names.map((name) => join(import.meta.dirname, 'labs', `${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    external: ['mjml'],
    logLevel: 'warning',
  });
}

export interface LabOptions {
  /** Given to the lab as they are. */
  task: object;
  environment?: Record<string, string>;
  answers?: LabAnswers;
  onProgress?: ((words: string) => void) | undefined;
}

/** Runs a lab to its end. @throws when it fails, with what it said */
export function runLab<Result>(folder: string, name: LabName, options: LabOptions): Promise<Result> {
  const child = fork(join(folder, `${name}.mjs`), [JSON.stringify(options.task)], {
    // The collector on demand, so that one block does not pay for the rubbish of the block before it; source maps name functions in a profile.
    execArgv: ['--expose-gc', '--enable-source-maps'],
    env: { ...process.env, POWERTOOLS_METRICS_DISABLED: 'false', ...options.environment },
    // Metrics are lines on standard output, which Lambda reads and we do not; a file would cost less than a pipe, and a screen more.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    let result: { is: Result } | undefined;
    child.on('message', (message: LabMessage) => {
      if ('progress' in message) options.onProgress?.(message.progress);
      else if ('result' in message) result = { is: message.result as Result };
      else {
        void options.answers?.[message.ask]?.(message.at).then((answer) => child.send({ answer: answer as object }));
      }
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (result !== undefined && code === 0) resolve(result.is);
      else reject(new Error(`The ${name} lab ended with ${code ?? signal}: ${said.slice(0, 4_000)}`));
    });
  });
}
