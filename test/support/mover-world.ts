import { Temporal } from 'temporal-polyfill';
import type { AccountJob } from '../../lambdas/core/sending/jobs.ts';
import { aSeries, idOf, libraryOf } from './builders.ts';
import { memoryControl, memoryDiary, memoryPersonalData, memorySubscribers } from './memory-subscribers.ts';
import { recordedLog } from './recorded-log.ts';

/** What signing up and changing an address need, in memory, with what they asked of queues and turns. The id of an address is made of what is before its "@". */
export function moverWorld(at: string) {
  const subscribers = memorySubscribers();
  const { find } = subscribers;
  const clock = { at: Temporal.Instant.from(at), now: () => clock.at };
  const jobs: AccountJob[] = [];
  const forgotten: string[] = [];
  const read: string[] = [];
  return {
    clock,
    keyring: { subscriberId: (identity: string) => idOf(identity.split('@')[0]!) } as never,
    subscribers: Object.assign(subscribers, {
      find: async (id: string) => {
        read.push(id);
        return find(id);
      },
    }),
    diary: memoryDiary(),
    personalData: memoryPersonalData(subscribers),
    control: memoryControl(),
    series: libraryOf(aSeries()),
    queues: { account: async (job: AccountJob) => void jobs.push(job) },
    mailTurns: { forget: async (key: string) => void forgotten.push(key) },
    log: recordedLog(),
    jobs,
    forgotten,
    /** Ids of records that were looked for. */
    read,
  };
}
