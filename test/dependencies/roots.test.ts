import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { roots } from '../../lib/roots.ts';

/** Sources of the product, by their path from the root. */
const sources = ['bin', 'lambdas', 'lib'].flatMap((folder) =>
  readdirSync(join(roots.engine, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|tsx|js)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
);

/** Files with code that does something, comments left out. */
function filesWith(pattern: RegExp): string[] {
  expect(sources.length).toBeGreaterThan(300);
  return sources.filter((file) => {
    const code = readFileSync(join(roots.engine, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');
    // Asks Node where a package is, which is not where we are; in the banner of bundles it is esbuild's.
    return pattern.test(code.replaceAll('createRequire(import.meta.url)', ''));
  });
}

test('one module knows where the engine and the project lie', () => {
  expect(filesWith(/import\.meta\.|process\.cwd\(|__dirname/)).toEqual(['lib/roots.ts']);
});

test('one module knows what the folders of templates and of the build are called', () => {
  expect(filesWith(/(?<!from |import\()['"`](?:[./]*)(?:templates|build)(?:\/[^'"`\s]*)?['"`]/)).toEqual([
    'lib/roots.ts',
  ]);
});

test('what was built from templates comes in by one folder', () => {
  const importing = filesWith(/(?:from |import\()['"][./]+\/build\//);
  expect(importing.filter((file) => !file.startsWith('lambdas/content/'))).toEqual([]);
  expect(importing.length).toBeGreaterThan(3);
});
