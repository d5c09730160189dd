import { changeSeries, canSwitchTo } from '../../lambdas/core/actions/changing.ts';
import type { Series } from '../../lambdas/core/course/series.ts';
import type { ServiceConnection } from './connection.ts';
import { subscribers } from './people.ts';
import { quiet } from './quiet.ts';

export interface SeriesMove {
  /** Active people who are in it. */
  people: number;
  /** Of them: went over, or would. */
  moved: number;
}

/**
 * Takes everybody who is under way in one series over to another. May be interrupted and run again. Who has had every lesson of the other stays.
 *
 * @param from - id of a series, offered or not
 * @param write - without it nothing is changed
 */
export async function moveSeries(
  { from, to, write }: { from: string; to: Series; write: boolean },
  connection: Pick<ServiceConnection, 'table' | 'clock' | 'subscribers' | 'control' | 'onPeople'>,
): Promise<SeriesMove> {
  const move: SeriesMove = { people: 0, moved: 0 };
  for await (const person of subscribers(connection)) {
    if (person.series !== from || person.status !== 'active') continue;
    move.people += 1;
    const goes = write
      ? await changeSeries(person.id, to, { ...connection, log: quiet }, { byOperator: true })
      : canSwitchTo(to, person);
    if (goes) move.moved += 1;
  }
  return move;
}
