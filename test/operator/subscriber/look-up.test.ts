import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { listPeople } from '../../../lib/operator/subscriber/list.ts';
import { lookUp, formatLookUp } from '../../../lib/operator/subscriber/look-up.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { joins } from '../../support/people.ts';

const series = libraryOf(aSeries());
const clock = { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') };
let emulators: TestEmulators;
beforeAll(async () => void (emulators = await startEmulators()));
afterAll(() => emulators.stop());

async function tableWith(...people: { name: string; firstName: string; pausedUntil?: string }[]) {
  const table = openTable(await emulators.freshTable(), emulators.clients.dynamo);
  const store = dynamoSubscribers(table);
  for (const { name, firstName, ...along } of people) {
    await joins(store, aSubscriber({ id: idOf(name), address: `${name}@example.org`, firstName, ...along }));
  }
  return { table, store };
}

test('people are found by a part of their address or first name, however it is written', async () => {
  const { table, store } = await tableWith(
    { name: 'ann', firstName: 'Ann' },
    { name: 'bob', firstName: 'Joanna', pausedUntil: '2027-01-04' },
    { name: 'cem', firstName: 'Ju\u0308rgen' },
  );
  await store.recordSignUp(
    aSignUp({ id: idOf('dan'), address: 'dan@ANNEX.example', firstName: '', expiresAt: '2026-12-01T00:00:00Z' }),
  );
  const { found, more } = await lookUp('ANN', { table, clock, series });
  expect(found.toSorted((a, b) => (a.address < b.address ? -1 : 1))).toMatchObject([
    { subscriber: idOf('ann'), status: 'active', address: 'ann@example.org', firstName: 'Ann' },
    { subscriber: idOf('bob'), status: 'paused', address: 'bob@example.org', firstName: 'Joanna' },
    { subscriber: idOf('dan'), status: 'pending', address: 'dan@ANNEX.example', firstName: '' },
  ]);
  expect(more).toBe(false);
  expect((await lookUp('jürg', { table, clock, series })).found).toMatchObject([{ subscriber: idOf('cem') }]);
});

test('the first twenty are told, with name and address, and that there are more', async () => {
  const people = Array.from({ length: 21 }, (_, n) => ({ name: `p${n}`, firstName: 'Ann' }));
  const { table } = await tableWith(...people);
  const result = await lookUp('ann', { table, clock, series });
  expect([result.found.length, result.more]).toEqual([20, true]);
  expect(formatLookUp(result)).toMatch(
    /^\S{22} {2}Ann <p\d+@example.org>, active, [^]*\nand more: look for a longer text$/,
  );
  expect(formatLookUp(await lookUp('zoe', { table, clock, series }))).toBe(
    'Nobody’s address or first name has this in it.',
  );
});

test.each([
  ['name', ['Ann', 'bob', 'Cem']],
  ['since', ['Cem', 'Ann', 'bob']],
  ['last-email', ['bob', 'Ann', 'Cem']],
] as const)('a list is in the order of %s, and ends where it has looked at enough', async (sort, order) => {
  const { table, store } = await tableWith();
  const people = [
    { firstName: 'Cem', confirmedAt: '2026-11-03T00:00:00Z' },
    { firstName: 'bob', confirmedAt: '2026-11-01T00:00:00Z', welcomeSentAt: '2026-11-09T00:00:00Z' },
    { firstName: 'Ann', confirmedAt: '2026-11-02T00:00:00Z' },
  ];
  for (const one of people) await joins(store, aSubscriber({ id: idOf(one.firstName), ...one }));
  const whole = await listPeople({ sort }, { table, clock, series }, 3);
  expect(whole.people.map(({ firstName }) => firstName)).toEqual(order);
  expect([whole.lookedAt, whole.more]).toEqual([3, false]);
  const part = await listPeople({ sort }, { table, clock, series }, 2);
  expect([part.people.length, part.lookedAt, part.more]).toEqual([2, 2, true]);
});
