import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildHandlers } from '../../lib/cloud/build-handlers.ts';
import { handlerNames, projectRoot, type HandlerName } from '../../lib/cloud/bundling.ts';
import { quickTimeout, type Mutation } from './mutants.ts';

/** Programs for child processes. */
export interface Bundles {
  worker: string;
  handlers: Record<HandlerName, string>;
}

/** Bundles every handler as the deployment does, and the program that stands in for Lambda's runtime. */
export async function buildBundles(folder: string, mutation?: Mutation): Promise<Bundles> {
  const mutations = mutation === undefined ? [quickTimeout] : [quickTimeout, mutation];
  const worker = join(folder, 'worker.mjs');
  await Promise.all([
    build({
      entryPoints: [join(import.meta.dirname, 'worker.ts')],
      outfile: worker,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
    }),
    buildHandlers(folder, handlerNames, [mutating(mutations)]),
  ]);
  const handlers = handlerNames.map((name) => [name, join(folder, name, 'index.mjs')]);
  return { worker, handlers: Object.fromEntries(handlers) as Bundles['handlers'] };
}

/** Changes sources on their way into a bundle. @throws when there is nothing to change: the mutant would be the service itself */
function mutating(mutations: readonly Mutation[]): Plugin {
  return {
    name: 'mutating',
    setup(builder) {
      builder.onLoad({ filter: /[\\/]lambdas[\\/].*\.ts$/ }, async ({ path }) => {
        const file = relative(projectRoot, path).replaceAll('\\', '/');
        const wanted = mutations.filter((mutation) => mutation.file === file);
        if (wanted.length === 0) return undefined;
        let contents = await readFile(path, 'utf8');
        for (const { from, to } of wanted) {
          if (!contents.includes(from)) throw new Error(`${file} does not contain "${from}"`);
          contents = contents.replace(from, () => to);
        }
        return { contents, loader: 'ts' };
      });
    },
  };
}
