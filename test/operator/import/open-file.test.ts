import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { openFile } from '../../../lib/operator/import/open-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const place = temporaryFolder();

test('that the disk fails before anybody reads ends nothing, and is an error for the reader who comes then', async () => {
  const path = place('people.csv');
  await writeFile(path, 'email,zone\n');
  const { content } = await openFile(path);
  // Without somebody who hears of it, this would end the process.
  content.destroy(new Error('EIO'));
  await new Promise((resolve) => content.once('close', resolve));
  await expect(content[Symbol.asyncIterator]().next()).rejects.toThrow('EIO');
});

test('that a packed file is damaged is an error for its reader, also when it came out before', async () => {
  const path = place('cut.csv.gz');
  await writeFile(path, gzipSync('email,zone\n'.repeat(100)).subarray(0, 20));
  const { content } = await openFile(path);
  content.resume();
  await new Promise((resolve) => content.once('close', resolve));
  await expect(content[Symbol.asyncIterator]().next()).rejects.toThrow('unexpected end of file');
});
