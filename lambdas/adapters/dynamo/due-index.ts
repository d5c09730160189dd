import type { DuePage, KeyRange } from '../../core/mail/subscribers.ts';
import { dueIndex, subscriberIdOf, subscriberKey } from '../../core/kit/table-keys.ts';
import { readPage } from './pages.ts';
import type { Table } from './table.ts';

/** Reads a page of a slot's partition of the `due` index, by subscriber id. Eventually consistent, as indexes are. */
export async function pageDue(
  table: Table,
  dueKey: string,
  { after, limit, part }: { after?: string; limit: number; part?: KeyRange },
): Promise<DuePage> {
  const { items, stoppedAt } = await readPage(table, {
    IndexName: dueIndex,
    KeyConditionExpression:
      part === undefined ? 'dueKey = :dueKey' : 'dueKey = :dueKey AND pk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':dueKey': dueKey,
      // Every id is longer than one character and "~" stands behind all of theirs.
      ...(part !== undefined && {
        ':first': subscriberKey(part.first).pk,
        ':last': `${subscriberKey(part.last).pk}~`,
      }),
    },
    Limit: limit,
    ...(after !== undefined && { ExclusiveStartKey: { ...subscriberKey(after), dueKey } }),
  });
  const due = items.flatMap((item) => {
    const id = subscriberIdOf(String(item['pk']));
    return id === undefined ? [] : [{ id, days: String(item['days']) }];
  });
  const last = stoppedAt && subscriberIdOf(String(stoppedAt['pk']));
  return { due, ...(last !== undefined && { after: last }) };
}
