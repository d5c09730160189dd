import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localSettings } from '../../lib/local/settings.ts';
import type { BenchEmulators } from './engines.ts';

/** Settings of every handler against the engines. The log is at the level of a deployment: what is logged costs, too. */
export async function handlerSettings(
  folder: string,
  { queueUrls }: Pick<BenchEmulators, 'queueUrls'>,
): Promise<Record<string, string>> {
  const keyring = join(folder, 'keyring.json');
  await writeFile(keyring, JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) }));
  const settings = localSettings({ siteUrl: 'https://weekwise.example', keyring: `file:${keyring}`, queueUrls }, {});
  return { ...settings, LOG_LEVEL: 'INFO' };
}
