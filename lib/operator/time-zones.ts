import { Temporal } from 'temporal-polyfill';
import { runtimeClocks, runtimeEdition } from '../../lambdas/adapters/runtime-clocks.ts';
import {
  type OtherClocks,
  plannedWalls,
  type PlannedClocks,
  zonesMoved,
} from '../../lambdas/core/time/planned-walls.ts';
import { offsetAt } from '../../lambdas/core/time/zone-clocks.ts';
import { zoneEdition } from '../../lambdas/core/time/zone-table.ts';
import { type EarlierEdition, earlierEditions } from '../zones/keep-edition.ts';
import { differencesIn } from './zones-since.ts';

/** What is known of the time zones that the service goes by. */
export interface TimeZones {
  /** Of our own table. */
  edition: string;
  ageDays: number;
  /** By which the planner went last: that of the deployed functions. Undefined before its first run with a table of its own. */
  planner?: string;
  /** People in zones that the planner had otherwise at its mark than our table has, or has otherwise on some day of the next sixty, by zone. */
  plannedOtherwise: Record<string, number>;
  /** Of this program's runtime, which nobody is mailed by. */
  runtime: string;
  /** People in zones of which the runtime is wrong on some day of the next sixty. */
  runtimeOtherwise: Record<string, number>;
}

const daysAhead = 60;
const dayMs = 86_400_000;

/**
 * Compares clocks, in zones with people in them.
 *
 * @param people - how many there are, by present name of their zone; 0 where they were not counted
 */
export function timeZonesOf(
  { plannedThrough, clocks }: { plannedThrough?: string; clocks?: PlannedClocks },
  people: Readonly<Record<string, number>>,
  now: Temporal.Instant,
  runtime: { edition: string; clocks: OtherClocks } = { edition: runtimeEdition, clocks: runtimeClocks },
  editions: readonly EarlierEdition[] = earlierEditions,
): TimeZones {
  const zones = Object.keys(people);
  const withPeople = (some: readonly string[]) => Object.fromEntries(some.map((zone) => [zone, people[zone]!]));
  const markMs = plannedThrough === undefined ? undefined : Temporal.Instant.from(plannedThrough).epochMilliseconds;
  const moved =
    markMs === undefined || clocks === undefined
      ? []
      : zonesMoved(markMs, plannedWalls(zones, markMs, clocks, runtime.clocks));
  const earlier = editions.find(({ edition }) => edition === clocks?.edition);
  const otherwise = zones.filter(
    (zone) =>
      moved.includes(zone) || (earlier !== undefined && differencesIn(zone, earlier, now, daysAhead).length > 0),
  );
  const wrong = zones.filter((zone) =>
    Array.from({ length: daysAhead }, (_, day) => now.epochMilliseconds + day * dayMs).some((atMs) => {
      const offset = runtime.clocks(zone, atMs);
      return offset !== undefined && offset !== offsetAt(zone, atMs);
    }),
  );
  return {
    edition: zoneEdition.name,
    ageDays: Math.floor(Temporal.Instant.from(`${zoneEdition.date}T00:00:00Z`).until(now).total('hours') / 24),
    ...(clocks !== undefined && { planner: clocks.edition }),
    plannedOtherwise: withPeople(otherwise),
    runtime: runtime.edition,
    runtimeOtherwise: withPeople(wrong),
  };
}

/** "tz 2026f, 29 days old; this runtime has 2025c, which nobody is mailed by and which is wrong for America/Winnipeg (214)". */
export function formatTimeZones({
  edition,
  ageDays,
  planner,
  plannedOtherwise,
  runtime,
  runtimeOtherwise,
}: TimeZones): string {
  const other =
    planner === undefined || planner === edition
      ? ''
      : `; the planner went by ${planner}${formatZones(plannedOtherwise, ' otherwise')}`;
  const same = runtime === edition ? '' : `; this runtime has ${runtime}, which nobody is mailed by`;
  return `tz ${edition}, ${ageDays} days old${other}${same}${formatZones(runtimeOtherwise, ' wrong')}`;
}

function formatZones(people: Record<string, number>, how: string): string {
  const zones = Object.entries(people).map(([zone, count]) => (count === 0 ? zone : `${zone} (${count})`));
  return zones.length === 0 ? '' : `,${how} for people in ${zones.join(', ')}`;
}

/** The longest that the tz database went without a new edition lately, in days, and a week more. */
export const editionDaysMax = 270;
