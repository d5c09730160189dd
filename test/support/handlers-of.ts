import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type * as local from '../../lib/local/handlers.ts';
import { engineFile } from '../../lib/roots.ts';
import { compileTemplates } from '../../lib/templates/compile-templates.ts';
import { forNode } from './bundled-programs.ts';

/**
 * The handlers of a project, bundled with what is built of its templates: a clone has its own build alone.
 *
 * @param project - its folder
 * @param folder - gets the build and the bundle
 */
export async function handlersOf(project: string, folder: string): Promise<local.Handlers> {
  await mkdir(folder, { recursive: true });
  await symlink(engineFile('node_modules'), join(folder, 'node_modules'), 'junction');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const [name, code] of Object.entries(await compileTemplates(project))) {
    if (name.endsWith('.js')) await writeFile(join(folder, name), code);
  }
  const ofProject: Plugin = {
    name: 'of-project',
    setup: (bundle) => {
      bundle.onResolve({ filter: /\/build\/[\w-]+\.js$/ }, ({ path }) => {
        const own = join(folder, path.slice(path.lastIndexOf('/') + 1));
        // A script of pages is the same in every build.
        return existsSync(own) ? { path: own } : undefined;
      });
      // It asks for its own place.
      bundle.onResolve({ filter: /\/roots\.ts$/ }, () => ({
        path: pathToFileURL(engineFile('lib/roots.ts')).href,
        external: true,
      }));
    },
  };
  const outfile = join(folder, 'handlers.mjs');
  await build({
    entryPoints: [engineFile('lib/local/handlers.ts')],
    outfile,
    plugins: [ofProject],
    ...forNode,
  });
  const { deployedHandlers } = (await import(pathToFileURL(outfile).href)) as typeof local;
  return deployedHandlers();
}
