import { isUnderWay } from '../course/notice.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { DuePage, Subscribers } from '../mail/subscribers.ts';
import { dueKeysOf, kindIn } from '../person/preferences.ts';
import { isoInstant, slotsDueAt, tickAtOrBefore, ticksBetween } from '../time/calendar.ts';
import { clocksAt, plannedWalls } from '../time/planned-walls.ts';
import { Temporal } from 'temporal-polyfill';
import { together } from '../kit/parallel.ts';
import { zoneEdition } from '../time/zone-table.ts';
import { isKnownZone } from '../time/zones.ts';
import type { Control } from './control.ts';
import { byLocalTime, slotsInUse, slotsOfTick } from './planning.ts';

export interface QuietTickDeps {
  clock: Clock;
  control: Pick<Control, 'planning' | 'tableId' | 'advance'>;
  /** Its index must not be behind: somebody whom it does not show yet would be passed over. */
  subscribers: Pick<Subscribers, 'pageDue'>;
  log: Log;
}

/** Entries of the index that are looked at; where there are more, the planner and the sender do. */
const glanceMax = 100;

/**
 * Passes a tick at which nobody is owed anything: moves the planner's mark and says what the planner would, without a message for each slot that the sender then
 * finds empty. Those are most of what a week costs when a clock is moved by it. Where the planner would do or say more, nothing is done here.
 *
 * @returns the mark as it is now; undefined where the planner has to run
 */
export async function passQuietTick({ clock, control, subscribers, log }: QuietTickDeps): Promise<string | undefined> {
  const now = tickAtOrBefore(clock.now());
  const [{ gate, plannedThrough, clocks, inUse, notices }, tableId] = await together([
    control.planning(),
    control.tableId(),
  ]);
  if (plannedThrough === undefined || clocks?.edition !== zoneEdition.name) return;
  if (gate.tableId !== tableId || notices.some(isUnderWay) || !inUse.every(({ zone }) => isKnownZone(zone))) return;
  const mark = Temporal.Instant.from(plannedThrough);
  const ticks = ticksBetween(mark, now);
  if (ticks.length === 0) return;
  const zones = inUse.map(byLocalTime);
  const names = zones.map(({ zone }) => zone);
  const walls = plannedWalls(names, mark.epochMilliseconds, clocks, () => undefined);
  // The planner has those of the mark looked up once more.
  const slots = zones.flatMap((zone) => slotsInUse(zone, slotsDueAt(zone.zone, mark)));
  let due = 0;
  for (const tickMs of ticks) {
    const here = slotsOfTick(tickMs, zones, walls);
    // The planner says which were late.
    if (here.length > 0 && tickMs !== now.epochMilliseconds) return;
    due += here.length;
    slots.push(...here);
  }
  const pages = new Map<string, DuePage>();
  for (const slot of slots) {
    for (const key of dueKeysOf(slot)) {
      const page = pages.get(key) ?? (await subscribers.pageDue(key, { limit: glanceMax }));
      pages.set(key, page);
      if (page.after !== undefined || page.due.some(({ days }) => kindIn(days, slot) !== undefined)) return;
    }
  }
  const through = isoInstant(now);
  if (!(await control.advance(plannedThrough, through, clocksAt(now.epochMilliseconds, walls)))) return;
  log.count('planner.ticks', ticks.length);
  log.info('planner.done', { ticks: ticks.length, slots: due });
  return through;
}
