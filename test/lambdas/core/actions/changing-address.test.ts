import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import {
  askToMove,
  closeForMove,
  finishArrival,
  finishMove,
  hasBegun,
  tellOldAddress,
} from '../../../../lambdas/core/actions/changing-address.ts';
import type { Person, Subscriber } from '../../../../lambdas/core/person/subscriber.ts';
import { aGone, aSubscriber, preferences } from '../../../support/builders.ts';
import {
  ann,
  aWorldForEachTest,
  ben,
  cas,
  claimed,
  consent,
  earlier,
  moved,
  otherConsent,
  recentCheckIns,
  record,
  stands,
  start,
  w,
} from './movers.ts';

aWorldForEachTest();

describe('asking to move', () => {
  const to = { mailbox: 'Ben@example.org', identity: 'ben@example.org' };

  test.each([
    [undefined, 0],
    [3, 3],
  ])('stores what begins once the new address confirms; epoch %s', async (epoch, movesFromEpoch) => {
    stands(aSubscriber({ ...(epoch !== undefined && { epoch }) }));
    expect(await askToMove(ann, to, w)).toBe(true);
    expect(w.subscribers.signUps.get(ben)).toStrictEqual({
      id: ben,
      address: 'Ben@example.org',
      firstName: 'Ann',
      preferences: preferences(),
      series: 'test-series',
      consent: { at: start, textVersion: 'change-of-address', source: 'settings-page' },
      requestedAt: start,
      firstRequestedAt: start,
      expiresAt: '2026-11-09T06:00:00Z',
      movesFrom: ann,
      movesFromEpoch,
    });
    expect(w.jobs).toEqual([{ kind: 'moving', id: ben, askedAt: start, attempt: 0 }]);
  });

  test('says where it was asked for', async () => {
    stands(aSubscriber());
    await askToMove(ann, to, w, 'operator');
    expect(w.subscribers.signUps.get(ben)?.consent.source).toBe('operator');
  });

  test.each<[string, Subscriber[], string]>([
    ['nobody', [], ann],
    ['somebody who had every lesson', [aSubscriber({ status: 'completed' })], ann],
    ['somebody who is there already', [aSubscriber({ id: ben })], ben],
  ])('does nothing for %s', async (_who, records, id) => {
    for (const one of records) stands(one);
    expect(await askToMove(id, to, w)).toBe(false);
    expect([w.subscribers.signUps.size, w.jobs]).toEqual([0, []]);
  });
});

