import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { esbuildOptions, handlerEntry, handlerNames, webhookHandlerNames, type HandlerName } from './bundling.ts';
import { buildIn, roots, sourceFile } from '../roots.ts';
import { projectContent } from './project-content.ts';
import { nameSources } from './source-names.ts';

export interface Bundle {
  name: HandlerName;
  /** Relative to the project. */
  file: string;
  /** With everything that it imports, now or later. */
  sizeBytes: number;
  /** What went into it, and how much of it. */
  inputs: Readonly<Record<string, { bytesInOutput: number }>>;
}

/**
 * Bundles handlers as the deployment does; in one go, so that what they share is read once. The same handlers and the same content are the same files, byte by
 * byte, from a clone and from a package: they come from the same sources, and name them alike.
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
    absWorkingDir: sourceFile(),
    entryPoints: names.map((name) => ({ in: handlerEntry(name), out: join(name, 'index') })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    logLevel: 'warning',
    write: folder !== undefined,
    plugins: [projectContent(roots.project)],
    ...changes,
    metafile: true,
  });
  if (folder !== undefined) {
    const maps = Object.keys(metafile.outputs).filter((file) => file.endsWith('.map'));
    for (const map of maps.map((file) => join(sourceFile(), file))) {
      await writeFile(map, nameSources(await readFile(map, 'utf8'), map));
    }
  }
  return names.map((name) => {
    const outputs = reachedFrom(`lambdas/${name}.ts`, metafile);
    return {
      name,
      file: relative(roots.project, join(outdir, name, 'index.mjs')),
      sizeBytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
      inputs: Object.assign({}, ...outputs.map(({ inputs }) => inputs)) as Bundle['inputs'],
    };
  });
}

/** The file of a handler, and those that it imports where what handlers share is in files of its own. */
function reachedFrom(entry: string, { outputs }: Metafile): Metafile['outputs'][string][] {
  const files = new Set(Object.keys(outputs).filter((file) => outputs[file]!.entryPoint === entry));
  for (const file of files) {
    for (const { path, external } of outputs[file]!.imports) if (external !== true) files.add(path);
  }
  return [...files].map((file) => outputs[file]!);
}
