import type { RequestCounters } from '../../core/kit/request-counters.ts';
import { limitKey } from '../../core/kit/table-keys.ts';
import { getItem, notWrittenYet, updateIf, type Table } from './table.ts';

/** Counters known to be beyond their most: so many at once are more than one attack needs, and little memory. */
const rememberedMax = 10_000;

/** Counters on DynamoDB, one item each, which it deletes when their time is over. */
export function dynamoLimits(table: Table): RequestCounters {
  /** Their keys name the time that they are of, so none has to be forgotten to be right. */
  const beyond = new Set<string>();
  return {
    count: async (key, expiresAtSeconds, max = Infinity) => {
      if (beyond.has(key)) return max + 1;
      const { item } = await updateIf(table, limitKey(key), {
        set: { '#ttl': ':ttl' },
        add: { uses: ':one' },
        conditions: [notWrittenYet],
        own: { mark: 'write' },
        names: { '#ttl': 'ttl' },
        values: { ':ttl': expiresAtSeconds, ':one': 1 },
      });
      const uses = Number(item?.['uses']);
      if (uses > max) {
        if (beyond.size >= rememberedMax) beyond.clear();
        beyond.add(key);
      }
      return uses;
    },
    read: async (key) => Number((await getItem(table, limitKey(key)))?.['uses'] ?? 0),
  };
}
