import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { newApiKeyText } from '../../../lambdas/adapters/keys/api-key-text.ts';
import { dynamoApiKeys } from '../../../lambdas/adapters/dynamo/api-keys.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import type { ApiKeys } from '../../../lambdas/core/kit/api-key.ts';
import { startEmulators } from '../../support/emulators.ts';

let emulators: Awaited<ReturnType<typeof startEmulators>>;
let keys: ApiKeys;
beforeAll(async () => {
  emulators = await startEmulators();
  keys = dynamoApiKeys(openTable(emulators.tableName, emulators.clients.dynamo));
});
afterAll(() => emulators?.stop());

test('a key opens by its whole text, until it is taken back; its secret is nowhere', async () => {
  const { id, text, hash } = newApiKeyText(randomBytes);
  expect(text).toMatch(/^wwk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
  const key = { id, name: 'clinic', scopes: ['sign-up'] as const, createdAt: '2026-11-23T12:00:00Z' };
  await keys.add(key, hash);
  expect(await keys.verify(text)).toEqual(key);
  expect(await keys.list()).toEqual([key]);
  const another = newApiKeyText(randomBytes).text;
  const wrong = [another, text.slice(0, -1), `${text.slice(0, 17)}${another.slice(17)}`, `${text}x`, '', 'wwk_'];
  for (const one of wrong) expect(await keys.verify(one)).toBeUndefined();
  expect([await keys.remove(id), await keys.remove(id)]).toEqual([true, false]);
  expect(await keys.verify(text)).toBeUndefined();
});
