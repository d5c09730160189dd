import { Temporal } from 'temporal-polyfill';
import {
  isoInstant,
  slotsDueAt,
  slotsPassed,
  tickAtOrBefore,
  tickMinutes,
  ticksBetween,
  type Slot,
} from '../time/calendar.ts';
import { isRestored } from './send-control.ts';
import { chunk } from '../kit/chunk.ts';
import { slotsPerMessageMax } from './jobs.ts';
import { together } from '../kit/parallel.ts';
import {
  clocksAt,
  type OtherClocks,
  type PlannedClocks,
  plannedWalls,
  type PlannedWalls,
  presentName,
  setByHand,
  zonesMoved,
} from '../time/planned-walls.ts';
import type { Clock, Log } from '../kit/ports.ts';
import { isDue } from '../course/notice.ts';
import type { Control, ZoneInUse } from './control.ts';
import { slotTimes } from '../person/preferences.ts';
import type { Queues } from './queues.ts';
import { offsetAt } from '../time/zone-clocks.ts';
import { zoneEdition } from '../time/zone-table.ts';
import { isKnownZone } from '../time/zones.ts';

export interface PlanDeps {
  clock: Clock;
  control: Control;
  queues: Pick<Queues, 'dispatch' | 'notices'>;
  log: Log;
  /** What the planner went by before it had clocks of its own. */
  runtimeClocks: OtherClocks;
}

/** Ticks worked through between two moves of the mark, so that a long outage is caught up in steps that survive a crash. */
const ticksPerStep = 96;

/**
 * Puts every slot that came due since the planner's mark on the dispatch queue, then moves the mark. A crash in between repeats slots,
 * which does no harm: the claim decides who is mailed.
 *
 * The slots of the mark itself are put there once more. The index in which the dispatcher looks people up may be behind the table, and shows
 * by now who came in shortly before.
 */
export async function planDueSlots(deps: PlanDeps): Promise<{ ticks: number; slots: number }> {
  const { control, queues, log } = deps;
  const now = tickAtOrBefore(deps.clock.now());
  const [{ gate, plannedThrough, clocks, inUse, notices }, tableId] = await together([
    control.planning(),
    control.tableId(),
  ]);
  if (gate.tableId === undefined) await control.rememberTable(tableId);
  // A restored table plans nothing until the operator has said from when on: it would mail again what it has forgotten.
  if (isRestored(gate, tableId)) {
    log.error('planner.fenced', { was: gate.tableId, is: tableId });
    return { ticks: 0, slots: 0 };
  }
  // At the first run ever nothing was owed before it, but the tick it runs for is.
  let mark = plannedThrough ?? isoInstant(now.subtract({ minutes: tickMinutes }));
  if (plannedThrough === undefined) await control.advance(undefined, mark, setByHand);
  const ticks = ticksBetween(Temporal.Instant.from(mark), now);
  const zones = knownZones(inUse, log).map(byLocalTime);
  const before = plannedThrough === undefined ? setByHand : clocks;
  const walls = wallsAtMark(zones, mark, before, deps);
  if (ticks.length > 0 && (before === undefined || before.leads !== undefined)) {
    const again = zones.flatMap((zone) =>
      slotsInUse(zone, slotsDueAt(zone.zone, Temporal.Instant.from(mark), zone.times)),
    );
    await dispatch(again, queues, { again: true });
  }
  let slotCount = 0;
  let lateCount = 0;
  for (let step = 0; step < ticks.length; step += ticksPerStep) {
    const stepTicks = ticks.slice(step, step + ticksPerStep);
    const slots = stepTicks.flatMap((tickMs) => {
      const due = slotsOfTick(tickMs, zones, walls);
      if (tickMs !== now.epochMilliseconds) lateCount += due.length;
      return due;
    });
    await dispatch(slots, queues);
    slotCount += slots.length;
    const lastMs = stepTicks.at(-1)!;
    const through = isoInstant(Temporal.Instant.fromEpochMilliseconds(lastMs));
    if (!(await control.advance(mark, through, clocksAt(lastMs, walls)))) {
      log.warn('planner.overtaken', { through });
      break;
    }
    mark = through;
  }
  if (lateCount > 0) log.warn('planner.caught-up', { from: plannedThrough, ticks: ticks.length, lateSlots: lateCount });
  // After the lessons of this tick. A run that is at work on one goes on; any other message for it is dropped.
  const due = notices
    .filter((notice) => isDue(notice, deps.clock.now()))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  if (due.length > 0) await queues.notices(due.map(({ id }) => ({ notice: id })));
  return { ticks: ticks.length, slots: slotCount };
}

