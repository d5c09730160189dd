import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

interface Entry {
  version: string;
  integrity?: string;
  inBundle?: boolean;
  optional?: boolean;
}

test('every package of the lock is pinned to its content, but for the platform packages that are listed', () => {
  const { packages } = read('package-lock.json') as { packages: Record<string, Entry> };
  const unpinned = Object.entries(packages).filter(
    ([place, { integrity, inBundle }]) => place !== '' && integrity === undefined && inBundle !== true,
  );
  expect(unpinned.map(([place]) => place.replace(/^.*node_modules\//, '')).toSorted()).toEqual(
    read('.ci/lock-without-integrity.json'),
  );
  expect(unpinned.filter(([, { optional }]) => optional !== true)).toEqual([]);
});
