import assert from 'node:assert/strict';
import { join } from 'node:path';
import { nextChange, offsetAt } from '../../lambdas/core/time/zone-clocks.ts';
import { zoneEdition } from '../../lambdas/core/time/zone-table.ts';
import { roots } from '../../lib/roots.ts';
import { differences, readTzdataClocks } from '../support/tzdata-clocks.ts';
import { run } from './command.ts';

/** Asks Python's package of time zones itself, so that the fixture of the other tests is held to it as well. */
export async function compareClocks(python: string): Promise<void> {
  const { code, output } = await run([python, join(roots.project, 'test/zones/clocks-of-tzdata.py')], { seconds: 120 });
  assert.equal(code, 0, output);
  const theirs = readTzdataClocks(output);
  assert.equal(theirs.edition, zoneEdition.name, 'tzdata in test/deployed/requirements.txt is of another edition');
  assert.deepEqual(differences(theirs, { offsetAt, nextChange }), []);
}
