import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { keyringOf, loadKeyring, webhookSecretOf } from '../../lambdas/adapters/keys/keyring.ts';
import {
  keyStoreAt,
  formatKeys,
  listKeys,
  rotateKeys,
  formatRevocation,
  revokeKeys,
  rotateWebhookKey,
  formatRotation,
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
  expect(after.verify(keyId, 'a link', mac)).toBe('live');
  expect(after.subscriberId('ann@example.org')).toBe(before.subscriberId('ann@example.org'));
  expect(await rotateKeys(store, hours(25))).toMatchObject({ done: 'added', key: 'k3' });
  expect(await listKeys(store, hours(25))).toEqual([
    {
      name: 'a',
      duties: ['ids-of-people', 'opens-links-until-they-expire', 'signs-webhooks'],
      outAt: '2026-11-27T04:00:00Z',
    },
    { name: 'k2', duties: ['signs-links', 'opens-links'], addedAt: '2026-11-26T08:00:00Z' },
    { name: 'k3', duties: ['opens-links'], addedAt: '2026-11-27T09:00:00Z' },
    { name: 'webhook-1', duties: ['signs-webhooks'], addedAt: '2026-11-26T08:00:00Z' },
  ]);
});

test('each step says when to come back', async () => {
  const store = await aStore();
  const step = async (at: Temporal.Instant) => formatRotation(await rotateKeys(store, at));
  expect(await step(now)).toContain('Next: weekwise keys rotate, from 2026-11-27T04:00:00Z on.');
  expect(await step(now)).toMatch(/^Nothing changed: k2 is too young[^]*from 2026-11-27T04:00:00Z on\.$/);
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
  const words = formatKeys(await listKeys(store, now));
  expect(words).toBe(
    [
      'a          ids of people, signs links, opens links, signs webhooks',
      'k2         opens links, added 2026-11-26T08:00:00Z',
      'webhook-1  signs webhooks, added 2026-11-26T08:00:00Z',
    ].join('\n'),
  );
});

test('every entry is a secret to programs that read the keyring, so that functions of any age can read it', async () => {
  const store = await aStore();
  await rotateKeys(store, now);
  await rotateKeys(store, hours(20));
  await revokeKeys(store, ['k2'], hours(21));
  const { identity, current, ...secrets } = JSON.parse(await store.read()) as Record<string, string>;
  expect([identity, current]).toEqual(['a', 'k3']);
  for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThanOrEqual(32);
  // Earlier releases sign webhooks by all, and know a key of links by its name: none of the new entries may look like one.
  expect(Object.keys(secrets).filter((name) => /^[a-z0-9]{1,8}$/.test(name))).toEqual(['a', 'k2', 'k3']);
});

test('what is no keyring is not written over', async () => {
  const broken = await aStore({ identity: 'a', current: 'z', a: 'a'.repeat(43) });
  await expect(rotateKeys(broken, now)).rejects.toThrow('The keyring is not usable');
  const byHand = await aStore({ identity: 'a', current: 'k3', a: 'a'.repeat(43), k3: 'b'.repeat(43) });
  await expect(rotateKeys(byHand, now)).rejects.toThrow('Key k3 exists already');
});

test('a key that signs no more opens every link until it expires, and then those without an end', async () => {
  const store = await aStore();
  const { keyId, mac } = keyringOf(await store.read()).sign('a link');
  await rotateKeys(store, now);
  await rotateKeys(store, hours(20));
  const stateAfter = async (days: number) => {
    const clock = { now: () => hours(20 + days * 24) };
    return keyringOf(await store.read(), clock).verify(keyId, 'a link', mac);
  };
  expect(await stateAfter(60)).toBe('live');
  expect(await stateAfter(67)).toBe('live');
  expect(await stateAfter(68)).toBe('retired');
});

test('keys that an older release rotated out begin to age at the next rotation', async () => {
  const store = await aStore({ identity: 'a', current: 'k2', a: 'a'.repeat(43), k2: 'b'.repeat(43) });
  await rotateKeys(store, now);
  const duties = Object.fromEntries((await listKeys(store, hours(68 * 24))).map((key) => [key.name, key.duties]));
  expect(duties['a']).toContain('opens-endless-links-only');
  expect(duties['k2']).toContain('signs-links');
});

