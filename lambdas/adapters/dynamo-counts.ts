import { paginateQuery, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DayCounts, SeriesCounts } from '../core/counting.ts';
import type { CountsStore } from '../core/ports.ts';
import { countsPartition, dayCountsKey, dayPrefix, nowCountsKey, type Key } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

/** Numbers about everybody, beside the people. */
export function dynamoCounts({ name, documents }: Table): CountsStore {
  const keep = async (key: Key, counts: DayCounts | SeriesCounts) => {
    await documents.send(new PutCommand({ TableName: name, Item: { ...key, counts } }));
  };
  return {
    keepDay: (series, day, counts) => keep(dayCountsKey(series, day), counts),
    keepNow: (series, counts) => keep(nowCountsKey(series), counts),
    read: async (series) => {
      const query = {
        TableName: name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': countsPartition(series) },
      };
      const days: Record<string, DayCounts> = {};
      let now: SeriesCounts | undefined;
      for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
        for (const { sk, counts } of Items as { sk: string; counts: unknown }[]) {
          if (sk.startsWith(dayPrefix)) days[sk.slice(dayPrefix.length)] = counts as DayCounts;
          else now = counts as SeriesCounts;
        }
      }
      return { ...(now && { now }), days };
    },
  };
}
