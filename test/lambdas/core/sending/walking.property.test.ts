import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { newWalk, noticeHours, type Notice } from '../../../../lambdas/core/course/notice.ts';
import type { Person } from '../../../../lambdas/core/person/subscriber.ts';
import { localTimeAt } from '../../../../lambdas/core/time/calendar.ts';
import { aSeries, aSubscriber, idOf, preferences } from '../../../support/builders.ts';
import { memoryNotices, memoryPeoplePages } from '../../../support/memory-notices.ts';
import { memoryControl, memorySubscribers } from '../../../support/memory-subscribers.ts';
import { fate } from '../../../support/mortal.ts';
import { simulation, type SesFate } from '../../../support/simulation.ts';

const start = '2026-11-28T09:00:00Z';
const startMs = Temporal.Instant.from(start).epochMilliseconds;
const hourMs = 3_600_000;
const notice: Notice = { id: 'closed-3f9a2c81', subject: 'Closed', at: start, audience: {}, walk: newWalk };
const text = { subject: 'Closed', preheader: 'On Monday.', title: 'Closed', html: '<p>Closed.</p>', text: 'Closed.' };

/** People, and whether the notice is for them. */
const someone: readonly [changes: Partial<Person>, isForThem: boolean][] = [
  [{}, true],
  [{ preferences: preferences({ zone: 'America/Los_Angeles' }) }, true],
  [{ preferences: preferences({ zone: 'Asia/Tokyo' }) }, true],
  [{ pausedUntil: '2027-01-15' }, false],
  [{ status: 'completed' }, false],
  [{ status: 'unsubscribed' }, false],
  [{ status: 'complained', suppression: { reason: 'complaint', at: start } }, false],
  [{ confirmedAt: '2026-11-28T09:00:01Z' }, false],
  // Of a later edition of the time zones: nobody can say when it is day there.
  [{ preferences: { ...preferences(), zone: 'Europe/Elsewhere' } }, false],
  // Whose welcome waits for its turn.
  [{ importedBy: 'clinic', dueFrom: '2026-12-03T06:00:00Z' }, false],
];

const kinds = fc.array(fc.nat(someone.length - 1), { minLength: 1, maxLength: 9 });
const deaths = fc.array(
  fc.record({ call: fc.integer({ min: 1, max: 150 }), when: fc.constantFrom('before' as const, 'after' as const) }),
  { maxLength: 12 },
);
const fates = fc.array(fc.constantFrom<SesFate>('accept', 'lose-answer', 'vanish', 'rate', 'network'), {
  maxLength: 8,
});

