import { isDeepStrictEqual } from 'node:util';
import { scanPage } from '../../../lambdas/adapters/dynamo/pages.ts';
import { deleteItems, getItems, putItems, type Item, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import {
  controlPartition,
  subscriberIdOf,
  subscriberKey,
  zoneOf,
  type Key,
} from '../../../lambdas/core/kit/table-keys.ts';

/** Two tables of the same shape. */
export interface Tables {
  from: Table;
  to: Table;
  /** Items of a page, where DynamoDB's own limit is not meant. */
  pageSize?: number | undefined;
}

/** Of what belongs to nobody, only the slots in use go along: planner's mark, switch and event feed are a stage's own. */
function goesAlong({ pk, sk }: Item): boolean {
  return pk !== controlPartition || zoneOf(String(sk)) !== undefined;
}

const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });
const nameOf = (item: Item) => JSON.stringify(keyOf(item));

async function* pagesOf(
  table: Table,
  { after, pageSize }: { after?: Key | undefined; pageSize?: number | undefined },
): AsyncGenerator<{ items: Item[]; stoppedAt?: Item }> {
  let next: Item | undefined = after;
  do {
    const page = await scanPage(table, { after: next, limit: pageSize });
    yield page;
    next = page.stoppedAt;
  } while (next !== undefined);
}

/**
 * Copies every item that goes along, page by page.
 *
 * @param after - where an earlier run stopped
 * @param onPage - hears what was copied, and where the next page begins; undefined after the last
 */
export async function copyItems(
  { from, to, pageSize }: Tables,
  after: Key | undefined,
  onPage: (count: number, stoppedAt: Key | undefined) => Promise<void>,
): Promise<void> {
  for await (const { items, stoppedAt } of pagesOf(from, { after, pageSize })) {
    const going = items.filter(goesAlong);
    await putItems(to, going);
    await onPage(going.length, stoppedAt && keyOf(stoppedAt));
  }
}

/**
 * Compares both tables item by item, and makes the second like the first: copies what differs, deletes what the first does not have.
 *
 * @param onPage - hears how many items were compared
 */
export async function alignItems(
  { from, to, pageSize }: Tables,
  onPage: (count: number) => void,
): Promise<{ compared: number; copied: number; deleted: number }> {
  let compared = 0;
  let copied = 0;
  let deleted = 0;
  for await (const { items } of pagesOf(from, { pageSize })) {
    const going = items.filter(goesAlong);
    const there = new Map((await getItems(to, going.map(keyOf))).map((item) => [nameOf(item), item]));
    const differing = going.filter((item) => !isDeepStrictEqual(there.get(nameOf(item)), item));
    await putItems(to, differing);
    compared += going.length;
    copied += differing.length;
    onPage(going.length);
  }
  for await (const { items } of pagesOf(to, { pageSize })) {
    const there = items.filter(goesAlong);
    const known = new Set((await getItems(from, there.map(keyOf))).map(nameOf));
    const gone = there.filter((item) => !known.has(nameOf(item)));
    await deleteItems(to, gone);
    deleted += gone.length;
  }
  return { compared, copied, deleted };
}

/**
 * Brings along what changed in the first table since it was copied, while people may be using the second: what the second does not have, and profiles that
 * are newer in the first. Somebody whose profile is newer in the second is left as they are there, and nothing is deleted.
 *
 * @param onPage - hears how many items were compared
 */
export async function bringChanges(
  { from, to, pageSize }: Tables,
  onPage: (count: number) => void,
): Promise<{ compared: number; copied: number; deleted: number }> {
  let compared = 0;
  let copied = 0;
  for await (const { items } of pagesOf(from, { pageSize })) {
    const going = items.filter(goesAlong);
    const owners = [...new Set(going.flatMap(({ pk }) => subscriberIdOf(String(pk)) ?? []))].map(subscriberKey);
    const there = new Set((await getItems(to, going.map(keyOf))).map(nameOf));
    const [old, now] = [await versions(from, owners), await versions(to, owners)];
    const changed = going.filter((item) => {
      const [before, after] = [old.get(item['pk']) ?? 0, now.get(item['pk']) ?? 0];
      if (after > before) return false;
      return !there.has(nameOf(item)) || (item['sk'] === profileSk && before > after);
    });
    await putItems(to, changed);
    compared += going.length;
    copied += changed.length;
    onPage(going.length);
  }
  return { compared, copied, deleted: 0 };
}

const { sk: profileSk } = subscriberKey('');

/** How often each profile was changed, by its partition. */
async function versions(table: Table, keys: readonly Key[]): Promise<Map<unknown, number>> {
  return new Map((await getItems(table, keys)).map(({ pk, version }) => [pk, Number(version)]));
}
