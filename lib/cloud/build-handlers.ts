import { join, relative } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { esbuildOptions, handlerEntry, handlerNames, webhookHandlerNames, type HandlerName } from './bundling.ts';
import { buildIn, isPackaged, moduleExtension, roots } from '../roots.ts';
import { projectContent } from './project-content.ts';

export interface Bundle {
  name: HandlerName;
  /** Relative to the project. */
  file: string;
  sizeBytes: number;
  /** What went into it, and how much of it. */
  inputs: Metafile['outputs'][string]['inputs'];
}

/**
 * Bundles handlers as the deployment does; in one go, so that what they share is read once.
 *
 * @param folder - gets `<name>/index.mjs`; nothing is written without it
 * @param changes - of how it is bundled, for tests
 */
export async function buildHandlers(
  folder?: string,
  names: readonly HandlerName[] = [...handlerNames, ...webhookHandlerNames],
  changes: BuildOptions = {},
): Promise<Bundle[]> {
  const { banner, sourceMap, mainFields, ...options } = esbuildOptions;
  const outdir = folder ?? buildIn(roots.project, 'lambdas');
  const { metafile } = await build({
    ...options,
    mainFields: [...mainFields],
    sourcemap: sourceMap,
    banner: { js: banner },
    absWorkingDir: roots.engine,
    entryPoints: names.map((name) => ({ in: handlerEntry(name), out: join(name, 'index') })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    logLevel: 'warning',
    write: folder !== undefined,
    plugins: isPackaged ? [projectContent(roots.project)] : [],
    ...changes,
    metafile: true,
  });
  const outputs = Object.values(metafile.outputs);
  return names.map((name) => {
    const { bytes, inputs } = outputs.find(({ entryPoint }) => entryPoint === `lambdas/${name}${moduleExtension}`)!;
    return { name, file: relative(roots.project, join(outdir, name, 'index.mjs')), sizeBytes: bytes, inputs };
  });
}
