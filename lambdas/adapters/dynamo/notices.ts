import { Notice, NoticeText } from '../../core/course/notice.ts';
import type { Notices, PeoplePages, Walker } from '../../core/sending/notices.ts';
import {
  controlPartition,
  noticeKey,
  noticePrefix,
  noticeTextKey,
  personItems,
  subscriberIdOf,
  walkKey,
  type Key,
} from '../../core/kit/table-keys.ts';
import { isPerson, type Person } from '../../core/person/subscriber.ts';
import { UnknownFormatError } from './formats.ts';
import { toSubscriber, UnreadableRecordError } from './items.ts';
import { readPartition, scanSome } from './pages.ts';
import { getItem, type Item, type Table, putIf, updateIf, writeIf } from './table.ts';

/** Items of all kinds that are read for one page of people. Some ten belong to each: a page is served within a run. */
const pageSize = 250;

/** Notices on DynamoDB. */
export function dynamoNotices(table: Table): Notices {
  /** Leaves the walk to others; where this fails, its time runs out. */
  const endTurn = async (run: string): Promise<void> => {
    await writeIf(table, walkKey, {
      own: 'not-told',
      remove: ['walker'],
      conditions: ['walker.id = :run'],
      values: { ':run': run },
    });
  };
  return {
    all: async () => {
      const items = await readPartition(table, controlPartition, noticePrefix);
      return items.map((item) => Notice.parse(item)).toSorted((a, b) => (a.at < b.at ? 1 : -1));
    },
    find: async (id) => {
      const item = await getItem(table, noticeKey(id));
      return item === undefined ? undefined : Notice.parse(item);
    },
    text: async (id) => {
      const item = await getItem(table, noticeTextKey(id));
      return item === undefined ? undefined : NoticeText.parse(item);
    },
    announce: async (notice, text) => {
      // The text first: a notice under way always has one. Its id is made from the words, so one that is there, of a notice or of a run that died here, says the same.
      await putIf(
        table,
        noticeTextKey(notice.id),
        { ...text },
        { own: 'not-told', conditions: ['attribute_not_exists(pk)'] },
      );
      const { done } = await putIf(
        table,
        noticeKey(notice.id),
        { ...notice },
        { own: { mark: 'announcement' }, conditions: ['attribute_not_exists(pk)'] },
      );
      return done;
    },
    stop: async (id, stopped) => {
      const { done } = await writeIf(table, noticeKey(id), {
        own: { mark: 'stop' },
        set: { stopped: ':stopped' },
        conditions: ['attribute_exists(pk)', ...underWay],
        values: { ':stopped': stopped },
      });
      return done;
    },
    begin: async (id, walker, now) => {
      const own = { by: (stored: Item) => walkerIn(stored)?.id === walker.id };
      // A run is shorter than the time it takes this for, so it is never extended.
      const turn = await updateIf(table, walkKey, {
        own,
        set: { walker: ':walker' },
        conditions: ['(attribute_not_exists(walker) OR walker.#until <= :now)'],
        names: { '#until': 'until' },
        values: { ':walker': walker, ':now': now },
      });
      if (!turn.done) return undefined;
      const { done, item } = await updateIf(table, noticeKey(id), {
        own,
        set: { walker: ':walker' },
        conditions: [
          'attribute_exists(pk)',
          ...underWay,
          '(attribute_not_exists(walker) OR walker.#until <= :now)',
          '(attribute_not_exists(walk.nextAt) OR walk.nextAt <= :now)',
        ],
        names: { '#until': 'until' },
        values: { ':walker': walker, ':now': now },
      });
      if (done) return Notice.parse(item);
      await endTurn(walker.id);
      return undefined;
    },
    keep: async (id, run, { walk, until, finished }) => {
      const { done } = await writeIf(table, noticeKey(id), {
        // Whoever let it go wrote this; another run can have taken it since, which does no harm to what follows.
        own: { by: (stored) => until === undefined && walkerIn(stored) === undefined },
        set: {
          walk: ':walk',
          ...(until !== undefined && { 'walker.#until': ':until' }),
          ...(finished !== undefined && { finished: ':finished' }),
        },
        remove: until === undefined ? ['walker'] : [],
        conditions: ['walker.id = :run', 'attribute_not_exists(stopped)'],
        ...(until !== undefined && { names: { '#until': 'until' } }),
        values: {
          ':walk': walk,
          ':run': run,
          ...(until !== undefined && { ':until': until }),
          ...(finished !== undefined && { ':finished': finished }),
        },
      });
      if (until === undefined) await endTurn(run);
      return done;
    },
  };
}

const underWay = ['attribute_not_exists(stopped)', 'attribute_not_exists(finished)'];

function walkerIn(item: Item): Walker | undefined {
  return item['walker'] as Walker | undefined;
}

/** The notices among the control items; one that cannot be read must not stop the planner, and is missing. */
export function noticesIn(items: readonly Item[]): Notice[] {
  return items.flatMap((item) => {
    if (!String(item['sk']).startsWith(noticePrefix)) return [];
    const parsed = Notice.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

/** People who are subscribed, or between two addresses, read from the table itself: no index is behind, and nobody is missed who has no place in the calendar. */
export function dynamoPeoplePages(table: Table): PeoplePages {
  return {
    page: async (after) => {
      const { items, stoppedAt } = await scanSome(table, {
        FilterExpression:
          'sk = :profile AND (#status IN (:active, :completed) OR (#status = :moved AND attribute_not_exists(moveFinishedAt)))',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':profile': personItems.profile.sk,
          ':active': 'active',
          ':completed': 'completed',
          ':moved': 'moved',
        },
        ExclusiveStartKey: after,
        Limit: pageSize,
      });
      const people: Person[] = [];
      const unreadable: string[] = [];
      for (const item of items) {
        const person = readOne(item);
        if (person === undefined) unreadable.push(subscriberIdOf(String(item['pk'])) ?? '');
        else if (isPerson(person)) people.push(person);
      }
      return { people, unreadable, ...(stoppedAt !== undefined && { after: stoppedAt as Key }) };
    },
  };
}

/** Undefined where it cannot be read: one record must not end the walk for everybody behind it. */
function readOne(item: Item): ReturnType<typeof toSubscriber> {
  try {
    return toSubscriber(item);
  } catch (error) {
    if (error instanceof UnreadableRecordError || error instanceof UnknownFormatError) return undefined;
    throw error;
  }
}
