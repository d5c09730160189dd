import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoPersonalData } from '../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { dueTick } from '../../lambdas/core/time/calendar.ts';
import { changeSettings, resume, type ChangingDeps } from '../../lambdas/core/actions/changing.ts';
import { nextLessonSlot } from '../../lambdas/core/course/course.ts';
import { confirmSignUp, type SignUpDeps } from '../../lambdas/core/actions/sign-up.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';
import { aSeries, aSignUp, aSubscriber, idOf, preferences } from '../support/builders.ts';
import { startEmulators, type TestEmulators } from '../support/emulators.ts';
import { laggingIndex } from '../support/lagging-index.ts';
import { fate } from '../support/mortal.ts';
import { joins, personIn } from '../support/people.ts';
import { simulation } from '../support/simulation.ts';
import { at, everyTick } from '../support/town.ts';
import { Temporal } from 'temporal-polyfill';

/*
 * Goal: who comes into a slot shortly before it gets what the page says, "today at 7:00", though the index in which the dispatcher looks them up shows
 * them minutes late. Method: the real table behind a proxy that shows the index as it was.
 */

let emulators: TestEmulators;
beforeAll(async () => {
  emulators = await startEmulators();
});
afterAll(async () => emulators.stop());

const slotAt = '2026-11-02T06:00:00Z';
const id = idOf('ann');
const series = aSeries();

type LocalService = SignUpDeps & ChangingDeps;

/** Ways into the slot of Monday 07:00 in Berlin: who was there before, and what they do. */
const ways: Record<string, { before?: Partial<Person>; act: (deps: LocalService) => Promise<unknown> }> = {
  'confirms their sign-up': { act: (deps) => confirmSignUp(id, deps) },
  'changes to a time that nobody had': {
    before: { preferences: preferences({ sendTime: '19:00' }) },
    act: (deps) => changeSettings(id, { firstName: 'Ann', preferences: preferences() }, deps),
  },
  'changes to a zone that nobody had': {
    before: { preferences: { ...preferences(), zone: 'America/New_York' } },
    act: (deps) => changeSettings(id, { firstName: 'Ann', preferences: preferences() }, deps),
  },
  'changes to that day': {
    before: { preferences: preferences({ lessonDay: 4 }) },
    act: (deps) => changeSettings(id, { firstName: 'Ann', preferences: preferences() }, deps),
  },
  'ends a pause': { before: { pausedUntil: '2026-12-01' }, act: (deps) => resume(id, deps) },
};

async function live(way: (typeof ways)[string], lagSeconds: number, secondsBefore: number) {
  const tableName = await emulators.freshTable();
  let nowMs = () => at(slotAt) - 7_200_000;
  const lagging = await laggingIndex(emulators, tableName, { seconds: lagSeconds, nowMs: () => nowMs() });
  try {
    const table = openTable(tableName, lagging.client);
    const subscribers = dynamoSubscribers(table);
    const control = dynamoControl(table);
    const sim = simulation({ start: '2026-11-02T05:30:00Z', series, subscribers, control, fate: fate([]) });
    nowMs = sim.nowMs;
    if (way.before === undefined) {
      await subscribers.recordSignUp(aSignUp({ id, expiresAt: '2026-12-01T00:00:00Z', preferences: preferences() }));
    } else {
      const person = aSubscriber({ id, ...way.before });
      await joins(subscribers, person);
      await control.rememberSlot(person.preferences.zone, person.preferences.sendTime);
    }
    await sim.plan();
    const actedAt = at(slotAt) - secondsBefore * 1000;
    const ticks = everyTick('2026-11-02T05:45:00Z', '2026-11-02T06:15:00Z');
    await sim.advanceTo(actedAt, ticks);
    await sim.person((deps) =>
      way.act({ ...deps, personalData: dynamoPersonalData(table) } as unknown as LocalService),
    );
    const person = await personIn(subscribers, id);
    const promised = nextLessonSlot(person, series, Temporal.Instant.fromEpochMilliseconds(actedAt));
    await sim.advanceTo(at('2026-11-02T06:16:00Z'), ticks);
    const lessons = sim.accepted.filter(({ tags }) => tags['delivery']?.startsWith('lesson'));
    return { promised: promised && dueTick(promised).toString(), lessons, dead: sim.dead, logged: sim.logged };
  } finally {
    await lagging.stop();
  }
}

describe.each(Object.entries(ways))('somebody who %s just before the slot', (_name, way) => {
  test.each([
    [90, 80],
    [600, 61],
  ])('gets what they are promised, though the index is %d s behind: %d s before', async (lagSeconds, secondsBefore) => {
    const { promised, lessons, dead } = await live(way, lagSeconds, secondsBefore);
    expect(promised).toBe(slotAt);
    expect(lessons).toHaveLength(1);
    expect(lessons[0]!.atMs - at(slotAt)).toBeLessThan(16 * 60_000);
    expect(dead).toEqual([]);
  });
});

test('everybody who was there is served at the first reading, and the second says and writes nothing of them', async () => {
  const { lessons, logged } = await live({ before: {}, act: async () => undefined }, 0, 300);
  expect(lessons.map(({ atMs }) => atMs)).toEqual([at(slotAt)]);
  expect(logged.filter(({ event }) => event.startsWith('delivery.'))).toEqual([]);
});