async function dispatch(
  slots: readonly Slot[],
  queues: PlanDeps['queues'],
  more: { again?: true } = {},
): Promise<void> {
  if (slots.length === 0) return;
  await queues.dispatch(chunk(slotsPerMessageMax, slots).map((group) => ({ slots: group, ...more })));
}

/** The local times planned through; where another edition of the time zones brought them about, that is said. */
function wallsAtMark(
  zones: readonly TimesInUse[],
  mark: string,
  clocks: PlannedClocks | undefined,
  { runtimeClocks, log }: PlanDeps,
): PlannedWalls {
  const markMs = Temporal.Instant.from(mark).epochMilliseconds;
  const walls = plannedWalls(
    zones.map(({ zone }) => zone),
    markMs,
    clocks,
    runtimeClocks,
  );
  const was = clocks?.edition ?? 'the runtime';
  if (was !== zoneEdition.name) {
    log.info('planner.edition', { was, is: zoneEdition.name, zones: zonesMoved(markMs, walls).join(' ') });
  }
  return walls;
}

/** The slots in use whose local time clocks have newly passed at a tick; `walls` moves on with it. */
export function slotsOfTick(tickMs: number, zones: readonly TimesInUse[], walls: PlannedWalls): Slot[] {
  const slots: Slot[] = [];
  for (const zone of zones) {
    const shownMs = tickMs + offsetAt(zone.present, tickMs);
    slots.push(...slotsInUse(zone, slotsPassed(zone.zone, walls.get(zone.present)!, shownMs, zone.times)));
  }
  for (const [zone, wallMs] of walls) walls.set(zone, Math.max(wallMs, tickMs + offsetAt(zone, tickMs)));
  return slots;
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
  const zones = inUse.filter(({ zone }) => isKnownZone(zone)).map(byLocalTime);
  for (const tickMs of ticksBetween(after, until)) {
    const tick = Temporal.Instant.fromEpochMilliseconds(tickMs);
    if (zones.some(({ zone, times }) => slotsDueAt(zone, tick, times).length > 0)) return tick;
  }
  return undefined;
}

/** A zone and what is planned in it, by the local time at which it comes due: a tick looks up little, and an outage has thousands. */
export interface TimesInUse {
  zone: string;
  /** What the place is called now: clocks are kept by that name. */
  present: string;
  times: ReadonlyMap<string, ReturnType<typeof slotTimes>[]>;
}

export function byLocalTime({ zone, localTimes }: ZoneInUse): TimesInUse {
  const times = new Map<string, ReturnType<typeof slotTimes>[]>();
  for (const planned of localTimes) {
    const time = slotTimes(planned);
    times.set(time.localTime, [...(times.get(time.localTime) ?? []), time]);
  }
  return { zone, present: presentName(zone), times };
}

/** Those in which somebody may stand, and those in which somebody may get their reminders. */
export function slotsInUse({ times }: TimesInUse, slots: readonly Slot[]): Slot[] {
  return slots.flatMap((slot) => (times.get(slot.localTime) ?? []).map((time) => ({ ...slot, ...time })));
}

/** A zone that a newer edition no longer knows would stop the plan for everybody; it is named instead. */
function knownZones(inUse: ZoneInUse[], log: Log): ZoneInUse[] {
  return inUse.filter(({ zone }) => {
    const known = isKnownZone(zone);
    if (!known) log.error('planner.zone-unknown', { zone });
    return known;
  });
}