test('after a leak a new key signs at once, and what the revoked one signed is known as such', async () => {
  const store = await aStore();
  const leaked = keyringOf(await store.read());
  const before = leaked.sign('a link');
  const revocation = await revokeKeys(store, ['a'], now);
  expect(revocation).toEqual({ revoked: ['a'], signsLinks: 'k2', signsWebhooks: 'webhook-1' });
  const after = keyringOf(await store.read());
  expect(after.sign('x').keyId).toBe('k2');
  expect(after.verify(before.keyId, 'a link', before.mac)).toBe('revoked');
  expect(after.subscriberId('ann@example.org')).toBe(leaked.subscriberId('ann@example.org'));
  expect(after.signWebhook('x')).not.toContain(leaked.signWebhook('x').split(' ')[0]);
  expect(await revokeKeys(store, ['a'], hours(1))).toEqual({ revoked: [] });
  expect(formatRevocation(revocation, true)).toMatch(
    /^Revoked a\. Within 5 minutes[^]*k2[^]*webhook-1[^]*webhook secret/,
  );
});

test('all keys can be revoked, but for the one of ids, and none that is not there', async () => {
  const store = await aStore({
    identity: 'identity-1',
    current: 'k1',
    'identity-1': 'i'.repeat(43),
    k1: 'a'.repeat(43),
    'webhook-1': 'w'.repeat(43),
  });
  const before = keyringOf(await store.read());
  await expect(revokeKeys(store, ['k1', 'k9'], now)).rejects.toThrow('called k9');
  await expect(revokeKeys(store, ['identity-1'], now)).rejects.toThrow('called identity-1');
  expect(keyringOf(await store.read()).sign('x')).toEqual(before.sign('x'));
  expect(await revokeKeys(store, ['all'], now)).toEqual({
    revoked: ['k1', 'webhook-1'],
    signsLinks: 'k2',
    signsWebhooks: 'webhook-2',
  });
  const after = keyringOf(await store.read());
  expect(after.subscriberId('x')).toBe(before.subscriberId('x'));
  expect(after.signWebhook('x')).not.toContain(before.signWebhook('x'));
});

test('a new secret of webhooks is used beside the one before, and never more than two', async () => {
  const store = await aStore();
  const ofA = webhookSecretOf(await store.read());
  await rotateKeys(store, now);
  const first = webhookSecretOf(await store.read());
  expect(first).not.toBe(ofA);
  const signatures = async () =>
    keyringOf(await store.read())
      .signWebhook('x')
      .split(' ').length;
  // Receivers still know the key of links.
  expect(await signatures()).toBe(2);
  for (const at of [hours(1), hours(2)]) {
    await rotateWebhookKey(store, at);
    expect(await signatures()).toBe(2);
  }
  expect(webhookSecretOf(await store.read())).not.toBe(first);
});

test('a function learns within five minutes what has changed, and goes on with what it knows when it cannot', async () => {
  const store = await aStore();
  let nowMs = 0;
  const faults: unknown[] = [];
  const keyring = await loadKeyring(store.keyring, { nowMs: () => nowMs, onError: (fault) => faults.push(fault) });
  const before = keyring.sign('a link');
  await revokeKeys(store, ['a'], now);
  const after = async (minutes: number) => {
    nowMs += minutes * 60_000;
    await keyring.upToDate();
    return keyring.verify(before.keyId, 'a link', before.mac);
  };
  expect(await after(4.9)).toBe('live');
  expect(await after(0.1)).toBe('revoked');
  const known = await store.read();
  await store.write('broken');
  expect(await after(5)).toBe('revoked');
  expect(keyring.sign('x').keyId).toBe('k2');
  expect(faults).toHaveLength(1);
  await store.write(known.replace('"current": "k2"', '"current": "k2" '));
  expect(await after(1)).toBe('revoked');
  expect(faults).toHaveLength(1);
});
