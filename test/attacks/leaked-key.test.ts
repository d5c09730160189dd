import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { loadKeyring, keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { linkPurposes, type LinkPurpose } from '../../lambdas/core/mail/link-purpose.ts';
import { makeToken } from '../../lambdas/core/mail/link-token.ts';
import { hrefOf, links } from '../../lambdas/core/mail/links.ts';
import { keyStoreAt, revokeKeys, rotateKeys } from '../../lib/operator/keys.ts';
import { aSubscriber } from '../support/builders.ts';
import { siteWorld } from '../support/site-world.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = temporaryFolder();

/** A site whose keys are in a file, as old as the service; somebody has seen that file. */
async function compromised() {
  const file = place('keyring.json');
  await writeFile(file, JSON.stringify({ identity: 'a', current: 'a', a: 'a'.repeat(43) }));
  const keyringAt = `file:${file}`;
  const store = keyStoreAt(keyringAt);
  const stolen = keyringOf(await store.read());
  let nowMs = 0;
  const w = siteWorld();
  const keyring = await loadKeyring(keyringAt, { nowMs: () => nowMs });
  w.deps.keyring = keyring;
  const id = keyring.subscriberId('ann@example.org');
  w.keep(aSubscriber({ id, feed: 'secret-of-the-calendar' }));
  return {
    ...w,
    id,
    store,
    keyring,
    /** What the attacker makes of an address and the stolen key. */
    forged: (purpose: LinkPurpose) => makeToken(stolen, purpose, stolen.subscriberId('ann@example.org'), w.clock.now()),
    fiveMinutesLater: async () => {
      nowMs += 5 * 60_000;
      await keyring.upToDate();
    },
  };
}

const pages = {
  settings: (token: string) => hrefOf(links.settings, { token }),
  data: (token: string) => hrefOf(links.data, { token }),
  checkIn: (token: string) => hrefOf(links.checkIn, { token }),
  undo: (token: string) => hrefOf(links.undo, { token }),
  takeBack: (token: string) => hrefOf(links.takeBack, { token }),
  feed: (token: string) => hrefOf(links.feed, { token, file: 'secret-of-the-calendar.ics' }),
  unsubscribe: (token: string) => hrefOf(links.unsubscribe, { token }),
};

test('a thief of the key opens everybody’s pages, until it is revoked: then they can unsubscribe people and nothing else', async () => {
  const w = await compromised();
  const settings = w.forged('settings');
  expect((await w.get(pages.settings(settings))).status).toBe(200);
  expect((await w.get(pages.data(w.forged('fresh')))).status).toBe(200);

  await revokeKeys(w.store, ['a'], w.clock.now());
  await w.fiveMinutesLater();
  for (const [purpose, href] of [
    ['settings', pages.settings],
    ['fresh', pages.data],
    ['diary', pages.checkIn],
    ['feed', pages.feed],
  ] as const) {
    // Old links of people look the same: they are offered a new one.
    const answer = await w.get(href(w.forged(purpose)));
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain(`action="${hrefOf(links.askForLink)}"`);
  }
  const erasing = await w.post(hrefOf(links.erase, { token: w.forged('fresh') }));
  expect(erasing.status).toBe(410);
  expect(w.subscribers.profiles.get(w.id)).toMatchObject({ status: 'active' });

  expect((await w.post(pages.unsubscribe(w.forged('unsubscribe')))).status).toBe(200);
  expect(w.subscribers.profiles.get(w.id)).toMatchObject({ status: 'unsubscribed' });
});

test('links that are mailed after the key was revoked work', async () => {
  const w = await compromised();
  await revokeKeys(w.store, ['all'], w.clock.now());
  await w.fiveMinutesLater();
  const token = makeToken(w.keyring, 'settings', w.id, w.clock.now());
  expect((await w.get(pages.settings(token))).status).toBe(200);
});

test('a key that was stolen and rotated out long ago makes no link with an end', async () => {
  const w = await compromised();
  const before = w.clock.now();
  await rotateKeys(w.store, before.subtract({ hours: 24 * 90 }));
  await rotateKeys(w.store, before.subtract({ hours: 24 * 89 }));
  const aged = keyringOf(await w.store.read(), w.clock);
  w.deps.keyring = aged;
  const pathOf = {
    settings: pages.settings,
    fresh: pages.data,
    diary: pages.checkIn,
    feed: pages.feed,
    unsubscribe: pages.unsubscribe,
    undo: pages.undo,
    'take-back': pages.takeBack,
  };
  for (const purpose of linkPurposes) {
    if (purpose === 'confirm' || purpose === 'close') continue;
    const token = w.forged(purpose);
    const { status } = await (purpose === 'undo' ? w.post : w.get)(pathOf[purpose](token));
    expect([purpose, status]).toEqual([purpose, purpose === 'unsubscribe' || purpose === 'feed' ? 200 : 410]);
  }
});
