import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { type History, unpackHistory } from './compile-clocks.ts';

/** What the tz database says, as the package moment-timezone brings it. Of its code nothing is used. */
export interface ZoneData {
  /** Such as "2026f". */
  edition: string;
  /** ISO date on which the package first had that edition: a day or some after the database had it. */
  date: string;
  /** Names that share their clocks: a zone and every link to it. */
  groups: string[][];
  /** Every name that stands for a place of its own, and the countries whose clocks it shows, that of its largest city first. */
  places: ReadonlyMap<string, readonly string[]>;
  /** By every name. */
  histories: ReadonlyMap<string, History>;
}

const Packed = z.object({
  version: z.string(),
  /** `name|abbreviations|offsets|…` */
  zones: z.array(z.string()).min(1),
  /** `zone|link` */
  links: z.array(z.string().regex(/^[^|]+\|[^|]+$/)).min(1),
});

const Meta = z.object({
  version: z.string(),
  zones: z.record(z.string(), z.object({ countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1) })),
});

/** Reads the data of the installed package. */
export async function readZoneData(): Promise<ZoneData> {
  const [packed, meta, changelog] = await Promise.all([
    read('packed', Packed),
    read('meta', Meta),
    readFile(join(folder, 'changelog.md'), 'utf8'),
  ]);
  if (packed.version !== meta.version) throw new Error(`Zones of ${packed.version}, but places of ${meta.version}.`);
  const groups = new Map(packed.zones.map((line) => [line.split('|')[0]!, [line.split('|')[0]!]]));
  const histories = new Map(packed.zones.map((line) => [line.split('|')[0]!, unpackHistory(line)]));
  for (const link of packed.links) {
    const [zone = '', name = ''] = link.split('|');
    const group = groups.get(zone);
    if (group === undefined) throw new Error(`${name} is linked to ${zone}, which is not a zone.`);
    group.push(name);
    histories.set(name, histories.get(zone)!);
  }
  return {
    edition: packed.version,
    date: dateOf(packed.version, changelog),
    groups: [...groups.values()],
    places: new Map(Object.entries(meta.zones).map(([name, { countries }]) => [name, countries])),
    histories,
  };
}

/** When an edition first came, by the package's list of changes, newest first. */
function dateOf(edition: string, changelog: string): string {
  const versions = changelog.split(/^### /m).filter((text) => text.includes(`TZDB \`${edition}\``));
  const date = /_(\d{4}-\d\d-\d\d)_/.exec(versions.at(-1) ?? '')?.[1];
  if (date === undefined) throw new Error(`The changelog of moment-timezone does not say when ${edition} came.`);
  return date;
}

const folder = dirname(createRequire(import.meta.url).resolve('moment-timezone/package.json'));

async function read<Schema extends z.ZodType>(kind: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse(JSON.parse(await readFile(join(folder, 'data', kind, 'latest.json'), 'utf8')));
}
