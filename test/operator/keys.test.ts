import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { keyringOf, loadKeyring } from '../../lambdas/adapters/keyring.ts';
import { addKey, keyStoreAt, keysInWords, listKeys, useKey, type KeyStore } from '../../lib/operator/keys.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();

async function aStore(
  document: object = { identity: 'a', current: 'a', a: 'a'.repeat(43) },
): Promise<KeyStore & { keyring: string }> {
  const file = place(`${Math.random()}.json`);
  await writeFile(file, JSON.stringify(document));
  return { ...keyStoreAt(`file:${file}`), keyring: `file:${file}` };
}

test('a key is added, then used; links signed before still verify, and people keep their ids', async () => {
  const store = await aStore();
  const before = keyringOf(await store.read());
  const { keyId, mac } = before.sign('a link');
  expect(await addKey(store)).toBe('k2');
  expect(keyringOf(await store.read()).sign('x').keyId).toBe('a');
  await useKey('k2', store);
  const after = keyringOf(await store.read());
  expect(after.sign('x').keyId).toBe('k2');
  expect(after.verify(keyId, 'a link', mac)).toBe(true);
  expect(after.subscriberId('ann@example.org')).toBe(before.subscriberId('ann@example.org'));
  expect(await listKeys(store)).toEqual({ identity: 'a', current: 'k2', all: ['a', 'k2'] });
  expect(await addKey(store)).toBe('k3');
});

test('names are told, secrets never', async () => {
  const store = await aStore();
  await addKey(store);
  const words = keysInWords(await listKeys(store));
  expect(words).toBe('a    identity of subscribers, signs new links, verifies links\nk2   verifies links');
});

test('what is no keyring is not written over, and a key that is not there is not used', async () => {
  const broken = await aStore({ identity: 'a', current: 'z', a: 'a'.repeat(43) });
  await expect(addKey(broken)).rejects.toThrow('The keyring is not usable');
  await expect(useKey('k9', await aStore())).rejects.toThrow('There is no key k9. Keys are a.');
});

test('a function that runs learns a new key within the hour, and goes on with the old ones when it cannot', async () => {
  const store = await aStore();
  let nowMs = 0;
  const keyring = await loadKeyring(store.keyring, () => nowMs);
  await addKey(store);
  await useKey('k2', store);
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
