import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { quickFolder } from './quick-folder.ts';

/** Makes a folder for this test file that is removed after it; answers a function that names places in it. */
export function temporaryFolder(): (name: string) => string {
  const folder = mkdtempSync(join(quickFolder, 'weekwise-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return (name) => join(folder, name);
}
