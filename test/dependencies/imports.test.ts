import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** Sources of the product. */
const sources = ['bin', 'lambdas', 'lib'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|tsx|js)$/.test(name))
    .map((name) => join(folder, name)),
);

test('the product imports nothing from its tests', () => {
  expect(sources.length).toBeGreaterThan(300);
  const importing = sources.filter((file) => /['"](?:\.\.\/)+test\//.test(readFileSync(join(root, file), 'utf8')));
  expect(importing).toEqual([]);
});
