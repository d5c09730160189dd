import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoLimits } from '../../../lambdas/adapters/dynamo/limits.ts';
import { dynamoMailTurns } from '../../../lambdas/adapters/dynamo/mail-turns.ts';
import { scanPage } from '../../../lambdas/adapters/dynamo/pages.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { aSignUp, idOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';

/* DynamoDB deletes an item once its `ttl`, in seconds since 1970, has passed. One in milliseconds would be kept for 50,000 years. */

let emulators: TestEmulators;
beforeAll(async () => {
  emulators = await startEmulators();
});
afterAll(async () => emulators.stop());

const at = '2026-11-02T06:00:00Z';
const days = (count: number) => Date.parse(at) / 1000 + count * 86_400;

test('what the table is to forget has the second at which it may', async () => {
  const table = openTable(emulators.tableName, emulators.clients.dynamo);
  const subscribers = dynamoSubscribers(table);
  await subscribers.recordProblem(idOf('ann'), { at, key: 'k', code: 'rejected' });
  await subscribers.recordSignUp(aSignUp({ id: idOf('ann'), expiresAt: '2026-11-09T06:00:00Z' }));
  await dynamoLimits(table).count('sign-ups', days(1));
  await dynamoMailTurns(table).take('inbox', { delivery: 'link', at }, () => true, 86_400);
  const { items } = await scanPage(table, {});
  expect(items.map(({ ttl }) => ttl as number).toSorted((a, b) => a - b)).toEqual([
    days(1),
    days(1),
    days(14),
    days(400),
  ]);
});
