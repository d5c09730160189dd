import type { CheckIns } from '../../core/person/check-ins.ts';
import { toCheckIn } from './items.ts';
import { checkInKey, sortKeysOf, subscriberPartition } from '../../core/kit/table-keys.ts';
import type { CheckIn } from '../../core/person/records.ts';
import { readPartition } from './pages.ts';
import { deleteItems, getItem, type Table } from './table.ts';

/** Check-ins on DynamoDB: an item a week. */
export function dynamoCheckIns(table: Table): CheckIns {
  const { name, documents } = table;
  const items = (id: string) => readPartition(table, subscriberPartition(id), sortKeysOf('check-in').prefix);
  return {
    record: async (id, checkIn) => {
      await documents.put({ TableName: name, Item: { ...checkInKey(id, checkIn.week), ...checkIn } });
    },
    find: (id, week) => readCheckIn(table, id, week),
    all: async (id) => (await items(id)).map(toCheckIn),
    forget: async (id) => deleteItems(table, await items(id)),
  };
}

/** What somebody said of one week. */
export async function readCheckIn(table: Table, id: string, week: string): Promise<CheckIn | undefined> {
  const item = await getItem(table, checkInKey(id, week));
  return item === undefined ? undefined : toCheckIn(item);
}
