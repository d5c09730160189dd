import type { Limits } from '../core/ports.ts';
import { limitKey } from '../core/table-keys.ts';
import { updateItem, type Table } from './dynamo-table.ts';

/** Counters on DynamoDB, one item each, which it deletes when their time is over. */
export function dynamoLimits(table: Table): Limits {
  return {
    count: async (key, expiresAtSeconds) => {
      const { item } = await updateItem(table, limitKey(key), {
        set: { '#ttl': ':ttl' },
        add: { uses: ':one' },
        names: { '#ttl': 'ttl' },
        values: { ':ttl': expiresAtSeconds, ':one': 1 },
      });
      return Number(item?.['uses']);
    },
  };
}
