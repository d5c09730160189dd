import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, transform, type Plugin } from 'esbuild';
import { buildHandlers } from '../../lib/cloud/build-handlers.ts';
import { esbuildOptions, handlerNames, webhookHandlerNames, type HandlerName } from '../../lib/cloud/bundling.ts';
import { roots } from '../../lib/roots.ts';
import { madeSmaller, type Mutation } from './mutants.ts';

/** Programs for child processes. */
export interface Bundles {
  worker: string;
  handlers: Record<HandlerName, string>;
}

/** Bundles every handler as the deployment does, and the program that stands in for Lambda's runtime. */
export async function buildBundles(folder: string, mutation?: Mutation): Promise<Bundles> {
  const mutations = mutation === undefined ? madeSmaller : [...madeSmaller, mutation];
  const names = [...handlerNames, ...webhookHandlerNames];
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
    buildHandlers(folder, names, [mutating(mutations)]),
  ]);
  const handlers = await Promise.all(
    names.map(async (name) => [name, await asCommonJs(join(folder, name, 'index.mjs'))] as const),
  );
  return { worker, handlers: Object.fromEntries(handlers) as Bundles['handlers'] };
}

/** V8 keeps what it has compiled only of scripts, not of modules: `kept-code.ts`. */
async function asCommonJs(bundle: string): Promise<string> {
  const file = bundle.replace(/mjs$/, 'cjs');
  const module = (await readFile(bundle, 'utf8')).replace(esbuildOptions.banner, '');
  // Scripts cannot import, either.
  const supported = { 'dynamic-import': false };
  const { code } = await transform(module, { format: 'cjs', platform: 'node', target: 'node20', supported });
  await writeFile(file, code);
  return file;
}

/** Changes sources on their way into a bundle. @throws when there is nothing to change: the mutant would be the service itself */
function mutating(mutations: readonly Mutation[]): Plugin {
  return {
    name: 'mutating',
    setup(builder) {
      builder.onLoad({ filter: /[\\/]lambdas[\\/].*\.ts$/ }, async ({ path }) => {
        const file = relative(roots.project, path).replaceAll('\\', '/');
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
