import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { newest } from '../../lib/operator/newest.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();

/* The npm here knows of a later version of everything. */
test('npm is asked what is out, unless it is set to be offline', async () => {
  mkdirSync(place('programs'));
  writeFileSync(place('programs/npm'), '#!/bin/sh\necho 999.0.0\n', { mode: 0o755 });
  writeFileSync(place('programs/npm.cmd'), '@echo 999.0.0\r\n');
  process.env['PATH'] = place('programs');
  delete process.env['npm_config_offline'];
  expect(await newest.clocks()).toBe('999.0.0');
  process.env['npm_config_offline'] = 'true';
  expect(await newest.clocks()).toBeUndefined();
});
