import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { buildHandlers } from '../../lib/cloud/build-handlers.ts';
import { handlerNames, webhookHandlerNames, type HandlerName } from '../../lib/cloud/bundling.ts';
import { roots } from '../../lib/roots.ts';
import { madeSmaller, type Mutation } from './mutants.ts';

/** Programs for child processes. */
export interface Bundles {
  worker: string;
  handlers: Record<HandlerName, string>;
  /** Files of ours in each handler, relative to the project. */
  sources: Record<HandlerName, string[]>;
}

/** Bundles handlers as the deployment does, all of them unless told otherwise, and the program that stands in for Lambda's runtime. */
export async function buildBundles(
  folder: string,
  mutations: readonly Mutation[] = madeSmaller,
  names: readonly HandlerName[] = [...handlerNames, ...webhookHandlerNames],
): Promise<Bundles> {
  const worker = join(folder, 'worker.mjs');
  const [handlers] = await Promise.all([
    bundleHandlers(folder, names, mutations),
    build({
      entryPoints: [join(import.meta.dirname, 'worker.ts')],
      outfile: worker,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
    }),
  ]);
  return { worker, ...(handlers as Pick<Bundles, 'handlers' | 'sources'>) };
}

/**
 * The same with one safeguard taken out, of all handlers unless told otherwise: only those that have the file are bundled again.
 *
 * @throws when none has it
 */
export async function withMutation(
  bundles: Bundles,
  folder: string,
  mutation: Mutation,
  of = Object.keys(bundles.sources) as HandlerName[],
): Promise<Bundles> {
  const names = of.filter((name) => bundles.sources[name].includes(mutation.file));
  if (names.length === 0) throw new Error(`No handler has ${mutation.file}`);
  const { handlers } = await bundleHandlers(folder, names, [...madeSmaller, mutation]);
  return { ...bundles, handlers: { ...bundles.handlers, ...handlers } };
}

async function bundleHandlers(
  folder: string,
  names: readonly HandlerName[],
  mutations: readonly Mutation[],
): Promise<{ [KeyRange in 'handlers' | 'sources']: Partial<Bundles[KeyRange]> }> {
  const built = await buildHandlers(folder, names, { ...asScripts, plugins: [mutating(mutations)] });
  const handlers = names.map((name) => [name, join(folder, name, 'index.cjs')]);
  const sources = built.map(({ name, inputs }) => [
    name,
    Object.keys(inputs).filter((file) => file.startsWith('lambdas/')),
  ]);
  return { handlers: Object.fromEntries(handlers), sources: Object.fromEntries(sources) };
}

/** V8 keeps what it has compiled only of scripts, not of modules: `kept-code.ts`. Nobody reads the stacks of what is killed. */
const asScripts: BuildOptions = {
  format: 'cjs',
  target: 'node20',
  banner: {},
  outExtension: { '.js': '.cjs' },
  sourcemap: false,
  // Scripts cannot import, either.
  supported: { 'dynamic-import': false },
};

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
