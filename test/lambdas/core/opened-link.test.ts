import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { keyringOf } from '../../../lambdas/adapters/keyring.ts';
import type { AtLeast, AtMost, Power } from '../../../lambdas/core/link-power.ts';
import { linkPurposes, makeToken } from '../../../lambdas/core/link-token.ts';
import { links, type Links, type TokenLink } from '../../../lambdas/core/links.ts';
import { hrefOfStronger, mint, onward, open, type Opened } from '../../../lambdas/core/opened-link.ts';
import { strongerLinks } from '../../../lambdas/core/stronger-links.ts';
import { idOf } from '../../support/builders.ts';

const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
const keyring = keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'x'.repeat(43) }));
const world = { keyring, clock: { now: () => now } };
const id = idOf('ann');

/** A link as a handler has it. */
function opened<L extends TokenLink>(link: L): Opened<L> {
  const reading = open(link, makeToken(keyring, link.purpose, id, now), world);
  if (!('open' in reading)) throw new Error(`${link.path}: ${reading.why}`);
  return reading;
}

/** The token in an address. */
const tokenIn = (href: string) => /[^/]{49,}/.exec(href)?.[0] ?? '';

const personal = Object.values(links).filter((link) => 'purpose' in link);

describe('a link', () => {
  test('is opened by a token of its purpose, and by no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...personal), fc.constantFrom(...linkPurposes), (link, purpose) => {
        const reading = open(link, makeToken(keyring, purpose, id, now), world);
        expect('open' in reading).toBe(purpose === link.purpose);
      }),
    );
  });

  test('says whose it is, what its page needs, and until when it is good', () => {
    expect(opened(links.plan)).toEqual({
      open: true,
      id,
      token: expect.any(String),
      purpose: 'diary',
      power: 'answer',
      expiresAt: now.add({ hours: 60 * 24 }),
    });
    expect(opened(links.unsubscribe).expiresAt).toBeUndefined();
  });

  test('that has run out says so, and one that is damaged says no more', () => {
    const token = makeToken(keyring, 'settings', id, now);
    const later = { keyring, clock: { now: () => now.add({ hours: 31 * 24 }) } };
    expect(open(links.settings, token, later)).toEqual({ valid: false, why: 'expired' });
    expect(open(links.settings, `${token}x`, later)).toEqual({ valid: false, why: 'broken' });
  });
});

describe('the page of a link gives out', () => {
  test('addresses by the same token', () => {
    const link = opened(links.settings);
    expect(onward(link, links.pause)).toBe(`/settings/${link.token}/pause`);
    expect(onward(opened(links.course), links.steer, { step: 'move' })).toMatch(/^\/course\/[^/]+\/move$/);
  });

  test('addresses by a new token, good for their own page', () => {
    const later = { keyring, clock: { now: () => now.add({ hours: 24 }) } };
    const href = mint(opened(links.plan), links.practice, later, { file: 'one.ics' });
    expect(href).toMatch(/^\/practice\/[^/]+\/one\.ics$/);
    expect(open(links.practice, tokenIn(href), later)).toMatchObject({ id, expiresAt: now.add({ hours: 61 * 24 }) });
  });

  test.each(Object.entries(strongerLinks))('%s, which may do more, and still opens', (_, stronger) => {
    const href = hrefOfStronger(stronger, opened(stronger.from), world);
    expect(open(stronger.to, tokenIn(href), world)).toMatchObject({ open: true, id, power: stronger.to.power });
  });

  test('nothing, when it is not the kind of thing that was opened', () => {
    // Never called: that it does not compile otherwise is the test.
    const never = () => {
      // @ts-expect-error a plan is answered, which changes no settings
      mint(opened(links.plan), links.settings, world);
      // @ts-expect-error settings are changed, which erases nothing
      onward(opened(links.settings), links.erase);
      // @ts-expect-error the link that stops all mail opens no settings
      mint(opened(links.undo), links.settings, world);
      // @ts-expect-error a token of the course is good for less than one of the settings
      mint(opened(links.course), links.settings, world);
      // @ts-expect-error a token of the settings opens no page of the diary
      onward(opened(links.settings), links.checkIn);
      // @ts-expect-error a calendar shows a calendar and can do nothing else
      mint(opened(links.feed), links.unsubscribe, world);
      // @ts-expect-error nobody confirms by a link for something else
      mint(opened(links.erase), links.confirm, world);
      // @ts-expect-error the weaker of two pages decides
      mint(opened(links.course), Math.random() < 0.5 ? links.unsubscribe : links.erase, world);
      // @ts-expect-error an exception holds for its own page
      hrefOfStronger(strongerLinks.eraseFromData, opened(links.settings), world);
      // @ts-expect-error only `open` makes an opened link
      mint({ open: true, id, token: '', purpose: 'settings', power: 'move', expiresAt: undefined }, links.data, world);
      // Pages that need less: each of these compiles.
      const settings: Opened<Links['settings']> = opened(links.erase);
      mint(settings, links.steer, world, { step: 'again' });
      mint(settings, links.feed, world, { file: 'x.ics' });
      mint(settings, links.unsubscribe, world);
    };
    expect(never).toBeInstanceOf(Function);
  });
});

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Stronger = typeof strongerLinks;
type ByNewToken<L extends TokenLink> = Parameters<typeof mint<L>>[0];
type Needless = {
  [N in keyof Stronger]: Opened<Stronger[N]['from']> extends ByNewToken<Stronger[N]['to']> ? N : never;
}[keyof Stronger];

describe('powers', () => {
  test('are an order from leaving to moving, with three apart from it', () => {
    // What is false does not compile.
    const order: [
      Same<AtMost<'leave'>, 'leave'>,
      Same<AtMost<'answer'>, 'leave' | 'answer'>,
      Same<AtMost<'change'>, 'calendar' | 'leave' | 'answer' | 'change'>,
      Same<AtMost<'read'>, 'calendar' | 'leave' | 'answer' | 'change' | 'read'>,
      Same<AtMost<'move'>, Exclude<Power, 'confirm' | 'close'>>,
      Same<AtMost<'confirm'>, 'confirm'>,
      Same<AtMost<'close'>, 'close'>,
      Same<AtMost<'calendar'>, 'calendar'>,
      Same<AtLeast<'confirm'>, 'confirm'>,
      Same<AtLeast<'read'>, 'read' | 'move'>,
    ] = [true, true, true, true, true, true, true, true, true, true];
    const ofSeveral: [Same<AtMost<'answer' | 'move'>, AtMost<'answer'>>, Same<AtLeast<'answer' | 'move'>, 'move'>] = [
      true,
      true,
    ];
    expect([...order, ...ofSeveral]).not.toContain(false);
  });
});

test('every exception is one: its page would not compile without', () => {
  const allNeeded: Same<Needless, never> = true;
  expect(allNeeded).toBe(true);
});
