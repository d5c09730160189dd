import { basename, dirname, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { buildIn, engineFile } from '../roots.ts';

/**
 * In a package, the modules of `lambdas/content/` load what was built for the project when they run, which no bundler can follow. Beside each lies one
 * that imports it from where a clone has its build: it is taken in its place, and led to the project's build.
 */
export function projectContent(project: string): Plugin {
  const content = engineFile('lambdas', 'content');
  return {
    name: 'project-content',
    setup: (builder) => {
      builder.onResolve({ filter: /\/content\/\w+\.js$/ }, ({ path, resolveDir }) => {
        const module = resolve(resolveDir, path);
        return dirname(module) === content ? { path: module.replace(/\.js$/, '.bundled.js') } : undefined;
      });
      builder.onResolve({ filter: /\/build\/[\w-]+\.js$/ }, ({ path, importer }) =>
        dirname(importer) === content ? { path: buildIn(project, basename(path)) } : undefined,
      );
    },
  };
}