test('whatever crashes, is lost or comes twice, the notice reaches everybody it is for exactly once, by day, and nobody else', async () => {
  await fc.assert(
    fc.asyncProperty(
      kinds,
      deaths,
      fates,
      fc.array(fc.nat(30), { maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      async (who, died, sesFates, again, size) => {
        const subscribers = memorySubscribers();
        const notices = memoryNotices();
        who.forEach((kind, index) => {
          const id = idOf(`p${index}`);
          subscribers.profiles.set(id, aSubscriber({ id, address: `${id}@example.org`, ...someone[kind]![0] }));
        });
        const world = simulation({
          start,
          series: aSeries(),
          subscribers,
          control: memoryControl(),
          fate: fate(died),
          sesFates,
          notices,
          crowd: memoryPeoplePages(subscribers, size),
        });
        await notices.announce(notice, text);
        for (let hour = 0; hour < 40; hour += 1) {
          const ticks = [0, 15, 30, 45].map((minutes) => startMs + hour * hourMs + minutes * 60_000 + 1_000);
          await world.advanceTo(startMs + (hour + 1) * hourMs, ticks);
          if (again.includes(hour)) await world.deliverAgain();
        }
        const mails = world.accepted.filter(({ tags }) => tags['notice'] === notice.id);
        const owed = who.flatMap((kind, index) => (someone[kind]![1] ? [`${idOf(`p${index}`)}@example.org`] : []));
        expect(mails.map(({ to }) => to).sort()).toEqual(owed.sort());
        for (const { atMs, tags } of mails) {
          const { zone } = subscribers.person(tags['subscriber']!).preferences;
          const hour = localTimeAt(Temporal.Instant.fromEpochMilliseconds(atMs), zone);
          expect(hour >= '07:00' && hour < '21:00').toBe(true);
          expect(subscribers.person(tags['subscriber']!).notices).toEqual([notice.id]);
        }
        expect((await notices.find(notice.id))?.finished).toEqual({ at: expect.any(String) });
        expect(world.dead).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

/** One person in Berlin, and whatever happens to them or the notice meanwhile. */
function world(changes: Partial<Person> = {}, sesFates: SesFate[] = []) {
  const subscribers = memorySubscribers();
  const notices = memoryNotices();
  const control = memoryControl();
  const ann = aSubscriber(changes);
  subscribers.profiles.set(ann.id, ann);
  const crowd = memoryPeoplePages(subscribers, 10);
  const life = simulation({ start, series: aSeries(), subscribers, control, fate: fate([]), sesFates, notices, crowd });
  const mails = () => life.accepted.filter(({ tags }) => tags['notice'] === notice.id).length;
  /** Lives for some hours. */
  const live = async (hours: number) => {
    const from = life.nowMs();
    const ticks = Array.from({ length: hours * 4 }, (_, tick) => from + tick * 15 * 60_000 + 1_000);
    await life.advanceTo(from + hours * hourMs, ticks);
  };
  return { subscribers, notices, control, mails, live, life };
}

test('a used-up quota is tried by other mail, and by a notice where no other mail came to try', async () => {
  const w = world();
  const circuit = { reason: 'quota', code: 'x', openedAt: start, retryAt: '2026-11-28T09:10:00Z' } as const;
  await w.control.openCircuit(circuit);
  await w.notices.announce(notice, text);
  await w.life.advanceTo(startMs + 24 * 60_000, [startMs + 1_000, startMs + 901_000]);
  expect([w.mails(), (await w.control.gate()).circuit]).toEqual([0, circuit]);
  await w.live(1);
  expect([w.mails(), (await w.control.gate()).circuit]).toEqual([1, undefined]);
});

test('everybody is not gone over each quarter hour for somebody whose own event alone can settle it yet', async () => {
  const { notices, mails, live } = world({}, ['vanish']);
  await notices.announce(notice, text);
  const passes = async () => (await notices.find(notice.id))!.walk.pass;
  await live(5);
  expect([mails(), await passes()]).toEqual([0, 2]);
  await live(3);
  expect(mails()).toBe(1);
});

test('whose lesson is in doubt gets the notice about it once it is known that they had it', async () => {
  const at = '2026-11-28T08:30:00Z';
  const { subscribers, notices, mails, live } = world({ claim: { id: idOf('c'), delivery: 'lesson:2026-11-28', at } });
  await notices.announce({ ...notice, audience: { had: 'one' } }, text);
  await live(1);
  expect(mails()).toBe(0);
  const record = { kind: 'lesson', claimId: idOf('c'), at, localDate: '2026-11-28', lesson: 'one' } as const;
  expect(await subscribers.recordSent(aSubscriber().id, record)).toBe(true);
  await live(1);
  expect(mails()).toBe(1);
});

test('somebody who moves past the walk to another address, or back, gets it once all the same', async () => {
  for (const [from, to] of [
    ['z', 'a'],
    ['a', 'z'],
  ] as const) {
    const subscribers = memorySubscribers();
    const notices = memoryNotices();
    for (const name of ['m', from]) {
      const id = idOf(name);
      subscribers.profiles.set(id, aSubscriber({ id, address: `${name}@example.org` }));
    }
    const pages = memoryPeoplePages(subscribers, 1);
    let isMoved = false;
    const crowd: typeof pages = {
      page: async (after) => {
        const page = await pages.page(after);
        if (after === undefined || isMoved) return page;
        // While the second page is served.
        isMoved = true;
        const was = subscribers.person(idOf(from));
        const changes = { id: idOf(to), address: `${to}@example.org`, movedFrom: was.id };
        subscribers.profiles.set(idOf(to), { ...was, ...changes, confirmedAt: '2026-11-28T09:00:02Z' });
        subscribers.profiles.set(was.id, { ...was, status: 'moved', movedTo: idOf(to) });
        return page;
      },
    };
    const life = simulation({
      start,
      series: aSeries(),
      subscribers,
      control: memoryControl(),
      fate: fate([]),
      notices,
      crowd,
    });
    await notices.announce(notice, text);
    await life.advanceTo(startMs + hourMs, [startMs + 1_000, startMs + 901_000, startMs + 1_801_000]);
    const reached = life.accepted.map(({ to: address }) => address);
    expect(reached).toHaveLength(2);
    expect(reached).toContain('m@example.org');
  }
});

test('somebody who is between two addresses when it goes out to their zone gets it once they are at the new one', async () => {
  const subscribers = memorySubscribers();
  const notices = memoryNotices();
  const ann = aSubscriber({ id: idOf('ann'), address: 'ann@example.org' });
  const movedTo = idOf('new');
  subscribers.profiles.set(ann.id, { ...ann, status: 'moved', movedTo, movedAt: '2026-11-28T08:59:59Z' });
  subscribers.profiles.set(idOf('ben'), aSubscriber({ id: idOf('ben'), address: 'ben@example.org' }));
  const crowd = memoryPeoplePages(subscribers, 10);
  const control = memoryControl();
  const life = simulation({ start, series: aSeries(), subscribers, control, fate: fate([]), notices, crowd });
  await notices.announce({ ...notice, audience: { zone: 'Europe/Berlin' } }, text);
  const live = (quarters: number) => {
    const from = life.nowMs();
    const ticks = Array.from({ length: quarters }, (_, tick) => from + tick * 15 * 60_000 + 1_000);
    return life.advanceTo(from + quarters * 15 * 60_000, ticks);
  };
  await live(6);
  expect(life.accepted.map(({ to }) => to)).toEqual(['ben@example.org']);
  expect((await notices.find(notice.id))?.finished).toBeUndefined();
  // A crash had cut the change of address short; the night goes on with it.
  const arrived = { id: movedTo, address: 'new@example.org', movedFrom: ann.id, confirmedAt: '2026-11-28T10:31:00Z' };
  subscribers.profiles.set(movedTo, { ...ann, ...arrived });
  Object.assign(subscribers.person(ann.id), { moveFinishedAt: '2026-11-28T10:31:01Z' });
  await live(6);
  expect(life.accepted.map(({ to }) => to)).toEqual(['ben@example.org', 'new@example.org']);
  expect((await notices.find(notice.id))?.finished).toEqual({ at: expect.any(String) });
});

test('one that is stopped in time reaches nobody, and is not sent again', async () => {
  const { notices, mails, live } = world();
  await notices.announce(notice, text);
  expect(await notices.stop(notice.id, { at: start, why: 'wrong date' })).toBe(true);
  await live(2);
  expect(mails()).toBe(0);
  expect(await notices.announce(notice, text)).toBe(false);
});

test('the halt switch holds it, and it goes on when mail may go out', async () => {
  const { notices, control, mails, live } = world();
  await control.halt({ why: 'a look', at: start });
  await notices.announce(notice, text);
  await live(2);
  expect(mails()).toBe(0);
  await control.resumeSending();
  await live(1);
  expect(mails()).toBe(1);
});

test('one whose time is up ends with people left, and says so', async () => {
  const { notices, control, mails, live, life } = world();
  await control.halt({ why: 'a look', at: start });
  await notices.announce(notice, text);
  await live(noticeHours + 1);
  await control.resumeSending();
  await live(1);
  expect(mails()).toBe(0);
  expect((await notices.find(notice.id))?.finished).toMatchObject({ late: true });
  expect(life.logged.map(({ event }) => event)).toContain('notice.not-finished');
});

test('somebody who pauses after they were looked at gets none, and their claim is let go', async () => {
  const { subscribers, notices, mails, live } = world();
  const claim = subscribers.claim;
  subscribers.claim = async (id, request) => {
    Object.assign(subscribers.person(id), { pausedUntil: '2027-01-15' });
    return claim(id, request);
  };
  await notices.announce(notice, text);
  await live(1);
  expect(mails()).toBe(0);
  expect(subscribers.person(aSubscriber().id).claim).toBeUndefined();
});
