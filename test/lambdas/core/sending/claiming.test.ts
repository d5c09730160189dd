import { beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { timings } from '../../../../lambdas/core/kit/timings.ts';
import type { ClaimResult } from '../../../../lambdas/core/mail/claims.ts';
import type { DeliveryKind } from '../../../../lambdas/core/mail/mail-kinds.ts';
import type { Claim } from '../../../../lambdas/core/person/delivery.ts';
import { acquireClaim, type ClaimingDeps } from '../../../../lambdas/core/sending/claiming.ts';
import type { EventFeedState } from '../../../../lambdas/core/sending/in-doubt.ts';
import { memoryControl } from '../../../support/memory-subscribers.ts';
import { recordedLog } from '../../../support/recorded-log.ts';

type Item = { name: string; claim?: Claim };
const takenAt = Temporal.Instant.from('2026-11-02T06:00:00Z');
const later = (seconds: number) => takenAt.add({ seconds });
const iso = (seconds: number) => later(seconds).toString();
const held = (delivery = 'link:2026-11-02T05:59:00Z'): Item => ({
  name: 'ann',
  claim: { id: 'theirs', delivery, at: iso(0) },
});
const free: Item = { name: 'ann' };
const refused = (item: Item | undefined): ClaimResult<Item> => ({ claimed: false, item });
const openFeed = (now: number) => ({ openSince: iso(-90_000), heardAt: iso(now) });
const settled = timings.settling.asked;

let released: unknown[];
let probes: unknown[];
let log: ReturnType<typeof recordedLog>;
beforeEach(() => {
  released = [];
  probes = [];
  log = recordedLog();
});

/** Tries to claim some seconds after the claim in the way; `results` are what the table says, one after the other. */
async function attempt(
  results: ClaimResult<Item>[],
  {
    seconds = settled,
    feed = {},
    dead = false,
    mine = true,
  }: { seconds?: number; feed?: EventFeedState; dead?: boolean; mine?: boolean } = {},
  kind: DeliveryKind = 'link',
) {
  const tries = [...results];
  const deps: ClaimingDeps = {
    clock: { now: () => later(seconds) },
    control: {
      ...memoryControl(),
      eventFeed: async () => feed,
      startProbe: async (now, notSince) => {
        probes.push([now, notSince]);
        return mine;
      },
    },
    subscribers: { releaseClaim: async (...claim) => void released.push(claim) },
    deadEvents: { any: async () => dead },
    outbox: {
      send: async (mail) => {
        probes.push(mail.to);
        return { outcome: 'accepted', messageId: 'm' };
      },
    },
    probe: async () => ({ stream: 'account', to: 'simulator', raw: new Uint8Array(), tags: {} }),
    log,
  };
  const taking = await acquireClaim('ann', kind, async () => tries.shift()!, deps);
  expect(tries).toEqual([]);
  return taking;
}

describe('a claim', () => {
  test('is taken where nothing is in the way', async () => {
    expect(await attempt([{ claimed: true, item: free }])).toEqual({ taken: true, item: free });
  });

  test('is not taken where one of its conditions does not hold', async () => {
    expect(await attempt([refused(free)])).toEqual({ taken: false, because: 'condition', item: free });
    expect(await attempt([refused(undefined)])).toEqual({ taken: false, because: 'condition', item: undefined });
  });

  test('waits for one whose sender may live, and asks the feed nothing', async () => {
    expect(await attempt([refused(held())], { seconds: 119 })).toEqual({ taken: false, because: 'live' });
    expect([released, probes]).toEqual([[], []]);
  });

  test('waits for one in doubt; a silent feed is asked by one of those who wait', async () => {
    expect(await attempt([refused(held())])).toEqual({ taken: false, because: 'in-doubt' });
    expect(probes).toEqual([[iso(settled), iso(settled - timings.probeEvery)], 'simulator']);
    probes.length = 0;
    expect(await attempt([refused(held())], { mine: false })).toEqual({ taken: false, because: 'in-doubt' });
    expect(probes).toHaveLength(1);
    expect(released).toEqual([]);
  });

  test('asks the feed nothing while that could settle nothing yet', async () => {
    expect(await attempt([refused(held('lesson:2026-11-02'))], { seconds: 200 })).toMatchObject({
      because: 'in-doubt',
    });
    expect(probes).toEqual([]);
  });
});

describe('a claim whose mail SES surely never had', () => {
  const proven = { feed: openFeed(settled) };

  test('is dropped, and the mail claimed anew', async () => {
    expect(await attempt([refused(held()), { claimed: true, item: free }], proven)).toEqual({
      taken: true,
      item: free,
    });
    expect(released).toEqual([['ann', 'link', 'theirs']]);
    expect([log.counted, log.events, probes]).toEqual([['claim.not-accepted'], ['claim.not-accepted'], []]);
  });

  test('stands while an event that nobody could read may be about it', async () => {
    expect(await attempt([refused(held())], { ...proven, dead: true })).toEqual({ taken: false, because: 'in-doubt' });
    expect([released, log.events]).toEqual([[], ['claim.waits-for-dead-events']]);
  });

  test('leaves the mail to the sender that was quicker, or to none where a condition holds no more', async () => {
    expect(await attempt([refused(held()), refused(held())], proven)).toEqual({ taken: false, because: 'live' });
    expect(await attempt([refused(held()), refused(free)], proven)).toEqual({
      taken: false,
      because: 'condition',
      item: free,
    });
  });
});
