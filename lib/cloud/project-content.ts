import { basename, dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import { buildIn, sourceFile } from '../roots.ts';

/** Leads what `lambdas/content/` imports to the project's build, wherever the handlers lie. */
export function projectContent(project: string): Plugin {
  const content = sourceFile('lambdas', 'content');
  return {
    name: 'project-content',
    setup: (builder) => {
      builder.onResolve({ filter: /\/build\/[\w-]+\.js$/ }, ({ path, importer }) =>
        dirname(importer) === content ? { path: buildIn(project, basename(path)) } : undefined,
      );
    },
  };
}
