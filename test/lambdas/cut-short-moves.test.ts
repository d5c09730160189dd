import { describe, expect, test } from '@jest/globals';
import { eraseSubscriber } from '../../lambdas/core/actions/erasing.ts';
import { withdrawHealthConsent } from '../../lambdas/core/actions/health-consent.ts';
import { leave } from '../../lambdas/core/actions/unsubscribing.ts';
import { askToMove, takeBack } from '../../lambdas/core/actions/changing-address.ts';
import { tidyOldAddresses } from '../../lambdas/core/actions/old-addresses.ts';
import { confirmSignUp } from '../../lambdas/core/actions/sign-up.ts';
import { aSubscriber, idOf } from '../support/builders.ts';
import { Crash, fate, mortal, type Fate } from '../support/mortal.ts';
import { moverWorld } from '../support/mover-world.ts';

/*
 * Goal: a change of address, and cancelling one, is finished wherever a crash cut it short, by the next press of the link or by the next night.
 * Method: the function dies before or after each of its calls in turn, and each time either of the two goes on.
 */

const [oldId, newId] = [idOf('ann'), idOf('ann-new')];
const ports = ['subscribers', 'control', 'diary', 'mailTurns', 'personalData', 'queues'] as const;
const weeks = ['2026-10-19', '2026-10-26'];

async function aWorld() {
  const world = moverWorld('2026-11-02T05:00:00Z');
  const { subscribers, diary } = world;
  const warnings: string[] = [];
  const w = {
    ...world,
    warnings,
    log: { ...world.log, warn: (event: string) => void warnings.push(event) },
    crowd: {
      everybody: async function* () {
        for (const subscriber of subscribers.profiles.values()) yield { subscriber, checkIns: [] };
      },
    },
  };
  const healthConsent = { at: '2026-10-19T06:00:00Z', textVersion: '1', source: 'check-in-page' };
  const recentCheckIns = weeks.map((week) => ({ week, days: '0' as const, pain: 4 }));
  subscribers.profiles.set(
    oldId,
    aSubscriber({ id: oldId, sent: { one: '2026-10-26T06:00:00Z' }, healthConsent, recentCheckIns }),
  );
  for (const week of weeks) await diary.record(oldId, { week, at: `${week}T09:00:00Z`, days: '0', pain: 4 });
  await askToMove(oldId, { mailbox: 'ann-new@example.org', identity: 'ann-new@example.org' }, w);
  w.jobs.length = 0;
  return w;
}
type LocalService = Awaited<ReturnType<typeof aWorld>>;
const later = (w: LocalService, hours: number) => void (w.clock.at = w.clock.at.add({ hours }));
const night = (w: LocalService) => tidyOldAddresses(w, () => 60_000);
const weeksOf = async (w: LocalService, id: string) => (await w.diary.all(id)).map(({ week }) => week);

/** Every death that a flow can die, and each of them lived through in a world of its own. */
async function eachDeath(
  prepare: (w: LocalService) => Promise<unknown>,
  press: (w: LocalService) => Promise<unknown>,
  then: (w: LocalService, death: string) => Promise<void>,
): Promise<void> {
  const dying = async (run: Fate) => {
    const w = await aWorld();
    await prepare(w);
    await press(mortal(w, ports, run)).catch((cause: unknown) => {
      if (!(cause instanceof Crash)) throw cause;
    });
    return w;
  };
  const whole = fate([]);
  await dying(whole);
  expect(whole.calls).toBeGreaterThan(8);
  for (let call = 1; call <= whole.calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      await then(await dying(fate([{ call, when }])), `${when} call ${call}`);
    }
  }
}

const expectOld = (w: LocalService, death: string, status: string) =>
  expect([death, w.subscribers.person(oldId).status]).toEqual([death, status]);

const confirm = (w: LocalService) => confirmSignUp(newId, w);
const cancel = (w: LocalService) => takeBack(oldId, w);

