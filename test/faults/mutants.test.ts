import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { mutantNames, mutants } from './mutants.ts';

test.each(mutantNames)('the safeguard that %s takes out is there, once', (name) => {
  const { file, from } = mutants[name];
  const source = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  expect(source.split(from)).toHaveLength(2);
});
