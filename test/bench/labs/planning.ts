import { Temporal } from 'temporal-polyfill';
import { daysKey } from '../../../lambdas/core/person/preferences.ts';
import { dispatchSlots } from '../../../lambdas/core/sending/dispatching.ts';
import type { DispatchJob, SendJob } from '../../../lambdas/core/sending/jobs.ts';
import { planDueSlots } from '../../../lambdas/core/sending/planning.ts';
import type { KeyRange } from '../../../lambdas/core/mail/subscribers.ts';
import { slotShards } from '../../../lambdas/core/sending/slot-shards.ts';
import { offeredZones } from '../../../lambdas/core/time/zones.ts';
import { memoryControl } from '../../support/memory-subscribers.ts';
import { benchSlot } from '../people.ts';
import { cpuOf, lab, progress } from './lab-process.ts';

/** Planning with the real core: slots of any size, read from an index that is nowhere in memory, and ticks at which nobody is due. */

export interface PlanningTask {
  sizes: number[];
  repeats: number;
  /** Runs of the planner in one measurement. */
  ticks: number;
}

export interface PlannedSlot {
  people: number;
  /** Subscribers planned in a second of processor time, one entry a repeat. */
  perSecond: number[];
  /** Queries, and messages put on queues, that it took. */
  pages: number;
  messages: number;
  /** Live heap while it ran, above what it began with, in bytes. */
  heapBytes: number;
}

export interface PlanningResult {
  slots: PlannedSlot[];
  /** Microseconds of a tick at which nobody is due, with one slot in use in each of 400 zones; one entry a repeat. */
  idleTickUs: number[];
  /** The same at a tick at which a slot of each of 400 zones is due. */
  fullTickUs: number[];
}

const days = daysKey({ preferences: { lessonDay: 1, reminderDays: [4], sendTime: '07:00' } });

async function planningLab({ sizes, repeats, ticks }: PlanningTask): Promise<PlanningResult> {
  const slots: PlannedSlot[] = [];
  for (const size of sizes) {
    const people = wholeParts(size);
    const perSecond: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const cpuUs = await cpuOf(() => dispatched(people));
      perSecond.push((people / cpuUs) * 1e6);
    }
    const heap = await heapOf((look) => dispatched(people, look));
    slots.push({ people, perSecond, ...(await dispatched(people)), heapBytes: heap });
    progress(`planning: a slot of ${people}`);
  }
  const zones = offeredZones.slice(0, 400);
  const idle = await planner(zones, ['03:00']);
  const everyQuarterHour = Array.from(
    { length: 96 },
    (_, index) => `${String(Math.floor(index / 4)).padStart(2, '0')}:${String((index % 4) * 15).padStart(2, '0')}`,
  );
  const full = await planner(zones, everyQuarterHour);
  const result: PlanningResult = { slots, idleTickUs: [], fullTickUs: [] };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    // Noon in UTC and the hours after: it is 03:00 in a few zones only.
    result.idleTickUs.push((await cpuOf(() => idle.run(ticks))) / ticks);
    result.fullTickUs.push((await cpuOf(() => full.run(ticks))) / ticks);
  }
  return result;
}

/** Equally many people behind each first character of an id. */
function wholeParts(people: number): number {
  return Math.ceil(people / characters.length) * characters.length;
}

async function dispatched(people: number, look: () => void = () => undefined) {
  const index = vastIndex(people);
  const pending: DispatchJob[] = [{ slots: [benchSlot] }];
  const counts = { pages: 0, messages: 0 };
  let planned = 0;
  const subscribers = {
    pageDue: async (...question: Parameters<typeof index>) => {
      counts.pages += 1;
      look();
      return index(...question);
    },
  };
  const queues = {
    dispatch: async (jobs: DispatchJob[]) => {
      counts.messages += jobs.length;
      pending.push(...jobs);
    },
    send: async (jobs: SendJob[]) => {
      counts.messages += jobs.length;
      // As the queue gets it: making the text is part of the work.
      for (const job of jobs) planned += JSON.stringify(job).length > 0 ? job.ids.length : 0;
    },
  };
  for (let job = pending.shift(); job !== undefined; job = pending.shift()) {
    await dispatchSlots(job, { subscribers, queues }, () => 60_000);
  }
  if (planned !== people) throw new Error(`${planned} of ${people} were planned`);
  return counts;
}

const characters = slotShards.flatMap(({ first, last }) =>
  Array.from({ length: last.charCodeAt(0) - first.charCodeAt(0) + 1 }, (_, offset) =>
    String.fromCharCode(first.charCodeAt(0) + offset),
  ).filter((character) => /[A-Za-z0-9_-]/.test(character)),
);

/** An index partition of that many people that is made page by page. */
function vastIndex(people: number) {
  const perCharacter = people / characters.length;
  const idAt = (index: number) => characters[Math.floor(index / perCharacter)]! + String(index).padStart(21, '0');
  return async (_key: string, { after, limit, part }: { after?: string; limit: number; part?: KeyRange }) => {
    const first = part === undefined ? 0 : characters.indexOf(part.first) * perCharacter;
    const begin = after === undefined ? first : Number(after.slice(1)) + 1;
    const end = part === undefined ? people : (characters.indexOf(part.last) + 1) * perCharacter;
    const stop = Math.min(begin + limit, end);
    const due = Array.from({ length: stop - begin }, (_entry, offset) => ({ id: idAt(begin + offset), days }));
    return stop < end ? { due, after: idAt(stop - 1) } : { due };
  };
}

/** The largest live heap that was seen at some fifty moments of the work, above the one before it. */
async function heapOf(work: (look: () => void) => Promise<unknown>): Promise<number> {
  const live = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = live();
  let most = before;
  let looks = 0;
  await work(() => {
    looks += 1;
    if (looks <= 10 || looks % 25 === 0) most = Math.max(most, live());
  });
  return most - before;
}

async function planner(zones: readonly string[], localTimes: readonly string[]) {
  const control = memoryControl();
  for (const zone of zones) for (const localTime of localTimes) await control.rememberSlot(zone, localTime);
  let now = Temporal.Instant.from('2026-07-01T12:00:00Z');
  const nothing = async () => undefined;
  const deps = {
    clock: { now: () => now },
    control,
    queues: { dispatch: nothing, notices: nothing, send: nothing, account: nothing },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined },
    runtimeClocks: () => undefined,
  };
  const run = async (ticks: number) => {
    for (let tick = 0; tick < ticks; tick += 1) {
      now = now.add({ minutes: 15 });
      await planDueSlots(deps);
    }
  };
  await run(8);
  return { run };
}

// Last: what stands above must be there when it runs.
await lab(planningLab);
