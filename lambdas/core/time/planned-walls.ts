import { furthestWall, tickMinutes } from './calendar.ts';
import { zoneEdition } from './zone-table.ts';
import { canonicalZone } from './zones.ts';

/**
 * Through which local time each zone is planned. It is written down and not computed anew: another edition of the time zones, or the one before
 * after a deployment was taken back, would say something else of the same mark, and the slots in between would be left out or planned twice.
 */

/** Kept beside the planner's mark. */
export interface PlannedClocks {
  /** Edition of the tz database by which the mark was reached. */
  edition: string;
  /**
   * By present name of each zone in use: how many minutes the local time planned through is ahead of the mark. It is the zone's offset, but in an
   * hour that clocks show twice. Undefined where the mark was set by hand, and so nothing was planned at it.
   */
  leads?: Readonly<Record<string, number>>;
}

/** How far ahead of UTC a zone's clocks are at an instant, both in milliseconds, as somebody else believes; undefined for a zone unknown to them. */
export type OtherClocks = (zone: string, atMs: number) => number | undefined;

/** The local time planned through, by present name of the zone, in milliseconds as if it were UTC. */
export type PlannedWalls = Map<string, number>;

/** What a mark is written with that nobody planned up to. */
export const setByHand: PlannedClocks = { edition: zoneEdition.name };

/**
 * The local times planned through at a mark.
 *
 * @param clocks - undefined where code wrote the mark that kept none, and went by the clocks of the runtime
 */
export function plannedWalls(
  zones: readonly string[],
  markMs: number,
  clocks: PlannedClocks | undefined,
  runtimeClocks: OtherClocks,
): PlannedWalls {
  // A place may have been renamed since.
  const leads = new Map(
    Object.entries(clocks?.leads ?? {}).map(([zone, minutes]) => [presentName(zone), minutes * 60_000]),
  );
  const wallOf = (zone: string) => {
    const lead = leads.get(zone);
    if (lead !== undefined) return markMs + lead;
    return (
      (clocks === undefined ? furthestByOthers(zone, markMs, runtimeClocks) : undefined) ?? furthestWall(zone, markMs)
    );
  };
  return new Map([...new Set(zones.map(presentName))].map((zone) => [zone, wallOf(zone)]));
}

/** An hour that is shown twice, or in Antarctica two, began no longer ago. */
const hoursLookedBack = 3;

/** The furthest that clocks have shown at any tick up to a mark, as others have it. */
function furthestByOthers(zone: string, markMs: number, others: OtherClocks): number | undefined {
  let furthest: number | undefined;
  for (let ticks = 0; ticks <= (hoursLookedBack * 60) / tickMinutes; ticks += 1) {
    const tickMs = markMs - ticks * tickMinutes * 60_000;
    const offset = others(zone, tickMs);
    if (offset === undefined) return undefined;
    furthest = Math.max(furthest ?? -Infinity, tickMs + offset);
  }
  return furthest;
}

/** What is kept beside a new mark. */
export function clocksAt(markMs: number, walls: PlannedWalls): PlannedClocks {
  const leads = [...walls].map(([zone, wallMs]) => [zone, (wallMs - markMs) / 60_000] as const);
  return { edition: zoneEdition.name, leads: Object.fromEntries(leads) };
}

/** The zones of which the table at hand says something else at a mark than what was planned. */
export function zonesMoved(markMs: number, walls: PlannedWalls): string[] {
  return [...walls].filter(([zone, wallMs]) => wallMs !== furthestWall(zone, markMs)).map(([zone]) => zone);
}

export function presentName(zone: string): string {
  return canonicalZone(zone) ?? zone;
}
