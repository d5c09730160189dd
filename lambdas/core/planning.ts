import { Temporal } from 'temporal-polyfill';
import {
  isKnownZone,
  isoInstant,
  slotsDueAt,
  tickAtOrBefore,
  tickMinutes,
  ticksBetween,
  type Slot,
} from './calendar.ts';
import { isRestored } from './gate.ts';
import { inGroupsOf } from './groups.ts';
import { slotsPerMessageMax } from './jobs.ts';
import { together } from './parallel.ts';
import type { Clock, Control, Log, Queues, ZoneInUse } from './ports.ts';

export interface PlanWorld {
  clock: Clock;
  control: Control;
  queues: Queues;
  log: Log;
}

/** Ticks worked through between two moves of the mark, so that a long outage is caught up in steps that survive a crash. */
const ticksPerStep = 96;

/**
 * Puts every slot that came due since the planner's mark on the dispatch queue, then moves the mark. A crash in between repeats slots,
 * which does no harm: the claim decides who is mailed.
 */
export async function planDueSlots(world: PlanWorld): Promise<{ ticks: number; slots: number }> {
  const { control, queues, log } = world;
  const now = tickAtOrBefore(world.clock.now());
  const [{ gate, plannedThrough, inUse }, tableId] = await together([control.planning(), control.tableId()]);
  if (gate.tableId === undefined) await control.rememberTable(tableId);
  // A restored table plans nothing until the operator has said from when on: it would mail again what it has forgotten.
  if (isRestored(gate, tableId)) {
    log.error('planner.fenced', { was: gate.tableId, is: tableId });
    return { ticks: 0, slots: 0 };
  }
  // At the first run ever nothing was owed before it, but the tick it runs for is.
  let mark = plannedThrough ?? isoInstant(now.subtract({ minutes: tickMinutes }));
  if (plannedThrough === undefined) await control.advance(undefined, mark);
  const ticks = ticksBetween(Temporal.Instant.from(mark), now);
  const zones = knownZones(inUse, log);
  let slotCount = 0;
  let lateCount = 0;
  for (let step = 0; step < ticks.length; step += ticksPerStep) {
    const stepTicks = ticks.slice(step, step + ticksPerStep);
    const slots = stepTicks.flatMap((tick) => {
      const due = zones.flatMap((zone) => slotsInUse(zone, tick));
      if (!tick.equals(now)) lateCount += due.length;
      return due;
    });
    if (slots.length > 0)
      await queues.dispatch(inGroupsOf(slotsPerMessageMax, slots).map((group) => ({ slots: group })));
    slotCount += slots.length;
    const through = isoInstant(stepTicks.at(-1)!);
    if (!(await control.advance(mark, through))) {
      log.warn('planner.overtaken', { through });
      break;
    }
    mark = through;
  }
  if (lateCount > 0) log.warn('planner.caught-up', { from: plannedThrough, ticks: ticks.length, lateSlots: lateCount });
  return { ticks: ticks.length, slots: slotCount };
}

/**
 * The first tick after `after` and up to `until` at which a slot in use comes due; undefined when there is none. Between two of them a
 * planner that runs late has missed nothing.
 */
export function nextBusyTick(
  inUse: ZoneInUse[],
  after: Temporal.Instant,
  until: Temporal.Instant,
): Temporal.Instant | undefined {
  const zones = inUse.filter(({ zone }) => isKnownZone(zone));
  return ticksBetween(after, until).find((tick) => zones.some((zone) => slotsInUse(zone, tick).length > 0));
}

/** The slots of a zone that come due at a tick and in which somebody may stand. */
function slotsInUse({ zone, localTimes }: ZoneInUse, tick: Temporal.Instant): Slot[] {
  return slotsDueAt(zone, tick).filter(({ localTime }) => localTimes.has(localTime));
}

/** A zone that a newer runtime no longer knows would stop the plan for everybody; it is named instead. */
function knownZones(inUse: ZoneInUse[], log: Log): ZoneInUse[] {
  return inUse.filter(({ zone }) => {
    const known = isKnownZone(zone);
    if (!known) log.error('planner.zone-unknown', { zone });
    return known;
  });
}