describe('a change of address that is cut short', () => {
  const expectFinished = async (w: LocalService, death: string) => {
    const [old, there] = [w.subscribers.person(oldId), w.subscribers.person(newId)];
    expect([death, there.status, Object.keys(there.sent)]).toEqual([death, 'active', ['one']]);
    expect([death, old.status, old.movedTo, old.moveFinishedAt === undefined]).toEqual([death, 'moved', newId, false]);
    expect([death, await weeksOf(w, newId)]).toEqual([death, weeks]);
    expect([death, w.subscribers.signUps.size, w.warnings]).toEqual([death, 0, []]);
    expect(w.jobs.map(({ kind, id }) => [kind, id])).toContainEqual(['moved', oldId]);
    later(w, 8 * 24);
    await night(w);
    expect([death, w.subscribers.profiles.get(oldId)?.status]).toEqual([death, 'erased']);
  };

  test('is finished by the next press, at each of its steps', async () => {
    await eachDeath(
      async () => undefined,
      confirm,
      async (w, death) => {
        later(w, 1);
        expect(['confirmed', 'already-confirmed']).toContain((await confirm(w)).outcome);
        await expectFinished(w, death);
      },
    );
  });

  test('is finished by the night, at each of its steps from the first that ends mail to the old address', async () => {
    let nights = 0;
    await eachDeath(
      async () => undefined,
      confirm,
      async (w, death) => {
        const { status, moveFinishedAt } = w.subscribers.person(oldId);
        const begun = status === 'moved';
        // The confirmation link has run out meanwhile: it was pressed in time.
        later(w, moveFinishedAt === undefined ? 8 * 24 : 1);
        await night(w);
        if (!begun) return expectOld(w, death, 'active');
        nights += 1;
        await expectFinished(w, death);
      },
    );
    expect(nights).toBeGreaterThan(10);
  });

  test('is not finished for somebody who left meanwhile', async () => {
    await eachDeath(
      async () => undefined,
      confirm,
      async (w, death) => {
        await leave(oldId, { farewell: false }, w);
        await night(w);
        later(w, 24);
        await night(w);
        await confirm(w);
        const statuses = [...w.subscribers.profiles.values()].map(({ status }) => status);
        expect([death, statuses.includes('active')]).toEqual([death, false]);
      },
    );
  });

  test('brings no check-in to somebody who took their consent back meanwhile', async () => {
    await eachDeath(
      async () => undefined,
      confirm,
      async (w, death) => {
        if (!w.subscribers.profiles.has(newId)) return;
        await withdrawHealthConsent(newId, w);
        await night(w);
        await confirm(w);
        expect([death, await weeksOf(w, newId), await weeksOf(w, oldId)]).toEqual([death, [], []]);
      },
    );
  });
});

test('a change of address waits for a mail whose claim is taken in the moment of closing', async () => {
  const w = await aWorld();
  const claim = { id: 'c'.padEnd(22, '_'), delivery: 'lesson:2026-11-02', at: '2026-11-02T05:00:00Z' };
  const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
  const { change } = w.subscribers;
  w.subscribers.change = async (was, changes) => {
    // A claim is no new version of the person: closing succeeds all the same.
    expect((await w.subscribers.claim(oldId, { kind: 'lesson', slot, claim })).claimed).toBe(true);
    w.subscribers.change = change;
    return change(was, changes);
  };
  expect((await confirm(w)).outcome).toBe('busy');
  expect((await confirm(w)).outcome).toBe('busy');
  expect(w.subscribers.profiles.has(newId)).toBe(false);
  const delivered = {
    kind: 'lesson',
    claimId: claim.id,
    localDate: '2026-11-02',
    lesson: 'two',
    at: claim.at,
  } as const;
  await w.subscribers.recordSent(oldId, delivered);
  expect((await confirm(w)).outcome).toBe('confirmed');
  expect(Object.keys(w.subscribers.person(newId).sent)).toEqual(['one', 'two']);
});

describe('cancelling a change of address, cut short,', () => {
  const moved = async (w: LocalService) => {
    await confirm(w);
    await w.diary.record(newId, { week: '2026-11-02', at: '2026-11-02T09:00:00Z', days: '0' });
    w.jobs.length = 0;
  };
  const expectFinished = async (w: LocalService, death: string) => {
    const old = w.subscribers.person(oldId);
    expect([death, old.status, Object.keys(old.sent), old.movedTo]).toEqual([death, 'active', ['one'], undefined]);
    expect([death, await weeksOf(w, oldId)]).toEqual([death, [...weeks, '2026-11-02']]);
    // The person who had the course there is told nothing, least of all a way back.
    expect([death, w.jobs, w.warnings]).toEqual([death, [], []]);
    later(w, 8 * 24);
    await night(w);
    expect([death, w.subscribers.profiles.get(newId)?.status]).toEqual([death, 'erased']);
  };

  test('brings back nothing for which the consent was taken back at the other address, even if everything was erased there', async () => {
    for (const erases of [false, true]) {
      const w = await aWorld();
      await moved(w);
      await withdrawHealthConsent(newId, w);
      if (erases) await eraseSubscriber(newId, w);
      expect((await cancel(w)).outcome).toBe('taken-back');
      expect([erases, await weeksOf(w, oldId)]).toEqual([erases, []]);
      const { healthConsent, recentCheckIns } = w.subscribers.person(oldId);
      expect([healthConsent, recentCheckIns]).toEqual([undefined, undefined]);
    }
  });

  test('is finished by the next press', async () => {
    await eachDeath(moved, cancel, async (w, death) => {
      later(w, 1);
      expect(['taken-back', 'here-already']).toContain((await cancel(w)).outcome);
      await expectFinished(w, death);
    });
  });

  test('is finished by the next press, even if the seven days are over by then', async () => {
    await eachDeath(moved, cancel, async (w, death) => {
      const begun = w.subscribers.profiles.get(newId)?.status !== 'active';
      later(w, 8 * 24);
      const { outcome } = await cancel(w);
      expect(begun ? ['taken-back', 'here-already'] : ['gone']).toContain(outcome);
      if (begun) await expectFinished(w, death);
    });
  });

  test('is finished by the night', async () => {
    await eachDeath(moved, cancel, async (w, death) => {
      const begun = w.subscribers.profiles.get(newId)?.status !== 'active';
      later(w, 1);
      await night(w);
      if (!begun) return expectOld(w, death, 'moved');
      await expectFinished(w, death);
    });
  });
});
