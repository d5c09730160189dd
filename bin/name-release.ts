import { readdir, readFile, writeFile } from 'node:fs/promises';
import { ChangelogError, nameRelease } from '../lib/pack/changelog.ts';
import { engineFile, engineVersion, packageName } from '../lib/roots.ts';

/**
 * Called by `npm version`, which has written the new version into package.json and makes the commit and the tag afterwards. Names it in the changelog, and in
 * the examples, which depend on the version that they are beside.
 */
const file = engineFile('CHANGELOG.md');
try {
  const today = new Date().toISOString().slice(0, 10);
  await writeFile(file, nameRelease(await readFile(file, 'utf8'), engineVersion, today));
  for (const example of await readdir(engineFile('examples'), { withFileTypes: true })) {
    if (!example.isDirectory()) continue;
    const about = engineFile('examples', example.name, 'package.json');
    const project = JSON.parse(await readFile(about, 'utf8')) as { dependencies: Record<string, string> };
    project.dependencies[packageName] = `^${engineVersion}`;
    await writeFile(about, `${JSON.stringify(project, undefined, 2)}\n`);
  }
} catch (error) {
  if (!(error instanceof ChangelogError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
