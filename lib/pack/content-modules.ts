import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * In a clone, `lambdas/content/` imports what is built in the same folder. In a package it has to come from the project, whose place is known only when a
 * program runs: there each of these modules loads it. What is deployed is bundled from the sources, where they are as they were: see lib/cloud/project-content.ts.
 *
 * @param folder - of the package
 */
export async function contentModules(folder: string): Promise<void> {
  const content = join(folder, 'lambdas', 'content');
  for (const name of await readdir(content)) {
    await writeFile(join(content, name), loadingFromProject(await readFile(join(content, name), 'utf8')));
  }
}

const imports = /^(import|export) \{([^}]*)\} from ['"]\.\.\/\.\.\/build\/([\w-]+\.js)['"];$/gm;

/** The same module, with its imports from the build as loading from the project's. @throws Error where it has them in another form */
export function loadingFromProject(source: string): string {
  const code = source.replaceAll(imports, (_, kind: string, names: string, file: string) => {
    const declared = `const {${names.replaceAll(' as ', ': ')}}`;
    return `${kind === 'export' ? 'export ' : ''}${declared} = await built('${file}');`;
  });
  if (code === source || /from ['"].*\/build\//.test(code)) {
    throw new Error(
      `A module of lambdas/content/ imports nothing from build/, or in a form that pack does not know:\n${source}`,
    );
  }
  return `import { pathToFileURL } from 'node:url';
import { buildIn, roots } from '../../lib/roots.js';

const built = (file) => import(pathToFileURL(buildIn(roots.project, file)).href);
${code}`;
}
