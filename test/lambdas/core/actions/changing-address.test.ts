import { beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import {
  askToMove,
  closeForMove,
  eraseNow,
  finishArrival,
  finishMove,
  hasBegun,
  mayTakeBack,
  takeBack,
  tellOldAddress,
} from '../../../../lambdas/core/actions/changing-address.ts';
import { fieldNames, fields } from '../../../../lambdas/core/person/fields.ts';
import { carriedOver } from '../../../../lambdas/core/person/transitions.ts';
import type { Person, Subscriber } from '../../../../lambdas/core/person/subscriber.ts';
import { aGone, aSubscriber, idOf, preferences } from '../../../support/builders.ts';
import { fullPerson } from '../../../support/full-person.ts';
import { moverWorld } from '../../../support/mover-world.ts';

const [ann, ben, cas] = [idOf('ann'), idOf('ben'), idOf('cas')];
const start = '2026-11-02T06:00:00Z';
const earlier = (span: Temporal.DurationLike) => Temporal.Instant.from(start).subtract(span).toString();
const consent = { at: '2026-10-01T06:00:00Z', textVersion: '1', source: 'check-in-page' };
const otherConsent = { at: '2026-10-20T06:00:00Z', textVersion: '1', source: 'check-in-page' };
const recentCheckIns = [{ week: '2026-10-19', days: '0' as const }];

let w: ReturnType<typeof moverWorld>;
beforeEach(() => {
  w = moverWorld(start);
});
const stands = <Record extends Subscriber>(record: Record): Record => {
  w.subscribers.profiles.set(record.id, structuredClone(record));
  return record;
};
const record = (id: string) => w.subscribers.profiles.get(id);
const claimed = (at: string) => ({ id: 'c'.repeat(22), delivery: 'lesson:2026-11-02', at });
/** Writes something of their own to a record just before its next change, as somebody else at the same moment. */
const meanwhile = (happens: () => void) => {
  const { change } = w.subscribers;
  w.subscribers.change = async (was, changes) => {
    w.subscribers.change = change;
    happens();
    return change(was, changes);
  };
};
const moved = (changes: Partial<Person> = {}) =>
  aSubscriber({ status: 'moved', movedTo: ben, movedAt: start, version: 2, epoch: 1, ...changes });

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

test.each<[string, Subscriber | undefined, boolean]>([
  ['nobody', undefined, false],
  ['erased', aGone(), false],
  ['here', aSubscriber({ movedAt: start }), false],
  ['moved by an earlier release', aSubscriber({ status: 'moved', movedTo: ben }), false],
  ['moved just now', moved(), true],
  ['moved almost seven days ago', moved({ movedAt: earlier({ hours: 6 * 24 + 23, minutes: 59, seconds: 59 }) }), true],
  ['moved seven days ago', moved({ movedAt: earlier({ hours: 7 * 24 }) }), false],
])('a change of address can be cancelled for seven days: %s', (_who, person, may) => {
  expect(mayTakeBack(person, Temporal.Instant.from(start))).toBe(may);
});

describe('cancelling a change of address', () => {
  const cancels = () => takeBack(ann, w);
  const there = (changes: Partial<Person> = {}) => aSubscriber({ id: ben, movedFrom: ann, version: 5, ...changes });
  const longAgo = earlier({ hours: 8 * 24 });

  test('brings everything back as it stands at the other address', async () => {
    stands(moved({ address: 'ann@old.example', epoch: 4, sent: { one: '2026-10-26T06:00:00Z' } }));
    const sent = { one: '2026-10-26T06:00:00Z', two: '2026-11-02T05:00:00Z' };
    stands(there({ firstName: 'Anna', preferences: preferences({ sendTime: '18:30' }), series: 'another', sent }));
    const person = {
      ...aSubscriber({ address: 'ann@old.example', firstName: 'Anna', series: 'another', sent }),
      preferences: preferences({ sendTime: '18:30' }),
      dueFrom: '2026-11-02T06:15:00Z',
      confirmedAt: start,
      epoch: 5,
      movedFrom: ben,
      version: 3,
    };
    expect(await cancels()).toEqual({ outcome: 'taken-back', person });
    expect(record(ann)).toEqual(person);
    expect(w.subscribers.consents).toEqual([
      { id: ann, at: start, textVersion: 'change-of-address-cancelled', source: 'old-address', confirmedAt: start },
    ]);
    expect((await w.control.planning()).inUse).toEqual([{ zone: 'Europe/Berlin', localTimes: new Set(['18:30']) }]);
    expect(record(ben)).toMatchObject({ status: 'erased', movedTo: ann });
    expect([w.jobs, w.log.events]).toEqual([
      [],
      ['subscriber.moved', 'subscriber.old-address-erased', 'subscriber.taken-back'],
    ]);
    // Pressed again.
    expect(await cancels()).toEqual({ outcome: 'here-already', person });
  });

  test('leaves nothing of how it stood here, in any field that moves', async () => {
    stands({ ...fullPerson, status: 'moved', movedTo: ben, movedAt: start });
    const carried = carriedOver(stands(there({ status: 'unsubscribed' })));
    await cancels();
    const back = w.subscribers.person(ann);
    for (const name of fieldNames.filter((one) => fields[one].moves)) {
      expect([name, back[name]]).toEqual([name, carried[name]]);
    }
  });

  test('brings everything that moves back', async () => {
    stands(moved());
    const { movedTo: _, claim: __, ...full } = fullPerson;
    stands({ ...full, id: ben });
    await cancels();
    const back = w.subscribers.person(ann);
    for (const name of fieldNames.filter((one) => fields[one].moves)) {
      expect([name, back[name]]).toEqual([name, fullPerson[name]]);
    }
    expect(back).toMatchObject({ status: 'completed', completedAt: fullPerson.completedAt });
  });

  test('stores the present name of their time zone', async () => {
    stands(moved());
    stands(there({ preferences: { ...preferences(), zone: 'Europe/Kiev' } }));
    await cancels();
    expect(w.subscribers.person(ann).preferences.zone).toBe('Europe/Kyiv');
    expect((await w.control.planning()).inUse.map(({ zone }) => zone)).toEqual(['Europe/Kyiv']);
  });

  test.each(['unsubscribed', 'bounced', 'complained', 'completed'] as const)(
    'comes back also from where they are %s, and what it says of the address stays there',
    async (status) => {
      stands(moved());
      const isOfAddress = status === 'bounced' || status === 'complained';
      const suppression = { reason: status === 'bounced' ? 'bounce' : 'complaint', at: start } as const;
      stands(there({ status, ...(isOfAddress && { suppression }) }));
      w.personalData.erase = async () => false;
      expect((await cancels()).outcome).toBe('taken-back');
      expect(record(ann)?.status).toBe('active');
      expect(record(ben)).toMatchObject({ status: isOfAddress ? status : 'moved', movedTo: ann });
      expect(w.log.events).not.toContain('subscriber.old-address-erased');
    },
  );

  test('comes back from the last of several addresses, of which nothing is left', async () => {
    stands(moved());
    stands(there({ status: 'moved', movedTo: cas, movedAt: start }));
    stands(aSubscriber({ id: cas, movedFrom: ben, firstName: 'Last' }));
    expect((await cancels()).outcome).toBe('taken-back');
    expect(record(ann)).toMatchObject({ firstName: 'Last', movedFrom: cas });
    expect([record(ben)?.status, record(cas)?.status]).toEqual(['erased', 'erased']);
  });

  test('comes back from a further change that was cut short', async () => {
    stands(moved());
    stands(there({ status: 'moved', movedTo: cas, movedAt: start, firstName: 'Anna' }));
    expect((await cancels()).outcome).toBe('taken-back');
    expect(record(ann)).toMatchObject({ firstName: 'Anna', movedFrom: ben });
  });

  test('brings it back as it stood here where the change was cut short before it arrived', async () => {
    stands(moved({ firstName: 'Anna', sent: { one: start } }));
    expect((await cancels()).outcome).toBe('taken-back');
    expect(record(ann)).toMatchObject({ status: 'active', firstName: 'Anna', sent: { one: start } });
    expect(w.subscribers.person(ann).movedFrom).toBeUndefined();
    expect(w.log.events).toEqual(['subscriber.taken-back']);
  });

  describe('where everything was erased at the other address,', () => {
    test('brings it back as it stood here, and links from there follow', async () => {
      stands(moved({ firstName: 'Anna' }));
      stands(aGone({ id: ben, version: 5 }));
      expect((await cancels()).outcome).toBe('taken-back');
      expect([record(ann), record(ben)]).toMatchObject([
        { status: 'active', firstName: 'Anna' },
        { status: 'erased', movedTo: ann, version: 6 },
      ]);
    });

    test('leaves the record there alone if something happens to it in this very moment', async () => {
      stands(moved());
      stands(aGone({ id: ben, version: 5 }));
      meanwhile(() => stands(aGone({ id: ben, version: 6 })));
      await cancels();
      expect(record(ben)).toEqual(aGone({ id: ben, version: 6 }));
    });
  });

  test.each<[string, Subscriber[]]>([
    ['nobody was here', []],
    ['it is too long ago', [moved({ movedAt: longAgo }), there()]],
    ['it is too long ago, and there is nobody there', [moved({ movedAt: longAgo })]],
    ['they left by an old link', [moved({ status: 'unsubscribed' }), there({ status: 'unsubscribed', movedTo: ann })]],
    ['it was erased', [aGone({ movedTo: ben }), there({ status: 'moved', movedTo: ann })]],
  ])('is too late where %s', async (_why, records) => {
    for (const one of records) stands(one);
    expect(await cancels()).toEqual({ outcome: 'gone' });
    expect([...w.subscribers.profiles.values()]).toEqual(records);
  });

  test('goes on with one that was cut short, also when the seven days are over', async () => {
    stands(moved({ movedAt: longAgo }));
    const closed = there({ status: 'moved', movedTo: ann, movedAt: earlier({ hours: 1 }), claim: claimed(longAgo) });
    stands(closed);
    w.personalData.erase = async () => false;
    expect((await cancels()).outcome).toBe('taken-back');
    // Closed once.
    expect(record(ben)).toEqual({ ...closed, moveFinishedAt: start, version: 6 });
  });

  test('goes on with one that was cut short at an address that bounced', async () => {
    stands(moved({ movedAt: longAgo }));
    const suppression = { reason: 'bounce', at: start } as const;
    const closed = there({ status: 'bounced', suppression, movedTo: ann, movedAt: earlier({ hours: 1 }) });
    stands(closed);
    w.personalData.erase = async () => false;
    expect((await cancels()).outcome).toBe('taken-back');
    expect(record(ben)).toEqual({ ...closed, moveFinishedAt: start, version: 6 });
  });

  test('waits for a mail to the other address, and where something changes there at this moment', async () => {
    stands(moved());
    stands(there({ claim: claimed(start) }));
    expect(await cancels()).toEqual({ outcome: 'busy' });
    stands(there());
    meanwhile(() => stands(there({ firstName: 'Anna', version: 6 })));
    expect(await cancels()).toEqual({ outcome: 'busy' });
    expect([record(ann)?.status, record(ben)?.status]).toEqual(['moved', 'active']);
  });

  test('finishes the change by which they came back, if it was cut short', async () => {
    stands(there({ status: 'moved', movedTo: ann, movedAt: start }));
    const person = stands(aSubscriber({ movedFrom: ben }));
    expect(await cancels()).toEqual({ outcome: 'here-already', person });
    expect(w.subscribers.person(ben).moveFinishedAt).toBe(start);
  });

  test('is told of a fault where the record changes in this very moment', async () => {
    stands(moved());
    w.subscribers.activate = async () => undefined;
    await expect(cancels()).rejects.toThrow('changed while taking the course back');
  });

  test.each<[string, Partial<Person>, Partial<Person>, object[], string[]]>([
    ['is the same', { healthConsent: consent }, { healthConsent: consent }, [], ['2026-10-19']],
    ['was never given', {}, {}, [], ['2026-10-19']],
    ['was given there', {}, { healthConsent: consent }, [consent], ['2026-10-19']],
    ['was taken back there', { healthConsent: consent }, {}, [{ ...consent, withdrawnAt: start }], []],
    [
      'was taken back and given again there',
      { healthConsent: consent },
      { healthConsent: otherConsent },
      [{ ...consent, withdrawnAt: start }, otherConsent],
      [],
    ],
    ['was never given, and check-ins were deleted there', { recentCheckIns }, {}, [], []],
  ])('goes by the consent as it stands there: it %s', async (_what, here, other, records, weeks) => {
    stands(moved(here));
    stands(there(other));
    await w.diary.record(ann, { week: '2026-10-19', at: start, days: '0' });
    await cancels();
    expect([...w.subscribers.healthConsents.values()]).toEqual(records);
    expect((await w.diary.all(ann)).map(({ week }) => week)).toEqual(weeks);
    expect(w.subscribers.person(ann).healthConsent).toEqual(other.healthConsent);
  });
});

describe('erasing the record of an old address', () => {
  test.each<[string, Subscriber[], boolean]>([
    ['there is none', [], false],
    ['it is of nobody who moved', [aSubscriber()], false],
    ['somebody moved', [moved()], true],
  ])('is done, or not, where %s', async (_what, records, done) => {
    for (const one of records) stands(one);
    expect(await eraseNow(ann, w)).toBe(done);
    expect(record(ann)?.status).toBe(done ? 'erased' : records[0]?.status);
    expect(w.log.events).toEqual(done ? ['subscriber.old-address-erased'] : []);
  });

  test('is not done where it changed in this very moment', async () => {
    stands(moved());
    w.personalData.erase = async () => false;
    expect([await eraseNow(ann, w), w.log.events]).toEqual([false, []]);
  });
});
