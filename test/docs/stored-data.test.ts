import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { storedDataReference } from '../../lib/reference/stored-data.ts';

test('docs/stored-data.md says what the tables say: a change of a row shows there, and npm run docs:data writes it again', () => {
  expect(readFileSync(new URL('../../docs/stored-data.md', import.meta.url), 'utf8')).toBe(storedDataReference());
});
