import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DayCounts, SeriesCounts } from '../../core/counting/counts.ts';
import type { CountsStore } from '../../core/counting/counts.ts';
import { countedDayOf, countsPartition, dayCountsKey, nowCountsKey, type Key } from '../../core/kit/table-keys.ts';
import { readPartition } from './pages.ts';
import type { Table } from './table.ts';

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
        const day = countedDayOf(sk);
        if (day === undefined) now = counts as SeriesCounts;
        else days[day] = counts as DayCounts;
      }
      return { ...(now && { now }), days };
    },
  };
}