describe('closing the record of the old address', () => {
  const now = Temporal.Instant.from(start);
  const closes = (movesFromEpoch?: number) =>
    closeForMove({ movesFrom: ann, id: ben, ...(movesFromEpoch !== undefined && { movesFromEpoch }) }, now, w);
  const closed = { status: 'moved', movedTo: ben, movedAt: start, version: 2 };

  test.each([
    ['their first one', undefined, undefined],
    ['their first one, by a link that says so', undefined, 0],
    ['a later one', 2, 2],
  ])('ends mail to it, by a link of the present epoch: %s', async (_which, epoch, of) => {
    const was = stands(aSubscriber({ moveFinishedAt: earlier({ hours: 1 }), ...(epoch !== undefined && { epoch }) }));
    const { moveFinishedAt: _, ...left } = was;
    const after = { ...left, ...closed, epoch: (epoch ?? 0) + 1 };
    expect(await closes(of)).toEqual({ outcome: 'closed', person: after });
    expect(record(ann)).toStrictEqual(after);
    // Again, after a crash.
    w.clock.at = now.add({ hours: 1 });
    expect(await closes(of)).toEqual({ outcome: 'closed', person: after });
    expect(record(ann)).toStrictEqual(after);
  });

  test.each<[string, Subscriber[], number | undefined]>([
    ['nobody', [], undefined],
    ['of whom only the rest is stored', [aGone()], undefined],
    ['made the link void', [aSubscriber({ epoch: 1 })], undefined],
    ['made a later link void than the one', [aSubscriber({ epoch: 1 })], 2],
    ['left', [aSubscriber({ status: 'unsubscribed' })], undefined],
    ['moved elsewhere', [moved({ movedTo: cas, epoch: 0 })], undefined],
    ['is fetched from elsewhere', [aSubscriber({ movedTo: cas })], undefined],
    ['left after it was closed', [moved({ status: 'unsubscribed' })], undefined],
  ])('does nothing where it is of somebody who %s', async (_who, records, epoch) => {
    for (const one of records) stands(one);
    expect(await closes(epoch)).toEqual({ outcome: 'nobody' });
    expect(record(ann)).toEqual(records[0]);
  });

  test('closed by an earlier release, goes on', async () => {
    const { movedTo: _, ...was } = moved({ movedAt: earlier({ hours: 1 }) });
    stands(was);
    expect(await closes(9)).toMatchObject({ outcome: 'closed', person: { ...closed, version: 3, epoch: 2 } });
  });

  test.each([
    ['a mail is', earlier({ minutes: 59, seconds: 59 }), 'busy'],
    ['nothing is known of a mail for an hour, and it', earlier({ minutes: 60 }), 'closed'],
  ])('waits while %s on its way', async (_what, at, outcome) => {
    const was = stands(aSubscriber({ claim: claimed(at) }));
    expect((await closes()).outcome).toBe(outcome);
    expect(record(ann)?.version).toBe(outcome === 'busy' ? was.version : 2);
  });

  test('waits for a mail that was claimed while it was closed', async () => {
    stands(moved({ claim: claimed(start) }));
    expect(await closes()).toEqual({ outcome: 'busy' });
  });
});

test('an old address is told of a change by one message for each time that it is asked', async () => {
  await tellOldAddress(ann, w);
  expect(w.jobs).toEqual([{ kind: 'moved', id: ann, askedAt: start, attempt: 0 }]);
});

test.each<[string, Subscriber | undefined, string | undefined, boolean]>([
  ['nobody', undefined, start, false],
  ['somebody erased', aGone({ id: ben }), start, false],
  ['somebody else', aSubscriber({ id: ben, movedFrom: cas, confirmedAt: start }), start, false],
  ['who came before', aSubscriber({ id: ben, movedFrom: ann, confirmedAt: earlier({ seconds: 1 }) }), start, false],
  ['who came then', aSubscriber({ id: ben, movedFrom: ann, confirmedAt: start }), start, true],
  ['who came then, of a record that is open', aSubscriber({ id: ben, movedFrom: ann }), undefined, false],
])('a course has begun at a new address, or not, where there is %s', (_who, there, movedAt, begun) => {
  expect(hasBegun(there, { id: ann, ...(movedAt !== undefined && { movedAt }) })).toBe(begun);
});

