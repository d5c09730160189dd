import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../../../lambdas/adapters/keys/keyring.ts';
import type { AsStrongAs } from '../../../../lambdas/core/mail/link-power.ts';
import { personStamp } from '../../../../lambdas/core/mail/link-stamp.ts';
import { linkPurposes } from '../../../../lambdas/core/mail/link-purpose.ts';
import { makeToken, readToken } from '../../../../lambdas/core/mail/link-token.ts';
import { links, type Links, type TokenLink } from '../../../../lambdas/core/mail/links.ts';
import { mint, onward, open, type NotOpened, type Opened } from '../../../../lambdas/core/mail/opened-link.ts';
import type { Subscriber } from '../../../../lambdas/core/person/subscriber.ts';
import { aSubscriber, idOf } from '../../../support/builders.ts';

const now = Temporal.Instant.from('2026-11-02T06:00:05Z');
const keyring = keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) }));
const id = idOf('ann');
const worldOf = (person: Subscriber | undefined, at = now) => ({
  keyring,
  clock: { now: () => at },
  subscribers: { find: async () => person },
});
const deps = worldOf(aSubscriber());

/** A link as a handler has it. */
async function opened<L extends TokenLink>(link: L, person = aSubscriber()): Promise<Opened<L>> {
  const stamp = personStamp(link.purpose, person);
  const reading = await open(link, makeToken(keyring, link.purpose, id, now, { stamp }), worldOf(person));
  if (!reading.open) throw new Error(`${link.path}: ${reading.why}`);
  return reading;
}

/** The token in an address. */
const tokenIn = (href: string) => /[^/]{49,}/.exec(href)?.[0] ?? '';
const why = (reading: { open: boolean } | NotOpened) => ('why' in reading ? reading.why : undefined);

const personal = Object.values(links).filter((link) => 'purpose' in link);

describe('a link', () => {
  test('is opened by a token of its purpose, and by no other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...personal), fc.constantFrom(...linkPurposes), async (link, purpose) => {
        const reading = await open(link, makeToken(keyring, purpose, id, now), deps);
        expect(reading.open).toBe(purpose === link.purpose);
      }),
    );
  });

  test('says whose it is, and until when it is good', async () => {
    expect(await opened(links.plan)).toEqual({
      open: true,
      id,
      token: expect.any(String),
      purpose: 'diary',
      stamp: '',
      expiresAt: now.add({ hours: 60 * 24 }),
    });
    expect((await opened(links.unsubscribe)).expiresAt).toBeUndefined();
    expect((await opened(links.data)).expiresAt).toEqual(now.add({ hours: 1 }));
  });

  test('that has run out says so, and one that is damaged says no more', async () => {
    const token = makeToken(keyring, 'settings', id, now);
    const later = worldOf(aSubscriber(), now.add({ hours: 31 * 24 }));
    expect(why(await open(links.settings, token, later))).toBe('expired');
    expect(why(await open(links.settings, `${token}x`, later))).toBe('broken');
  });

  test.each([
    ['diary', [links.progress, links.course, links.steer]],
    ['settings', [links.data, links.download, links.address, links.erase]],
  ] as const)('of an earlier release, good for %s where the page needs more today, says so', async (purpose, pages) => {
    for (const link of pages) expect(why(await open(link, makeToken(keyring, purpose, id, now), deps))).toBe('weaker');
  });

  test('of an earlier release that was never good for a page says no more', async () => {
    expect(why(await open(links.data, makeToken(keyring, 'diary', id, now), deps))).toBe('broken');
  });

  test('of before is void once the person made their links void, but for those that end mail', async () => {
    const later = aSubscriber({ epoch: 1 });
    for (const link of personal) {
      const reading = await open(link, makeToken(keyring, link.purpose, id, now), worldOf(later));
      const lasts = ['unsubscribe', 'undo', 'confirm', 'close'].includes(link.purpose);
      expect([link.path, why(reading)]).toEqual([link.path, lasts ? undefined : 'void']);
      expect((await opened(link, later)).open).toBe(true);
    }
  });

  test('of somebody who moved says so, but for those that end mail or take the move back', async () => {
    const moved = aSubscriber({ status: 'moved', movedTo: idOf('new'), epoch: 1 });
    for (const link of personal) {
      const stamp = personStamp(link.purpose, moved);
      const reading = await open(link, makeToken(keyring, link.purpose, id, now, { stamp }), worldOf(moved));
      const acts = ['unsubscribe', 'undo', 'confirm', 'close', 'take-back'].includes(link.purpose);
      expect([link.path, why(reading)]).toEqual([link.path, acts ? undefined : 'moved']);
    }
  });
});

