import { join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import {
  esbuildOptions,
  handlerEntry,
  handlerNames,
  projectRoot,
  webhookHandlerNames,
  type HandlerName,
} from './bundling.ts';

export interface Bundle {
  name: HandlerName;
  /** Relative to the project. */
  file: string;
  sizeBytes: number;
  /** What went into it, and how much of it. */
  metafile: Metafile;
}

/**
 * Bundles handlers as the deployment does.
 *
 * @param folder - gets `<name>/index.mjs`; nothing is written without it
 * @param plugins - change what goes into it, for tests
 */
export async function buildHandlers(
  folder?: string,
  names: readonly HandlerName[] = [...handlerNames, ...webhookHandlerNames],
  plugins: Plugin[] = [],
): Promise<Bundle[]> {
  const { banner, sourceMap, mainFields, ...options } = esbuildOptions;
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder ?? join(projectRoot, 'build', 'lambdas'), name, 'index.mjs');
      const { metafile } = await build({
        ...options,
        mainFields: [...mainFields],
        sourcemap: sourceMap,
        banner: { js: banner },
        absWorkingDir: projectRoot,
        entryPoints: [handlerEntry(name)],
        outfile: file,
        bundle: true,
        platform: 'node',
        metafile: true,
        plugins,
        logLevel: 'warning',
        write: folder !== undefined,
      });
      const path = relative(projectRoot, file);
      return { name, file: path, sizeBytes: metafile.outputs[path]?.bytes ?? 0, metafile };
    }),
  );
}
