import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../../lambdas/core/time/calendar.ts';
import { inPresentZone } from '../../lambdas/core/person/preferences.ts';
import { clocksOfTable, nextChange, offsetAt } from '../../lambdas/core/time/zone-clocks.ts';
import { zoneEdition } from '../../lambdas/core/time/zone-table.ts';
import { canonicalZone } from '../../lambdas/core/time/zones.ts';
import { type EarlierEdition, earlierEditions } from '../zones/keep-edition.ts';
import type { ServiceConnection } from './connection.ts';
import { OperatorError } from './operator-error.ts';
import { subscribers } from './people.ts';

/** A time in which the table at hand has a zone's clocks otherwise than an earlier edition. */
export interface Difference {
  from: string;
  until: string;
  /** How much earlier mail goes out by the table at hand; below zero, later. */
  minutesEarlier: number;
}

/** What the table at hand changes for active people. */
export interface ZonesSince {
  edition: string;
  since: string;
  zones: { zone: string; people: number; differences: Difference[] }[];
}

const daysAhead = 365;

/**
 * Compares the table at hand with an earlier edition, for the year to come and in zones with people in them.
 *
 * @param since - that edition; the one by which the planner went last, unless it is named
 * @throws OperatorError when nothing is known of that edition
 */
export async function zonesSince(
  since: string | undefined,
  connection: Pick<ServiceConnection, 'clock' | 'control' | 'table' | 'onPeople'>,
  editions: readonly EarlierEdition[] = earlierEditions,
): Promise<ZonesSince> {
  const edition = since ?? (await connection.control.planning()).clocks?.edition;
  if (edition === undefined) {
    throw new OperatorError(
      'The planner has not said yet which edition it goes by. Name one: zones --since <edition>.',
    );
  }
  const found = { edition: zoneEdition.name, since: edition };
  if (edition === zoneEdition.name) return { ...found, zones: [] };
  const earlier = editions.find((one) => one.edition === edition);
  if (earlier === undefined) throw new OperatorError(unknownEdition(edition, editions), { code: 'not-found' });
  const people = new Map<string, number>();
  for await (const { status, preferences } of subscribers(connection)) {
    const { zone } = inPresentZone(preferences);
    if (status === 'active') people.set(zone, (people.get(zone) ?? 0) + 1);
  }
  const now = connection.clock.now();
  const zones = [...people]
    .map(([zone, count]) => ({ zone, people: count, differences: differencesIn(zone, earlier, now, daysAhead) }))
    .filter(({ differences }) => differences.length > 0)
    .toSorted((a, b) => b.people - a.people);
  return { ...found, zones };
}

function unknownEdition(edition: string, editions: readonly EarlierEdition[]): string {
  const known = editions.length === 0 ? 'none' : editions.map((one) => one.edition).join(', ');
  return `Edition ${edition} is not kept here. This copy has ${zoneEdition.name}; earlier editions that it keeps: ${known}.`;
}

/** When the table at hand has the clocks of a zone otherwise than an earlier edition, from now on. */
export function differencesIn(
  zone: string,
  { clocks }: EarlierEdition,
  now: Temporal.Instant,
  days: number,
): Difference[] {
  const written = [...clocks].find(([name]) => (canonicalZone(name) ?? name) === zone)?.[1];
  if (written === undefined) return [];
  const then = clocksOfTable(written);
  const end = now.add({ hours: days * 24 }).epochMilliseconds;
  const spans: { from: number; until: number; ms: number }[] = [];
  for (let at = now.epochMilliseconds; at < end;) {
    const until = Math.min(nextChange(zone, at) ?? end, then.nextChange(at) ?? end, end);
    const ms = offsetAt(zone, at) - then.offsetAt(at);
    const last = spans.at(-1);
    if (last?.until === at && last.ms === ms) last.until = until;
    else if (ms !== 0) spans.push({ from: at, until, ms });
    at = until;
  }
  const iso = (ms: number) => isoInstant(Temporal.Instant.fromEpochMilliseconds(ms));
  return spans.map(({ from, until, ms }) => ({ from: iso(from), until: iso(until), minutesEarlier: ms / 60_000 }));
}

/** The comparison as lines for people. */
export function formatZonesSince({ edition, since, zones }: ZonesSince): string {
  if (since === edition) return `This copy has tz ${edition} as well: nothing changes.`;
  if (zones.length === 0)
    return `tz ${edition} changes nothing since ${since} for the people here, in the year to come.`;
  return [
    `tz ${edition} changes these clocks since ${since}, in the year to come. People keep their local time; in UTC their mail goes out`,
    ...zones.flatMap(({ zone, people, differences }) => [
      `${zone}, ${people} ${people === 1 ? 'person' : 'people'}:`,
      ...differences.map(
        ({ from, until, minutesEarlier }) =>
          `  ${Math.abs(minutesEarlier)} minutes ${minutesEarlier > 0 ? 'earlier' : 'later'} from ${from} until ${until}`,
      ),
    ]),
    'Everybody else is mailed as before.',
  ].join('\n');
}
