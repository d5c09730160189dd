import { readFile, writeFile } from 'node:fs/promises';
import { zoneEdition } from '../lambdas/core/time/zone-table.ts';
import { clocksInTable } from '../lambdas/core/time/zones.ts';
import { engineFile } from '../lib/roots.ts';
import { ClocksError } from '../lib/zones/compile-clocks.ts';
import { earlierEditions, earlierEditionsModule, keepEdition } from '../lib/zones/keep-edition.ts';
import { ZoneNamesError } from '../lib/zones/name-zones.ts';
import { readZoneData } from '../lib/zones/zone-data.ts';
import { zonesWithClocks, zoneTableModule } from '../lib/zones/zone-table.ts';

/**
 * `npm run zones`: writes down which time zones there are and what their clocks show, after an update of moment-timezone; and what the table so far had
 * otherwise, which `weekwise zones --since` compares with.
 */

const table = 'lambdas/core/time/zone-table.ts';
const earlier = 'lib/zones/earlier-editions.ts';

/** Writes a file where its text is another; true when it did. */
async function write(path: string, text: string): Promise<boolean> {
  const file = engineFile(path);
  const before = await readFile(file, 'utf8').catch(() => '');
  if (text !== before) await writeFile(file, text);
  return text !== before;
}

try {
  const data = await readZoneData();
  const text = zoneTableModule(data);
  const last = { edition: zoneEdition.name, clocksOf: clocksInTable };
  const kept = keepEdition(earlierEditions, last, { edition: data.edition, zones: zonesWithClocks(data) });
  await write(earlier, earlierEditionsModule(kept));
  const isNew = await write(table, text);
  console.log(`${table} ${isNew ? 'written' : 'is up to date'}: tz ${data.edition}.`);
} catch (error) {
  if (!(error instanceof ZoneNamesError || error instanceof ClocksError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
