import type { Slot } from '../time/calendar.ts';
import { chunk } from '../kit/chunk.ts';
import { batchSizeMax, type DispatchJob, type SendJob } from './jobs.ts';
import { weeklyKinds } from '../mail/mail-kinds.ts';
import { mapConcurrent } from '../kit/parallel.ts';
import { dueKeysOf, inPresentZone, kindIn } from '../person/preferences.ts';
import { slotShards } from './slot-shards.ts';
import type { KeyRange, Subscribers } from '../mail/subscribers.ts';
import type { Queues } from './queues.ts';
import { isFormerName } from '../time/zones.ts';

export interface DispatchDeps {
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
  deps: DispatchDeps,
  remainingMs: () => number,
): Promise<{ owed: number; continued: boolean }> {
  const { part, again } = job;
  const more = { ...(part !== undefined && { part }), ...(again && { again }) };
  const pieces = job.slots.map((slot, index) => ({ slot, after: index === 0 ? job.after : undefined, ...more }));
  const results = await mapConcurrent(concurrency, pieces, (piece) => dispatchPiece(piece, deps, remainingMs));
  // Somebody may have moved to the present name of a zone after that slot was read, and before this one.
  const present = presentSlots(job.slots.filter((_, index) => !results[index]!.continued));
  if (present.length > 0) await deps.queues.dispatch([{ slots: present, ...more }]);
  return {
    owed: results.reduce((sum, { owed }) => sum + owed, 0),
    continued: results.some(({ continued }) => continued),
  };
}

/** The slots under the present name of their zone, of those that are under a former one. */
function presentSlots(slots: readonly Slot[]): Slot[] {
  const present = slots.filter(({ zone }) => isFormerName(zone)).map((slot) => inPresentZone(slot));
  return [...new Map(present.map((slot) => [JSON.stringify(slot), slot])).values()];
}

interface Piece extends Pick<DispatchJob, 'again'> {
  slot: Slot;
  after: string | undefined;
  part?: KeyRange;
}

async function dispatchPiece(
  { slot, after: from, part, again }: Piece,
  deps: DispatchDeps,
  remainingMs: () => number,
): Promise<{ owed: number; continued: boolean }> {
  let owed = 0;
  let after = from;
  const here = () => ({ ...(after !== undefined && { after }), ...(part !== undefined && { part }) });
  const more = { ...(again && { again }) };
  do {
    if (remainingMs() < reserveMs) {
      await deps.queues.dispatch([{ slots: [slot], ...here(), ...more }]);
      return { owed, continued: true };
    }
    const page = await deps.subscribers.pageDue(dueKeysOf(slot)[0], { limit: pageSize, ...here() });
    if (page.after !== undefined && after === undefined && part === undefined) {
      // More than a page: a crowded slot is read in parts, side by side.
      await deps.queues.dispatch(slotShards.map((one) => ({ slots: [slot], part: one, ...more })));
      return { owed, continued: true };
    }
    const jobs = jobsOf(slot, page.due).map((job) => ({ ...job, ...more }));
    if (jobs.length > 0) await deps.queues.send(jobs);
    for (const { ids } of jobs) owed += ids.length;
    ({ after } = page);
  } while (after !== undefined);
  return { owed, continued: false };
}

function jobsOf(slot: Slot, due: { id: string; days: string }[]): SendJob[] {
  return weeklyKinds.flatMap((kind) => {
    const ids = due.filter(({ days }) => kindIn(days, slot) === kind).map(({ id }) => id);
    return chunk(batchSizeMax, ids).map((group) => ({ ...slot, kind, ids: group, attempt: 0 }));
  });
}
