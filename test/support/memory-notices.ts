import { afterMoving, isUnderWay, type Notice, type NoticeText } from '../../lambdas/core/course/notice.ts';
import type { Notices, PeoplePages, Walker } from '../../lambdas/core/sending/notices.ts';
import { isPerson, isSubscribed } from '../../lambdas/core/person/subscriber.ts';
import type { MemorySubscribers } from './memory-subscribers.ts';

/** Notices in memory, held to the contract of those on DynamoDB by test/lambdas/adapters/notices.contract.test.ts. */
export function memoryNotices(): Notices {
  const stored = new Map<string, { notice: Notice; text: NoticeText; walker?: Walker }>();
  /** Whose turn it is to walk: one notice at a time. */
  let lease: Walker | undefined;
  const copy = <Value>(value: Value): Value => structuredClone(value);
  return {
    all: async () => [...stored.values()].map(({ notice }) => copy(notice)).sort((a, b) => (a.at < b.at ? 1 : -1)),
    find: async (id) => copy(stored.get(id)?.notice),
    text: async (id) => copy(stored.get(id)?.text),
    announce: async (notice, text) => {
      if (stored.has(notice.id)) return false;
      stored.set(notice.id, { notice: copy(notice), text: copy(text) });
      return true;
    },
    stop: async (id, stopped) => {
      const one = stored.get(id);
      if (one === undefined || !isUnderWay(one.notice)) return false;
      one.notice.stopped = copy(stopped);
      return true;
    },
    begin: async (id, walker, now) => {
      const one = stored.get(id);
      if (lease !== undefined && lease.until > now) return undefined;
      if (one === undefined || !isUnderWay(one.notice)) return undefined;
      if (one.walker !== undefined && one.walker.until > now) return undefined;
      if ((one.notice.walk.nextAt ?? '') > now) return undefined;
      one.walker = copy(walker);
      lease = copy(walker);
      return copy(one.notice);
    },
    keep: async (id, run, { walk, until, finished }) => {
      const one = stored.get(id);
      if (until === undefined && lease?.id === run) lease = undefined;
      if (one?.walker?.id !== run || one.notice.stopped !== undefined) return false;
      one.notice.walk = copy(walk);
      if (finished !== undefined) one.notice.finished = copy(finished);
      if (until === undefined) delete one.walker;
      else one.walker.until = until;
      return true;
    },
  };
}

/** Everybody who is subscribed, or between two addresses, some on each page. */
export function memoryPeoplePages({ profiles }: MemorySubscribers, size: number): PeoplePages {
  return {
    page: async (after) => {
      const ids = [...profiles.keys()].sort().filter((id) => after === undefined || id > after.pk);
      const page = ids.slice(0, size);
      const last = page.at(-1);
      return {
        people: page.flatMap((id) => {
          const person = profiles.get(id);
          const isThere = isSubscribed(person) || (isPerson(person) && afterMoving(person) !== undefined);
          return isThere ? [structuredClone(person)] : [];
        }),
        unreadable: [],
        ...(ids.length > size && last !== undefined && { after: { pk: last, sk: '' } }),
      };
    },
  };
}
