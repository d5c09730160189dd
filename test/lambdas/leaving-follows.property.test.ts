import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { parseAddress, type Address } from '../../lambdas/core/person/address.ts';
import { eraseSubscriber } from '../../lambdas/core/actions/erasing.ts';
import { leave, undoUnsubscribe } from '../../lambdas/core/actions/unsubscribing.ts';
import { mailKinds, type DeliveryKind } from '../../lambdas/core/mail/mail-kinds.ts';
import { askToMove, takeBack } from '../../lambdas/core/actions/changing-address.ts';
import { tidyOldAddresses } from '../../lambdas/core/actions/old-addresses.ts';
import { confirmSignUp, signUp } from '../../lambdas/core/actions/sign-up.ts';
import { aSeries, libraryOf, preferences } from '../support/builders.ts';
import { mayClaim } from '../support/memory-claims.ts';
import { memoryMailTurns } from '../support/memory-limits.ts';
import { memoryControl, memoryDiary, memoryPersonalData, memorySubscribers } from '../support/memory-subscribers.ts';
import { Crash, fate, mortal } from '../support/mortal.ts';
import { testKeyring } from '../support/site-world.ts';
import { isPerson } from '../../lambdas/core/person/subscriber.ts';

/*
 * Goal: anyone who leaves by any link that was ever mailed to them, at whichever of their addresses, gets nothing more until they ask for it.
 * Method: one person with three addresses lives through random acts, some of which die half way. After each leaving, no mail of any kind may be
 * claimed for any of the addresses, but the last one that they asked for and the notice of a move.
 */

const addresses = ['ann', 'anna', 'annabel'].map((name) => parseAddress(`${name}@example.org`) as Address);
const ids = addresses.map(({ identity }) => testKeyring.subscriberId(identity));
const act = fc.record({
  does: fc.constantFrom(
    'move',
    'move',
    'move',
    'leave',
    'leave',
    'undo',
    'erase',
    'take-back',
    'sign-up',
    'days',
    'night',
  ),
  at: fc.nat(2),
  to: fc.nat(2),
  /** Before or after which of its calls it dies. */
  dies: fc.option(fc.record({ call: fc.integer({ min: 1, max: 16 }), when: fc.constantFrom('before', 'after') }), {
    freq: 3,
  }),
});
/** Which of their acts asks for mail. */
const comesBack = ['move', 'undo', 'take-back', 'sign-up'];
/** What is no course: the notice of a move, and the farewell that somebody asks for. */
const notices: readonly DeliveryKind[] = ['moved', 'farewell'];

function aWorld() {
  const clock = { at: Temporal.Instant.from('2026-11-02T05:00:00Z'), now: () => clock.at };
  const subscribers = memorySubscribers();
  const nothing = () => undefined;
  const deps = {
    clock,
    keyring: testKeyring,
    subscribers,
    control: memoryControl(),
    queues: { account: async () => undefined },
    series: libraryOf(aSeries()),
    mailTurns: memoryMailTurns(),
    diary: memoryDiary(),
    personalData: memoryPersonalData(subscribers),
    crowd: {
      everybody: async function* () {
        for (const subscriber of subscribers.profiles.values()) yield { subscriber, checkIns: [] };
      },
    },
    log: { info: nothing, warn: nothing, error: nothing, count: nothing },
  };
  return deps;
}

/** The kinds of mail that may be claimed now, for any of the addresses. */
function claimable({ subscribers, clock }: ReturnType<typeof aWorld>): string[] {
  const claim = { id: 'c', delivery: 'd', at: clock.now().toString() };
  const slot = { zone: 'Europe/Berlin', localDate: '2999-01-07', localTime: '07:00' };
  return [...subscribers.profiles.values()].filter(isPerson).flatMap((person) =>
    (Object.keys(mailKinds) as DeliveryKind[])
      .filter((kind) => mailKinds[kind].queue !== 'none' && mailKinds[kind].item === 'subscriber')
      .filter((kind) => !notices.includes(kind) && mayClaim(person, { kind, slot, claim, notice: 'n' } as never))
      .map((kind) => `${kind} to ${person.address}`),
  );
}

test('after leaving by any link, nothing more is claimed at any address', async () => {
  let leavings = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 30, size: 'max' }), async (acts) => {
      const w = aWorld();
      const join = async (index: number) => {
        const request = {
          address: addresses[index]!,
          firstName: '',
          preferences: preferences(),
          series: 'test-series',
        };
        await signUp({ ...request, consent: { textVersion: '1', source: 'test' } }, w);
        await confirmSignUp(ids[index]!, w);
      };
      await join(0);
      /** Where a link that was ever mailed leads: addresses that once had the course. */
      const mailed = new Set([0]);
      let home = 0;
      let hasLeft = false;
      /** They asked for mail since, and it was cut short: the next night goes on with it. */
      let underWay = false;
      for (const { does, at, to, dies } of acts) {
        const run = fate(dies === null ? [] : [dies]);
        const deps = mortal(w, ['subscribers', 'diary', 'personalData', 'queues'], run);
        const unlessDead = async <Done>(done: Promise<Done>) =>
          done.catch((cause: unknown) => {
            if (!(cause instanceof Crash)) throw cause;
          });
        const id = ids[at]!;
        switch (does) {
          case 'move':
            if (await askToMove(id, addresses[to]!, w)) await unlessDead(confirmSignUp(ids[to]!, deps));
            if (w.subscribers.profiles.has(ids[to]!)) mailed.add(to);
            break;
          case 'leave':
            if (!mailed.has(at)) break;
            await leave(id, { farewell: false }, w);
            hasLeft = true;
            underWay = false;
            leavings += 1;
            break;
          case 'undo':
            await undoUnsubscribe(id, w);
            break;
          case 'erase':
            await eraseSubscriber(id, w);
            break;
          case 'take-back':
            await unlessDead(takeBack(id, deps));
            break;
          case 'sign-up':
            // Where they are: signing up at another address begins another life.
            if ([...w.subscribers.profiles.values()].every(({ status }) => status !== 'active' && status !== 'moved')) {
              await join(home);
            }
            break;
          case 'days':
            w.clock.at = w.clock.at.add({ hours: 24 * 5 });
            break;
          case 'night':
            await unlessDead(tidyOldAddresses(deps, () => 60_000));
            break;
        }
        const active = [...w.subscribers.profiles.values()].filter(({ status }) => status === 'active');
        expect(active.length).toBeLessThan(2);
        if (active.length === 1) home = ids.indexOf(active[0]!.id);
        if (comesBack.includes(does) && run.crashes > 0) underWay = true;
        if ((comesBack.includes(does) || underWay) && active.length > 0) hasLeft = false;
        expect(hasLeft ? claimable(w) : []).toEqual([]);
      }
      // Nor does a link that was pressed half way go on with what was left meanwhile.
      for (const id of hasLeft ? ids : []) await confirmSignUp(id, w);
      expect(hasLeft ? claimable(w) : []).toEqual([]);
    }),
    { numRuns: 150 },
  );
  expect(leavings).toBeGreaterThan(200);
});
