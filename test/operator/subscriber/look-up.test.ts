import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { lookUp, formatLookUp } from '../../../lib/operator/subscriber/look-up.ts';
import { aSignUp, aSubscriber, idOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { joins } from '../../support/people.ts';

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
  await store.recordSignUp(aSignUp({ id: idOf('dan'), address: 'dan@ANNEX.example', firstName: '' }));
  const { found, more } = await lookUp('ANN', { table, clock });
  expect(found.toSorted((a, b) => (a.subscriber < b.subscriber ? -1 : 1))).toEqual([
    { subscriber: idOf('ann'), status: 'active' },
    { subscriber: idOf('bob'), status: 'paused' },
    { subscriber: idOf('dan'), status: 'pending' },
  ]);
  expect(more).toBe(false);
  expect((await lookUp('jürg', { table, clock })).found).toEqual([{ subscriber: idOf('cem'), status: 'active' }]);
});

test('the first twenty are told, and that there are more; neither names nor addresses are', async () => {
  const people = Array.from({ length: 21 }, (_, n) => ({ name: `p${n}`, firstName: 'Ann' }));
  const { table } = await tableWith(...people);
  const result = await lookUp('ann', { table, clock });
  expect([result.found.length, result.more]).toEqual([20, true]);
  expect(formatLookUp(result)).not.toMatch(/ann|@/i);
  expect(formatLookUp(await lookUp('zoe', { table, clock }))).toBe('Nobody’s address or first name has this in it.');
});
