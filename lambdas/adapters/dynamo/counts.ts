import type { BegunCount, CountsStore, DayCounts, SeriesCounts } from '../../core/counting/counts.ts';
import {
  begunCountKey,
  countedDayOf,
  countsPartition,
  dayCountsKey,
  nowCountsKey,
  type Key,
} from '../../core/kit/table-keys.ts';
import { readPartition } from './pages.ts';
import { putIf, type Table } from './table.ts';

/** Numbers about everybody, beside the people. */
export function dynamoCounts(table: Table): CountsStore {
  const { name, documents } = table;
  const keep = async (key: Key, counts: DayCounts | SeriesCounts) => {
    await documents.put({ TableName: name, Item: { ...key, counts } });
  };
  return {
    keepDay: (series, day, counts) => keep(dayCountsKey(series, day), counts),
    keepNow: (series, counts) => keep(nowCountsKey(series), counts),
    begun: async () => {
      const [item] = (await readPartition(table, begunCountKey.pk)) as Partial<BegunCount>[];
      const { at, part, through, counted, lastSentAt } = item ?? {};
      if (at === undefined || part === undefined || through === undefined || counted === undefined) return undefined;
      return { at, part, through, counted, ...(lastSentAt !== undefined && { lastSentAt }) };
    },
    keepBegun: async (next, was) => {
      const { done } = await putIf(
        table,
        begunCountKey,
        { ...next },
        {
          own: { by: (item) => item['part'] === next?.part && item['at'] === next?.at },
          conditions: [was === undefined ? '(attribute_not_exists(part) OR part = :was)' : 'part = :was'],
          values: { ':was': was?.part ?? 0 },
        },
      );
      return done;
    },
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
