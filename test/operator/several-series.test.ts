import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { personActions } from '../../lambdas/core/actions/actions.ts';
import { moveSeries } from '../../lib/operator/move-series.ts';
import { subscribers } from '../../lib/operator/people.ts';
import { seriesNamed } from '../../lib/operator/series-named.ts';
import { readStatus, formatStatus } from '../../lib/operator/status.ts';
import { act } from '../../lib/operator/subscriber/act.ts';
import { aSeries, libraryOf } from '../support/builders.ts';
import { operatorConnection } from '../support/operator-connection.ts';

/* An operator who offers one series no more: everybody in it is taken over to another. */

const gone = 'stress-and-back-pain';
const calm = { ...aSeries(['breathe', 'walk']), id: 'calm' };
const sleep = { ...aSeries(['evening']), id: 'sleep' };
let deps: Awaited<ReturnType<typeof operatorConnection>>;
beforeAll(async () => {
  deps = await operatorConnection(40);
  deps.connection.series = libraryOf(calm, sleep);
});
afterAll(() => deps?.emulators.stop());

/** Ids of active people, by series. */
async function activeIn(series: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const person of subscribers(deps.connection)) {
    if (person.series === series && person.status === 'active') ids.push(person.id);
  }
  return ids;
}
const move = async (write: boolean) => {
  return moveSeries({ from: gone, to: calm, write }, deps.connection);
};

describe('a series that is not offered any more', () => {
  test('is told of by status, with the command that helps', async () => {
    const people = (await activeIn(gone)).length;
    const status = await readStatus(deps.connection);
    expect(people).toBeGreaterThan(20);
    expect(status.withdrawn).toEqual({ [gone]: people });
    expect(formatStatus(status)).toContain(`${people} active people in ${gone}, which IS NOT OFFERED`);
  });

  test('is left by one person, whom the operator takes over', async () => {
    const [one] = await activeIn(gone);
    const goTo = (typed: string) =>
      act(personActions['change-series'], one!, { typed, sure: false }, deps.connection, String);
    expect(await goTo('nowhere')).toEqual({
      outcome: 'wrong',
      why: 'This service offers no series nowhere. There are calm, sleep.',
    });
    expect(await goTo('sleep')).toEqual({ outcome: 'done' });
    expect(await activeIn('sleep')).toEqual([one]);
  });

  test('is left by everybody else: first only counted, then done, and once more without harm', async () => {
    const people = (await activeIn(gone)).length;
    expect(await move(false)).toEqual({ people, moved: people });
    expect((await activeIn(gone)).length).toBe(people);
    expect(await move(true)).toEqual({ people, moved: people });
    expect([(await activeIn(gone)).length, (await activeIn('calm')).length]).toEqual([0, people]);
    expect(await move(true)).toEqual({ people: 0, moved: 0 });
    expect((await readStatus(deps.connection)).withdrawn).toEqual({});
  });
});

test('the series that a command is about is the first where none is named', () => {
  expect(seriesNamed(undefined, deps.connection.series)).toBe(calm);
  expect(seriesNamed('sleep', deps.connection.series)).toBe(sleep);
});
