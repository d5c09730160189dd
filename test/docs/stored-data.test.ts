import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { storedDataReference } from '../../lib/reference/stored-data.ts';

test('docs/stored-data.md says what the tables say: whoever changes a row sees it there, and writes it again by npm run docs:data', () => {
  expect(readFileSync(new URL('../../docs/stored-data.md', import.meta.url), 'utf8')).toBe(storedDataReference());
});
