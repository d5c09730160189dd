import { dueKey, weekdayOf, type Slot } from './calendar.ts';
import { inGroupsOf } from './groups.ts';
import { batchSizeMax, type DispatchJob, type SendJob } from './jobs.ts';
import { inParallel } from './parallel.ts';
import { kindOn } from './preferences.ts';
import type { Queues, Subscribers } from './ports.ts';

export interface DispatchWorld {
  subscribers: Pick<Subscribers, 'pageDue'>;
  queues: Pick<Queues, 'dispatch' | 'send'>;
}

/** Entries of the index read at once: about 64 KB, well under the 1 MB page limit of a Query. */
const pageSize = 1_000;

/** With less time than this left, what remains of a job goes back on the queue, in milliseconds. */
const reserveMs = 15_000;

/** Slots read at once. */
const concurrency = 5;

/**
 * Reads each slot's partition of the index and puts who is owed what that day on the send queue, page by page.
 *
 * @param remainingMs - milliseconds this run has left
 */
export async function dispatchSlots(
  job: DispatchJob,
  world: DispatchWorld,
  remainingMs: () => number,
): Promise<{ owed: number; continued: boolean }> {
  const slots = job.slots.map((slot, index) => ({ slot, after: index === 0 ? job.after : undefined }));
  const results = await inParallel(concurrency, slots, ({ slot, after }) =>
    dispatchSlot(slot, after, world, remainingMs),
  );
  return {
    owed: results.reduce((sum, { owed }) => sum + owed, 0),
    continued: results.some(({ continued }) => continued),
  };
}

async function dispatchSlot(
  slot: Slot,
  from: string | undefined,
  world: DispatchWorld,
  remainingMs: () => number,
): Promise<{ owed: number; continued: boolean }> {
  let owed = 0;
  let after = from;
  do {
    const here = after !== undefined && { after };
    if (remainingMs() < reserveMs) {
      await world.queues.dispatch([{ slots: [slot], ...here }]);
      return { owed, continued: true };
    }
    const page = await world.subscribers.pageDue(dueKey(slot.zone, slot.localTime), { limit: pageSize, ...here });
    const jobs = jobsOf(slot, page.due);
    if (jobs.length > 0) await world.queues.send(jobs);
    for (const { ids } of jobs) owed += ids.length;
    ({ after } = page);
  } while (after !== undefined);
  return { owed, continued: false };
}

function jobsOf(slot: Slot, due: { id: string; days: string }[]): SendJob[] {
  if (due.length === 0) return [];
  const weekday = weekdayOf(slot.localDate);
  return (['lesson', 'reminder'] as const).flatMap((kind) => {
    const ids = due.filter(({ days }) => kindOn(days, weekday) === kind).map(({ id }) => id);
    return inGroupsOf(batchSizeMax, ids).map((group) => ({ ...slot, kind, ids: group, attempt: 0 }));
  });
}
