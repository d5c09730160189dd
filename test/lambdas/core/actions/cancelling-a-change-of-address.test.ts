import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { eraseNow, mayTakeBack, takeBack } from '../../../../lambdas/core/actions/changing-address.ts';
import { fieldNames, fields } from '../../../../lambdas/core/person/fields.ts';
import { carriedOver } from '../../../../lambdas/core/person/transitions.ts';
import type { Person, Subscriber } from '../../../../lambdas/core/person/subscriber.ts';
import { aGone, aSubscriber, preferences } from '../../../support/builders.ts';
import { fullPerson } from '../../../support/full-person.ts';
import {
  ann,
  aWorldForEachTest,
  ben,
  cas,
  claimed,
  consent,
  earlier,
  meanwhile,
  moved,
  otherConsent,
  recentCheckIns,
  record,
  stands,
  start,
  w,
} from './movers.ts';

aWorldForEachTest();

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
