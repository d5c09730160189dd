import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameZones, ZoneNamesError, zoneNamesModule } from '../lib/zones/name-zones.ts';
import { readZoneData } from '../lib/zones/zone-data.ts';

/** `npm run zones`: writes down which time zones there are, after an update of moment-timezone. */

const file = join(import.meta.dirname, '../lambdas/core/zone-names.ts');
try {
  const data = await readZoneData();
  const text = zoneNamesModule(nameZones(data), data.edition);
  const before = await readFile(file, 'utf8').catch(() => '');
  if (text !== before) await writeFile(file, text);
  console.log(`lambdas/core/zone-names.ts ${text === before ? 'is up to date' : 'written'}: tz ${data.edition}.`);
} catch (error) {
  if (!(error instanceof ZoneNamesError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