describe('the page of a link gives out', () => {
  test('addresses by the same token', async () => {
    const link = await opened(links.settings);
    expect(onward(link, links.pause)).toBe(`/settings/${link.token}/pause`);
    expect(onward(await opened(links.course), links.steer, { step: 'move' })).toMatch(/^\/course\/[^/]+\/move$/);
  });

  test('addresses by a new token, good for their own page, for no longer than the link that opened it', async () => {
    const later = worldOf(aSubscriber(), now.add({ hours: 24 }));
    const href = mint(await opened(links.settings), links.practice, later, { file: 'one.ics' });
    expect(href).toMatch(/^\/practice\/[^/]+\/one\.ics$/);
    expect(await open(links.practice, tokenIn(href), later)).toMatchObject({
      id,
      expiresAt: now.add({ hours: 30 * 24 }),
    });
    const leave = mint(await opened(links.settings), links.unsubscribe, later);
    expect(await open(links.unsubscribe, tokenIn(leave), later)).toMatchObject({
      expiresAt: now.add({ hours: 30 * 24 }),
    });
    const undo = mint(await opened(links.unsubscribe), links.undo, deps);
    expect(readToken(keyring, 'undo', tokenIn(undo), now)).toMatchObject({ expiresAt: now.add({ hours: 30 * 24 }) });
  });

  test('addresses that are void when the link is', async () => {
    const person = aSubscriber({ epoch: 3 });
    const href = mint(await opened(links.settings, person), links.practice, deps, { file: 'one.ics' });
    expect((await open(links.practice, tokenIn(href), worldOf(person))).open).toBe(true);
    expect(why(await open(links.practice, tokenIn(href), worldOf(aSubscriber({ epoch: 4 }))))).toBe('void');
  });

  test('nothing, when it is not the kind of thing that was opened', () => {
    // Never called: that it does not compile otherwise is the test.
    const never = async () => {
      // @ts-expect-error a plan is answered, which changes no settings
      mint(await opened(links.plan), links.settings, deps);
      // @ts-expect-error settings are changed, which erases nothing
      onward(await opened(links.settings), links.erase);
      // @ts-expect-error nor does a new token
      mint(await opened(links.settings), links.data, deps);
      // @ts-expect-error an answer shows no weeks
      mint(await opened(links.checkIn), links.progress, deps);
      // @ts-expect-error the link that stops all mail opens no settings
      mint(await opened(links.undo), links.settings, deps);
      // @ts-expect-error a confirmation opens none either
      mint(await opened(links.confirm), links.settings, deps);
      // @ts-expect-error a token of the settings opens no page of the diary
      onward(await opened(links.settings), links.checkIn);
      // @ts-expect-error a calendar shows a calendar and can do nothing else
      mint(await opened(links.feed), links.unsubscribe, deps);
      // @ts-expect-error cancelling a move is that and nothing else
      mint(await opened(links.takeBack), links.unsubscribe, deps);
      // @ts-expect-error nobody confirms by a link for something else
      mint(await opened(links.erase), links.confirm, deps);
      // @ts-expect-error the stronger of two pages decides
      mint(await opened(links.settings), Math.random() < 0.5 ? links.unsubscribe : links.erase, deps);
      // @ts-expect-error only `open` makes an opened link
      mint({ open: true, id, token: '', purpose: 'fresh', stamp: '', expiresAt: undefined }, links.data, deps);
      // Pages that need less: each of these compiles.
      const settings: Opened<Links['settings']> = await opened(links.course);
      mint(settings, links.checkIn, deps);
      mint(settings, links.feed, deps, { file: 'x.ics' });
      mint(settings, links.unsubscribe, deps);
      mint(await opened(links.erase), links.settings, deps);
    };
    expect(never).toBeInstanceOf(Function);
  });
});

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

test('powers are an order from leaving to owning, with four apart from it', () => {
  // What is false does not compile.
  const order: [
    Same<AsStrongAs<'unsubscribe'>, 'unsubscribe' | 'undo' | 'diary' | 'settings' | 'fresh'>,
    Same<AsStrongAs<'diary'>, 'diary' | 'settings' | 'fresh'>,
    Same<AsStrongAs<'settings'>, 'settings' | 'fresh'>,
    Same<AsStrongAs<'fresh'>, 'fresh'>,
    Same<AsStrongAs<'feed'>, 'feed' | 'settings' | 'fresh'>,
    Same<AsStrongAs<'confirm'>, 'confirm'>,
    Same<AsStrongAs<'take-back'>, 'take-back'>,
    Same<AsStrongAs<'close'>, 'close'>,
    Same<AsStrongAs<'diary' | 'fresh'>, 'fresh'>,
  ] = [true, true, true, true, true, true, true, true, true];
  expect(order).not.toContain(false);
});
