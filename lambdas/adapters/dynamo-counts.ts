import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DayCounts, SeriesCounts } from '../core/counting.ts';
import type { CountsStore } from '../core/ports.ts';
import { countsPartition, dayCountsKey, dayPrefix, nowCountsKey, type Key } from './dynamo-keys.ts';
import { readPartition } from './dynamo-pages.ts';
import type { Table } from './dynamo-table.ts';

/** Numbers about everybody, beside the people. */
export function dynamoCounts(table: Table): CountsStore {
  const { name, documents } = table;
  const keep = async (key: Key, counts: DayCounts | SeriesCounts) => {
    await documents.send(new PutCommand({ TableName: name, Item: { ...key, counts } }));
  };
  return {
    keepDay: (series, day, counts) => keep(dayCountsKey(series, day), counts),
    keepNow: (series, counts) => keep(nowCountsKey(series), counts),
    read: async (series) => {
      const items = (await readPartition(table, countsPartition(series))) as { sk: string; counts: unknown }[];
      const days: Record<string, DayCounts> = {};
      let now: SeriesCounts | undefined;
      for (const { sk, counts } of items) {
        if (sk.startsWith(dayPrefix)) days[sk.slice(dayPrefix.length)] = counts as DayCounts;
        else now = counts as SeriesCounts;
      }
      return { ...(now && { now }), days };
    },
  };
}
