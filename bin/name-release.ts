import { readFile, writeFile } from 'node:fs/promises';
import { ChangelogError, nameRelease } from '../lib/pack/changelog.ts';
import { engineFile, engineVersion } from '../lib/roots.ts';

/** Called by `npm version`, which has written the new version into package.json and makes the commit and the tag afterwards. */
const file = engineFile('CHANGELOG.md');
try {
  const today = new Date().toISOString().slice(0, 10);
  await writeFile(file, nameRelease(await readFile(file, 'utf8'), engineVersion, today));
} catch (error) {
  if (!(error instanceof ChangelogError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
