import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { keyringOf, loadKeyring } from '../../lambdas/adapters/keyring.ts';
import {
  keyStoreAt,
  keysInWords,
  listKeys,
  rotateKeys,
  rotationInWords,
  type KeyStore,
} from '../../lib/operator/keys.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();

async function aStore(
  document: object = { identity: 'a', current: 'a', a: 'a'.repeat(43) },
): Promise<KeyStore & { keyring: string }> {
  const file = place(`${Math.random()}.json`);
  await writeFile(file, JSON.stringify(document));
  return { ...keyStoreAt(`file:${file}`), keyring: `file:${file}` };
}

const now = Temporal.Instant.from('2026-11-26T08:00:00Z');
const hours = (count: number) => now.add({ hours: count });

test('a rotation adds a key, waits a day, and lets it sign; older links still verify, and people keep their ids', async () => {
  const store = await aStore();
  const before = keyringOf(await store.read());
  const { keyId, mac } = before.sign('a link');
  const signsFrom = '2026-11-27T04:00:00Z';
  expect(await rotateKeys(store, now)).toEqual({ done: 'added', key: 'k2', signsFrom });
  expect(keyringOf(await store.read()).sign('x').keyId).toBe('a');
  expect(await rotateKeys(store, hours(19))).toEqual({ done: 'waits', key: 'k2', signsFrom });
  expect(keyringOf(await store.read()).sign('x').keyId).toBe('a');
  expect(await rotateKeys(store, hours(20))).toEqual({ done: 'signs', key: 'k2', before: 'a' });
  const after = keyringOf(await store.read());
  expect(after.sign('x').keyId).toBe('k2');
  expect(after.verify(keyId, 'a link', mac)).toBe(true);
  expect(after.subscriberId('ann@example.org')).toBe(before.subscriberId('ann@example.org'));
  expect(await rotateKeys(store, hours(25))).toMatchObject({ done: 'added', key: 'k3' });
  expect(await listKeys(store)).toEqual({
    identity: 'a',
    current: 'k2',
    all: ['a', 'k2', 'k3'],
    addedAt: { k2: '2026-11-26T08:00:00Z', k3: '2026-11-27T09:00:00Z' },
  });
});

test('each step says when to come back', async () => {
  const store = await aStore();
  const step = async (at: Temporal.Instant) => rotationInWords(await rotateKeys(store, at));
  expect(await step(now)).toContain('Next: weekwise keys rotate, from 2026-11-27T04:00:00Z on.');
  expect(await step(now)).toMatch(/^Nothing was changed: k2 is too young[^]*from 2026-11-27T04:00:00Z on\.$/);
  expect(await step(hours(30))).toMatch(/^New links are signed with k2 from now on[^]*complete/);
});

test('a key whose age nobody knows never signs: another one takes its place', async () => {
  const store = await aStore({ identity: 'a', current: 'a', a: 'a'.repeat(43), k2: 'b'.repeat(43) });
  expect(await rotateKeys(store, now)).toMatchObject({ done: 'added', key: 'k3' });
  expect(await rotateKeys(store, hours(20))).toMatchObject({ done: 'signs', key: 'k3' });
});

test('names are told, secrets never', async () => {
  const store = await aStore();
  await rotateKeys(store, now);
  const words = keysInWords(await listKeys(store));
  expect(words).toBe(
    'a    identity of subscribers, signs new links, verifies links\nk2   verifies links, added 2026-11-26T08:00:00Z',
  );
});

test('every entry is a secret to whoever reads the keyring, so that functions of any age do', async () => {
  const store = await aStore();
  await rotateKeys(store, now);
  const { identity, current, ...secrets } = JSON.parse(await store.read()) as Record<string, string>;
  expect([identity, current]).toEqual(['a', 'a']);
  for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThanOrEqual(43);
});

test('what is no keyring is not written over', async () => {
  const broken = await aStore({ identity: 'a', current: 'z', a: 'a'.repeat(43) });
  await expect(rotateKeys(broken, now)).rejects.toThrow('The keyring is not usable');
  const byHand = await aStore({ identity: 'a', current: 'k3', a: 'a'.repeat(43), k3: 'b'.repeat(43) });
  await expect(rotateKeys(byHand, now)).rejects.toThrow('There is a key k3 already');
});

test('a function that runs learns a new key within the hour, and goes on with the old ones when it cannot', async () => {
  const store = await aStore();
  let nowMs = 0;
  const keyring = await loadKeyring(store.keyring, () => nowMs);
  await rotateKeys(store, now);
  await rotateKeys(store, hours(20));
  const fresh = keyringOf(await store.read()).sign('a link');
  const settled = async () => {
    keyring.sign('x');
    await new Promise((resolve) => setTimeout(resolve, 50));
    return keyring.sign('x').keyId;
  };
  expect(await settled()).toBe('a');
  nowMs += 3_600_001;
  expect(await settled()).toBe('k2');
  expect(keyring.verify(fresh.keyId, 'a link', fresh.mac)).toBe(true);
  await store.write('broken');
  nowMs += 3_600_001;
  expect(await settled()).toBe('k2');
});
