import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { keyringOf, loadKeyring } from '../../../lambdas/adapters/keys/keyring.ts';

const a = 'a'.repeat(43);
const b = 'b'.repeat(43);

describe('the keyring', () => {
  test('knows a person by the same id before and after a rotation', () => {
    const before = keyringOf(JSON.stringify({ identity: 'k1', current: 'k1', k1: a }));
    const after = keyringOf(JSON.stringify({ identity: 'k1', current: 'k2', k1: a, k2: b }));
    expect(after.subscriberId('ann@example.org')).toBe(before.subscriberId('ann@example.org'));
    expect(before.subscriberId('ann@example.org')).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(before.subscriberId('ann@example.org')).not.toBe(before.subscriberId('bob@example.org'));
  });

  test('refuses a signature whose spare bits were changed', () => {
    const keyring = keyringOf(JSON.stringify({ identity: 'k1', current: 'k1', k1: a }));
    const { keyId, mac } = keyring.sign('message');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twins = Array.from(alphabet)
      .map((last) => mac.slice(0, -1) + last)
      .filter((twin) => keyring.verify(keyId, 'message', twin));
    expect(twins).toEqual([mac]);
  });

  test.each([
    ['no current key', { identity: 'a', current: 'z', a }],
    ['a short secret', { identity: 'a', current: 'a', a: 'short' }],
  ])('with %s says so without telling a secret', (_what, document) => {
    expect(() => keyringOf(JSON.stringify(document))).toThrow(/keyring is not usable/);
    expect(() => keyringOf(JSON.stringify(document))).not.toThrow(/short"|aaaa/);
  });

  test('is read from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weekwise-keys-'));
    const file = join(folder, 'keys.json');
    await writeFile(file, JSON.stringify({ identity: 'a', current: 'a', a }));
    expect((await loadKeyring(`file:${file}`)).sign('x').keyId).toBe('a');
    await rm(folder, { recursive: true });
  });
});