describe('finishing a change of address', () => {
  const checkIn = (week: string, day = 1) => ({ week, at: `2026-11-0${day}T09:00:00Z`, days: '0' as const });
  const finishes = () => finishMove(ann, ben, w);
  const weeks = async (id: string) => (await w.diary.all(id)).map(({ week }) => week);

  test('brings check-ins along; the later word on a week stands', async () => {
    stands(moved());
    stands(aSubscriber({ id: ben }));
    for (const week of ['2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26'])
      await w.diary.record(ann, checkIn(week, 2));
    await w.diary.record(ben, checkIn('2026-10-12', 1));
    await w.diary.record(ben, checkIn('2026-10-19', 2));
    await w.diary.record(ben, checkIn('2026-10-26', 3));
    await finishes();
    expect(await w.diary.all(ben)).toEqual([
      { ...checkIn('2026-10-05', 2), movedAlong: true },
      { ...checkIn('2026-10-12', 2), movedAlong: true },
      checkIn('2026-10-19', 2),
      checkIn('2026-10-26', 3),
    ]);
    expect(w.log.events).toEqual(['subscriber.moved']);
  });

  test.each<[string, Partial<Person>, Partial<Person>, boolean]>([
    ['nothing was asked', {}, {}, true],
    ['the consent came along', { healthConsent: consent }, { healthConsent: consent }, true],
    ['they agreed there', {}, { healthConsent: consent }, true],
    ['they took it back there', { healthConsent: consent }, {}, false],
    ['they took it back there, and agreed again', { healthConsent: consent }, { healthConsent: otherConsent }, false],
    ['recent ones came along', { recentCheckIns }, { recentCheckIns }, true],
    ['there are recent ones there', {}, { recentCheckIns }, true],
    ['they deleted recent ones there', { recentCheckIns }, {}, false],
  ])('brings check-ins along, or not, where %s', async (_what, here, there, comes) => {
    stands(moved(here));
    stands(aSubscriber({ id: ben, ...there }));
    await w.diary.record(ann, checkIn('2026-10-19'));
    await finishes();
    expect(await weeks(ben)).toEqual(comes ? ['2026-10-19'] : []);
  });

  test.each<[string, Subscriber]>([
    ['take their consent back', aSubscriber({ id: ben })],
    ['have everything erased', aGone({ id: ben })],
  ])('leaves no check-in where they %s in that very moment', async (_what, then) => {
    stands(moved({ healthConsent: consent }));
    stands(aSubscriber({ id: ben, healthConsent: consent }));
    await w.diary.record(ann, checkIn('2026-10-19'));
    const { record: write } = w.diary;
    w.diary.record = async (id, one) => {
      stands(then);
      await write(id, one);
    };
    await finishes();
    expect(await weeks(ben)).toEqual([]);
  });

  test('writes down that nothing is left to do, once, and only of this change', async () => {
    for (const [was, finishedAt] of [
      [moved(), start],
      [moved({ moveFinishedAt: earlier({ hours: 1 }) }), earlier({ hours: 1 })],
      [moved({ movedTo: cas }), undefined],
    ] as const) {
      stands(was);
      stands(aSubscriber({ id: ben }));
      await finishes();
      expect(record(ann)).toEqual({
        ...was,
        ...(finishedAt !== undefined && { moveFinishedAt: finishedAt }),
        version: was.movedTo === ben && was.moveFinishedAt === undefined ? 3 : 2,
      });
    }
  });

  test('ends mail to the new address, without a word, for somebody who left by an old link meanwhile', async () => {
    stands(moved({ status: 'unsubscribed' }));
    stands(aSubscriber({ id: ben }));
    await finishes();
    expect([record(ben)?.status, w.jobs]).toEqual(['unsubscribed', []]);
    stands(moved());
    stands(aSubscriber({ id: ben }));
    await finishes();
    expect(record(ben)?.status).toBe('active');
  });

  test.each<[string, Subscriber[]]>([
    ['no record', []],
    ['only the rest of one at the old address', [aGone(), aSubscriber({ id: ben })]],
    ['only the rest of one at the new address', [moved(), aGone({ id: ben })]],
  ])('brings nothing along where there is %s', async (_what, records) => {
    for (const one of records) stands(one);
    await w.diary.record(ann, checkIn('2026-10-19'));
    await finishes();
    expect(await weeks(ben)).toEqual([]);
  });

  test.each<[string, Subscriber | undefined, boolean]>([
    ['was cut short', moved(), true],
    ['is finished', moved({ moveFinishedAt: earlier({ hours: 1 }) }), false],
    ['went elsewhere', moved({ movedTo: cas }), false],
    ['is erased', aGone({ movedTo: ben }), false],
    ['has no record', undefined, false],
  ])('is done for who arrived, or not, where the change %s', async (_which, from, isDone) => {
    if (from !== undefined) stands(from);
    await finishArrival(stands(aSubscriber({ id: ben, movedFrom: ann })), w);
    expect(w.log.events).toEqual(isDone ? ['subscriber.moved'] : []);
    expect(record(ann)).toEqual(isDone ? { ...from, moveFinishedAt: start, version: 3 } : from);
  });

  test('looks for nothing of who came from nowhere', async () => {
    await finishArrival(aSubscriber(), w);
    expect([w.read, w.log.events]).toStrictEqual([[], []]);
  });
});
