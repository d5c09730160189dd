import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoLimits } from '../../../lambdas/adapters/dynamo/limits.ts';
import { dynamoClosedInboxes, dynamoMailTurns } from '../../../lambdas/adapters/dynamo/mail-turns.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import type { ClosedInboxes } from '../../../lambdas/core/sending/closed-inboxes.ts';
import type { RequestCounters } from '../../../lambdas/core/kit/request-counters.ts';
import type { MailTurns } from '../../../lambdas/core/sending/mail-turns.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { memoryClosedInboxes, memoryLimits, memoryMailTurns } from '../../support/memory-limits.ts';

/* One contract for counters and for the turns of emails, held by both DynamoDB engines and by what the other tests have in memory. */

interface Store {
  limits: RequestCounters;
  turns: MailTurns;
  closed: ClosedInboxes;
}

let emulators: TestEmulators | undefined;
const onEmulator = (dynamo: 'dynoxide' | 'dynalite') => ({
  start: async () => void (emulators = await startEmulators({ dynamo })),
  fresh: async (): Promise<Store> => {
    const table = openTable(await emulators!.freshTable(), emulators!.clients.dynamo);
    return { limits: dynamoLimits(table), turns: dynamoMailTurns(table), closed: dynamoClosedInboxes(table) };
  },
  stop: async () => emulators!.stop(),
});
const inMemory = {
  start: async () => undefined,
  fresh: async (): Promise<Store> => ({
    limits: memoryLimits(),
    turns: memoryMailTurns(),
    closed: memoryClosedInboxes(),
  }),
  stop: async () => undefined,
};

const at = (day: number, time = '06:00') => `2026-11-${String(day).padStart(2, '0')}T${time}:00Z`;
const day = 86_400;

describe.each([
  ['DynamoDB as dynoxide speaks it', onEmulator('dynoxide')],
  ['DynamoDB as dynalite speaks it', onEmulator('dynalite')],
  ['memory', inMemory],
])('limits kept in %s', (_name, home) => {
  let store: Store;
  beforeAll(home.start);
  afterAll(home.stop);
  beforeEach(async () => void (store = await home.fresh()));

  test('a counter counts, and counts no further than just beyond its most', async () => {
    const { limits } = store;
    const counts: number[] = [];
    for (let time = 0; time < 5; time += 1) counts.push(await limits.count('a#1', 1_900_000_000, 2));
    expect(counts).toEqual([1, 2, 3, 3, 3]);
    expect(await limits.read('a#1')).toBe(3);
    expect([await limits.read('b#1'), await limits.count('b#1', 1_900_000_000)]).toEqual([0, 1]);
  });

  test('of many at once one is the first', async () => {
    const counts = await Promise.all(Array.from({ length: 10 }, () => store.limits.count('a', 1_900_000_000)));
    expect(counts.filter((count) => count === 1)).toHaveLength(1);
  });

  test('a turn is taken by the rule, which is told of those before, and once for a delivery', async () => {
    const { turns } = store;
    const told: (readonly string[])[] = [];
    const take = async (delivery: string, when: string) =>
      turns.take(
        'x',
        { delivery, at: when },
        (earlier) => {
          told.push(earlier);
          return earlier.length < 2;
        },
        day,
      );
    expect(await take('one', at(1))).toBe(true);
    expect(await take('one', at(1, '07:00'))).toBe(true);
    expect(await take('two', at(1, '08:00'))).toBe(true);
    expect(await take('three', at(1, '09:00'))).toBe(false);
    expect(told).toEqual([[], [at(1)], [at(1), at(1, '08:00')]]);
    expect(await turns.take('y', { delivery: 'one', at: at(1) }, (earlier) => earlier.length === 0, day)).toBe(true);
  });

  test('of many turns at once no more are taken than the rule allows', async () => {
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        store.turns.take('x', { delivery: `d${index}`, at: at(1) }, (earlier) => earlier.length < 2, day),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(2);
  });

  test('turns are forgotten when their time is over, and when they are told to be', async () => {
    const { turns } = store;
    const first = async (delivery: string, when: string) =>
      turns.take('x', { delivery, at: when }, (earlier) => earlier.length === 0, day);
    expect([
      await first('one', at(1)),
      await first('two', at(1, '07:00')),
      await first('three', at(2, '07:00')),
    ]).toEqual([true, false, true]);
    await turns.forget('x');
    expect(await first('four', at(2, '08:00'))).toBe(true);
  });

  test('an inbox is closed until it is opened again', async () => {
    const { closed } = store;
    expect(await closed.isClosed('x')).toBe(false);
    await closed.close('x', at(1));
    await closed.close('x', at(2));
    expect([await closed.isClosed('x'), await closed.isClosed('y')]).toEqual([true, false]);
    expect([await closed.reopen('x'), await closed.reopen('x'), await closed.isClosed('x')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
