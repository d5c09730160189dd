import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { putBack, Replaced, replacedBy } from '../../../../lambdas/core/actions/put-back.ts';
import { type FieldName, fieldNames, fields } from '../../../../lambdas/core/person/fields.ts';
import type { Person, Subscriber } from '../../../../lambdas/core/person/subscriber.ts';
import { aGone, aSubscriber, idOf, preferences } from '../../../support/builders.ts';
import { fullPerson } from '../../../support/full-person.ts';
import { memoryControl, memorySubscribers } from '../../../support/memory-subscribers.ts';

const id = idOf('ann');
const now = Temporal.Instant.from('2026-11-23T12:00:00Z');

/** What the way back of a press does to what is stored by then. */
async function goBack(replaced: Replaced, stored: Subscriber) {
  const [subscribers, control] = [memorySubscribers(), memoryControl()];
  subscribers.profiles.set(id, structuredClone(stored));
  const places: string[][] = [];
  control.rememberSlot = async (...place) => {
    expect(subscribers.profiles.get(id)).toEqual(stored);
    places.push(place);
  };
  const done = await putBack(id, replaced, { clock: { now: () => now }, subscribers, control });
  return { done, places, after: subscribers.profiles.get(id) as Person };
}

const theirs = fieldNames.filter((name) => (fields[name].by as readonly string[]).includes('person'));
/** Whatever a press did to these stays done. */
const stays = ['healthConsent', 'epoch', 'suppression'] as const;
const steering = ['series', 'sent', 'branch', 'leftOut', 'again', 'stoppedAt'];
const plain: Partial<Person> = aSubscriber();
const full = { ...fullPerson, firstName: 'Anna', series: 'another', dueFrom: '2026-11-01T06:00:00Z' };
const personWith = (names: readonly string[], version: number) =>
  aSubscriber({
    ...Object.fromEntries(theirs.map((name) => [name, names.includes(name) ? full[name] : plain[name]])),
    version,
  });
const some = fc.subarray([...theirs]);
/** Each field by itself, written and removed. */
const alone = theirs.flatMap((name): [FieldName[], FieldName[]][] => [
  [[name], []],
  [[], [name]],
]);

test('every field that a press changed comes back, and no other changes', async () => {
  await fc.assert(
    fc.asyncProperty(some, some, async (had, has) => {
      const [before, pressed] = [personWith(had, 3), personWith(has, 4)];
      const replaced = Replaced.parse(JSON.parse(JSON.stringify(replacedBy(before, pressed))));
      const { done, after } = await goBack(replaced, pressed);
      const changed = theirs.filter((name) => !isDeepStrictEqual(before[name], pressed[name]));
      const goesOn = before.status === 'active' && changed.some((name) => steering.includes(name));
      const expected: Partial<Person> = {
        ...before,
        ...Object.fromEntries(stays.map((name) => [name, pressed[name]])),
        dueFrom: changed.includes('dueFrom') ? '2026-11-23T12:15:00Z' : pressed.dueFrom,
        ...(goesOn && { wentOnAt: now.toString() }),
        version: 5,
      };
      expect([done, after]).toEqual([true, expected]);
    }),
    { numRuns: alone.length + 20, examples: alone },
  );
});

test('a press that changed nothing has no way back', () => {
  expect(replacedBy(aSubscriber(), aSubscriber({ firstName: 'Anna' }))).toBeUndefined();
});

test('the way back holds what was replaced, and no more', () => {
  const before = aSubscriber({ note: 'Room 4', goal: 'walk' });
  const after = aSubscriber({ version: 2, note: 'Room 4', branch: 'desk', firstName: 'Anna' });
  expect(replacedBy(before, after)).toStrictEqual({
    version: 2,
    beganAnew: false,
    names: ['firstName', 'branch', 'goal'],
    was: { firstName: 'Ann', goal: 'walk' },
  });
});

const before = aSubscriber({ preferences: preferences({ sendTime: '18:15' }) });
const pressed = aSubscriber({ version: 2, lessonSentOn: '2026-11-16' });

test('the place to which it leads is remembered before they stand in it', async () => {
  expect((await goBack(replacedBy(before, pressed)!, pressed)).places).toEqual([['Europe/Berlin', '18:15']]);
  const renamed = { ...pressed, firstName: 'Anna', version: 3 };
  expect((await goBack(replacedBy(pressed, renamed)!, renamed)).places).toEqual([['Europe/Berlin', '07:00']]);
});

test.each<[string, Subscriber]>([
  ['another change', { ...pressed, version: 3 }],
  ['a lesson', { ...pressed, lessonSentOn: '2026-11-23' }],
  ['leaving', { ...pressed, status: 'unsubscribed' }],
  ['erasing', aGone()],
])('it leads nowhere after %s', async (_what, stored) => {
  expect(await goBack(replacedBy(before, pressed)!, stored)).toEqual({ done: false, places: [], after: stored });
});
