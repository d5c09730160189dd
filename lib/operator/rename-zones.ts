import { moveToPresentZone } from '../../lambdas/core/actions/changing.ts';
import { mapConcurrent } from '../../lambdas/core/kit/parallel.ts';
import { canonicalZone, isFormerName } from '../../lambdas/core/time/zones.ts';
import type { ServiceConnection } from './connection.ts';
import { subscribers } from './people.ts';

export interface ZonesRenamed {
  /** People whose zone is stored under a former name: moved to its present one, or to be moved. */
  people: number;
  /** Former names that the planner still goes through, since people stand, or lately stood, under them. */
  planned: number;
  /** Former names under which nobody stands: the planner goes through them no more, or need not. */
  forgotten: number;
}

/** Zones forgotten at once. */
const concurrency = 10;

/**
 * Moves everybody whose zone is stored under a former name to its present one, and has the planner forget names under which nobody was found.
 * One that people have just left is forgotten by the next run: until then the index may still show them there. May be interrupted and repeated.
 *
 * @param write - without it nothing is changed
 */
export async function renameZones(
  write: boolean,
  connection: Pick<ServiceConnection, 'table' | 'subscribers' | 'control' | 'onPeople'>,
): Promise<ZonesRenamed> {
  let people = 0;
  // Whatever their status: somebody who left may come back to the calendar under this name.
  const found = new Set<string>();
  for await (const { id, preferences } of subscribers(connection)) {
    found.add(preferences.zone);
    if (!isFormerName(preferences.zone)) continue;
    people += 1;
    if (write) await moveToPresentZone(id, connection);
  }
  const { inUse } = await connection.control.planning();
  const former = inUse.map(({ zone }) => zone).filter((zone) => canonicalZone(zone) !== zone);
  const empty = former.filter((zone) => !found.has(zone));
  if (write) await mapConcurrent(concurrency, empty, (zone) => connection.control.forgetZone(zone));
  return { people, planned: former.length - empty.length, forgotten: empty.length };
}

/** The outcome as lines for people. */
export function formatZonesRenamed({ people, planned, forgotten }: ZonesRenamed, write: boolean): string {
  if (people + planned + forgotten === 0) return 'Every time zone is stored under its present name.';
  const lines = [
    `People whose time zone ${write ? 'was' : 'is'} stored under a former name: ${people}${write ? ', moved to its present name' : ''}.`,
    `Former names that nobody stands under: ${forgotten}${write ? ', no longer planned' : ''}.`,
    `Former names still planned: ${planned}.`,
  ];
  if (!write) return [...lines, 'Nothing changed. Run it again with --yes to apply.'].join('\n');
  return [...lines, ...(people > 0 ? ['Run it again in some minutes: then those names can go as well.'] : [])].join(
    '\n',
  );
}
