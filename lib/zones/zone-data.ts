import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as z from 'zod';

/** The names and places of the tz database, as the package moment-timezone brings them. Of its code nothing is used. */
export interface ZoneData {
  /** Such as "2026f". */
  edition: string;
  /** Names that share their clocks: a zone and every link to it. */
  groups: string[][];
  /** Every name that stands for a place of its own, and the countries whose clocks it shows, that of its largest city first. */
  places: ReadonlyMap<string, readonly string[]>;
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
  const [packed, meta] = await Promise.all([read('packed', Packed), read('meta', Meta)]);
  if (packed.version !== meta.version) throw new Error(`Zones of ${packed.version}, but places of ${meta.version}.`);
  const groups = new Map(packed.zones.map((line) => [line.split('|')[0]!, [line.split('|')[0]!]]));
  for (const link of packed.links) {
    const [zone = '', name = ''] = link.split('|');
    const group = groups.get(zone);
    if (group === undefined) throw new Error(`${name} is linked to ${zone}, which is not a zone.`);
    group.push(name);
  }
  return {
    edition: packed.version,
    groups: [...groups.values()],
    places: new Map(Object.entries(meta.zones).map(([name, { countries }]) => [name, countries])),
  };
}

async function read<Schema extends z.ZodType>(folder: string, schema: Schema): Promise<z.output<Schema>> {
  const file = createRequire(import.meta.url).resolve(`moment-timezone/data/${folder}/latest.json`);
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}
