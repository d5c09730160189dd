import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClocksError } from '../lib/zones/compile-clocks.ts';
import { ZoneNamesError } from '../lib/zones/name-zones.ts';
import { readZoneData } from '../lib/zones/zone-data.ts';
import { zoneTableModule } from '../lib/zones/zone-table.ts';

/** `npm run zones`: writes down which time zones there are and what their clocks show, after an update of moment-timezone. */

const file = join(import.meta.dirname, '../lambdas/core/time/zone-table.ts');
try {
  const data = await readZoneData();
  const text = zoneTableModule(data);
  const before = await readFile(file, 'utf8').catch(() => '');
  if (text !== before) await writeFile(file, text);
  console.log(`lambdas/core/time/zone-table.ts ${text === before ? 'is up to date' : 'written'}: tz ${data.edition}.`);
} catch (error) {
  if (!(error instanceof ZoneNamesError || error instanceof ClocksError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
