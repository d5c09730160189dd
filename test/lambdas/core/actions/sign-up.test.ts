import { beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import {
  arrivalOf,
  askForWelcome,
  confirmSignUp,
  requestLink,
  signUp,
} from '../../../../lambdas/core/actions/sign-up.ts';
import { signUpStamp } from '../../../../lambdas/core/mail/link-stamp.ts';
import { fieldNames, fields } from '../../../../lambdas/core/person/fields.ts';
import type { SignUp } from '../../../../lambdas/core/person/records.ts';
import type { Person, Subscriber } from '../../../../lambdas/core/person/subscriber.ts';
import { aGone, aSignUp, aSubscriber, idOf, preferences } from '../../../support/builders.ts';
import { fullPerson } from '../../../support/full-person.ts';
import { moverWorld } from '../../../support/mover-world.ts';

const [ann, old] = [idOf('ann'), idOf('old')];
const start = '2026-11-02T06:00:00Z';
const earlier = (span: Temporal.DurationLike) => Temporal.Instant.from(start).subtract(span).toString();
const expiresAt = '2026-11-09T06:00:00Z';
const agreed = { at: '2026-10-01T06:00:00Z', textVersion: '1', source: 'landing-form' };
const welcome = { kind: 'welcome', id: ann, askedAt: start, attempt: 0 };
const told = { kind: 'moved', id: old, askedAt: start, attempt: 0 };

let w: ReturnType<typeof moverWorld>;
beforeEach(() => {
  w = moverWorld(start);
});
const stands = <Record extends Subscriber>(record: Record): Record => {
  w.subscribers.profiles.set(record.id, structuredClone(record));
  return record;
};
const asks = async (changes: Partial<SignUp> = {}): Promise<SignUp> => {
  await w.subscribers.recordSignUp(aSignUp({ requestedAt: start, expiresAt, ...changes }));
  return w.subscribers.signUps.get(ann)!;
};
const confirms = (stamp?: string) => confirmSignUp(ann, w, stamp);
const isSignedUp = () => w.subscribers.signUps.has(ann);

describe('signing up', () => {
  const address = { mailbox: 'Ann@example.org', identity: 'ann@example.org' };
  const chosen = { firstName: 'Ann', preferences: preferences(), series: 'test-series', branch: 'desk' };
  const consent = { textVersion: '2026-11', source: 'landing-form' };

  test.each([[undefined], [{ textVersion: '2026-10', source: 'landing-form' }]])(
    'stores what was chosen and asks for its confirmation mail; consent of health data %j',
    async (healthConsent) => {
      await signUp({ address, consent, ...(healthConsent && { healthConsent }), ...chosen } as never, w);
      expect(w.subscribers.signUps.get(ann)).toStrictEqual({
        id: ann,
        address: 'Ann@example.org',
        ...chosen,
        consent: { ...consent, at: start },
        ...(healthConsent && { healthConsent: { ...healthConsent, at: start } }),
        requestedAt: start,
        firstRequestedAt: start,
        expiresAt,
      });
      expect(w.jobs).toEqual([{ kind: 'confirmation', id: ann, askedAt: start, attempt: 0 }]);
    },
  );

  test('by an import keeps what it brings, and stays good for a week longer, since its mail may be held back', async () => {
    const notBefore = '2026-11-05T06:00:00Z';
    const brought = { importedBy: 'autumn', note: 'Room 4', lessonsHad: { one: earlier({ hours: 200 }) } };
    await signUp({ address, consent, ...chosen, ...brought } as never, w, Temporal.Instant.from(notBefore));
    expect(w.subscribers.signUps.get(ann)).toMatchObject({
      ...brought,
      requestedAt: start,
      expiresAt: '2026-11-19T06:00:00Z',
    });
    expect(w.jobs).toEqual([{ kind: 'confirmation', id: ann, askedAt: start, attempt: 0, notBefore }]);
  });
});

test('a welcome mail is asked for at once, or for later', async () => {
  const now = Temporal.Instant.from(start);
  await askForWelcome(ann, now, w);
  await askForWelcome(ann, now, w, now.add({ hours: 1 }));
  expect(w.jobs).toStrictEqual([welcome, { ...welcome, notBefore: '2026-11-02T07:00:00Z' }]);
});

test('a link to the settings is asked for by the same work for every address', async () => {
  await requestLink({ mailbox: 'ann@example.org', identity: 'ann@example.org' }, w);
  expect(w.jobs).toEqual([{ kind: 'link', id: ann, askedAt: start, attempt: 0 }]);
  expect(w.read).toStrictEqual([]);
});

describe('confirming', () => {
  test('makes a subscriber, in the calendar and with a welcome mail', async () => {
    const { consent } = await asks({ preferences: preferences({ sendTime: '18:30' }) });
    const subscriber = aSubscriber({
      preferences: preferences({ sendTime: '18:30' }),
      dueFrom: '2026-11-02T06:15:00Z',
      confirmedAt: start,
    });
    expect(await confirms()).toEqual({ outcome: 'confirmed', subscriber, moved: false });
    expect(w.subscribers.person(ann)).toEqual(subscriber);
    expect(w.subscribers.consents).toEqual([{ ...consent, confirmedAt: start, id: ann }]);
    expect(w.subscribers.healthConsents.size).toBe(0);
    expect((await w.control.planning()).inUse).toEqual([{ zone: 'Europe/Berlin', localTimes: new Set(['18:30']) }]);
    expect([isSignedUp(), w.jobs, w.log.events]).toEqual([false, [welcome], ['subscriber.confirmed']]);
    // The inbox is no stranger’s any more.
    expect(w.forgotten).toEqual([`confirmations:${idOf('inbox:ann')}`]);
    expect(w.read).toStrictEqual([ann]);
  });

  test('stores the present name of a time zone', async () => {
    await asks({ preferences: { ...preferences(), zone: 'Europe/Kiev' } });
    await confirms();
    expect(w.subscribers.person(ann).preferences.zone).toBe('Europe/Kyiv');
    expect((await w.control.planning()).inUse.map(({ zone }) => zone)).toEqual(['Europe/Kyiv']);
  });

  test('records a consent to store data about health, with the branch that it was given for', async () => {
    await asks({ healthConsent: agreed, branch: 'desk' });
    await confirms();
    expect(w.subscribers.person(ann)).toMatchObject({ healthConsent: agreed, branch: 'desk' });
    expect([...w.subscribers.healthConsents.values()]).toEqual([{ ...agreed, confirmedAt: start }]);
  });

  test.each([
    ['as the link that was mailed says', true, 'confirmed'],
    ['otherwise', false, 'changed-since'],
  ])('does what was chosen %s', async (_how, isSame, outcome) => {
    const asked = await asks();
    const stamp = signUpStamp(asked, { subscriberId: (text) => text });
    w.keyring = { subscriberId: (text: string) => text } as never;
    expect((await confirms(isSame ? stamp : 'another')).outcome).toBe(outcome);
    expect(isSignedUp()).toBe(!isSame);
  });

  test.each<[string, Subscriber | undefined, string]>([
    ['nobody', undefined, 'confirmed'],
    ['somebody who left', aSubscriber({ status: 'unsubscribed' }), 'confirmed'],
    ['a mailbox that refused mail', aGone({ suppression: { reason: 'bounce', at: start } }), 'confirmed'],
    ['somebody who complained', aGone({ suppression: { reason: 'complaint', at: start } }), 'gone'],
  ])('is for %s', async (_who, was, outcome) => {
    await asks();
    if (was !== undefined) stands(was);
    expect((await confirms()).outcome).toBe(outcome);
    expect(w.jobs).toEqual(outcome === 'confirmed' ? [welcome] : []);
  });

  test.each([
    ['has run out', earlier({ seconds: 1 }), 'gone'],
    ['runs out now', start, 'gone'],
    ['runs out soon', '2026-11-02T06:00:01Z', 'confirmed'],
  ])('is done, or not, of a sign-up that %s', async (_when, until, outcome) => {
    await asks({ expiresAt: until });
    expect((await confirms()).outcome).toBe(outcome);
    expect(w.read).toStrictEqual([ann]);
  });

  test('is nothing where nobody signed up', async () => {
    expect(await confirms()).toEqual({ outcome: 'gone' });
    stands(aSubscriber({ status: 'unsubscribed' }));
    expect(await confirms()).toEqual({ outcome: 'gone' });
    expect(w.log.events).toEqual([]);
  });

  test.each<[string, Subscriber | undefined, string, object[]]>([
    // The first press may have died between the record and the message.
    ['somebody else did', aSubscriber(), 'already-confirmed', [welcome]],
    ['they were welcomed meanwhile', aSubscriber({ welcomeSentAt: start }), 'already-confirmed', []],
    ['they left again', aSubscriber({ status: 'unsubscribed' }), 'gone', []],
    ['nothing is left of them', undefined, 'gone', []],
  ])(
    'twice at once loses no welcome, and does nothing else the second time: %s',
    async (_what, winner, outcome, jobs) => {
      await asks();
      w.subscribers.activate = async () => {
        if (winner !== undefined) stands(winner);
        return undefined;
      };
      expect(await confirms()).toEqual({ outcome, ...(outcome !== 'gone' && { subscriber: winner }) });
      expect([w.jobs, w.log.events]).toEqual([jobs, []]);
    },
  );
});

describe('who comes by an import', () => {
  const brought = {
    lessonsHad: { one: earlier({ hours: 200 }) },
    lessonSentOn: '2026-10-26',
    leftOut: ['two'],
    note: 'Room 4',
    pausedUntil: '2026-12-01',
  };
  const { lessonsHad: sent, ...kept } = brought;
  const { pausedUntil } = kept;

  test.each<[string, Partial<SignUp>, Subscriber | undefined, Partial<Person>]>([
    ['had lessons elsewhere and is new here', brought, undefined, { sent, ...kept }],
    ['is new everywhere', {}, undefined, { sent: {} }],
    ['was paused elsewhere', { pausedUntil }, undefined, { sent: {}, pausedUntil }],
    ['was here before', brought, aSubscriber({ status: 'unsubscribed', note: 'Ours' }), { note: 'Ours', pausedUntil }],
    ['was here before, paused', {}, aSubscriber({ status: 'unsubscribed', pausedUntil }), {}],
  ])('and %s begins where they are', async (_who, brings, was, begins) => {
    if (was !== undefined) stands(was);
    await asks(brings);
    const version = was === undefined ? 1 : 2;
    const subscriber = aSubscriber({ dueFrom: '2026-11-02T06:15:00Z', confirmedAt: start, version, ...begins });
    expect(await confirms()).toEqual({ outcome: 'confirmed', subscriber, moved: false });
  });
});

describe('who comes by the link of a group', () => {
  const cohorts = { walks: { startsOn: '2027-01-11' }, past: { startsOn: '2026-11-02' } };
  test.each<[string, Partial<SignUp>, string | undefined]>([
    ['on its day', { from: 'walks' }, '2027-01-11'],
    ['on its day, although they are paused for less', { from: 'walks', pausedUntil: '2026-12-01' }, '2027-01-11'],
    ['after a longer pause of their own', { from: 'walks', pausedUntil: '2027-02-01' }, '2027-02-01'],
    ['at once where that day has come', { from: 'past' }, undefined],
    ['at once where it is no group', { from: 'flyer' }, undefined],
    ['after a pause of their own where it is no group', { pausedUntil: '2026-12-01' }, '2026-12-01'],
  ])('begins %s', async (_when, chosen, pausedUntil) => {
    await asks(chosen);
    await confirmSignUp(ann, { ...w, cohorts });
    expect(w.subscribers.person(ann).pausedUntil).toBe(pausedUntil);
  });

  test('goes on at once after a change of address', async () => {
    await asks({ from: 'walks', movesFrom: old, movesFromEpoch: 0 });
    stands(aSubscriber({ id: old, address: 'old@example.org' }));
    await confirmSignUp(ann, { ...w, cohorts });
    expect(w.subscribers.person(ann).pausedUntil).toBeUndefined();
  });
});

describe('confirming again', () => {
  test.each<[string, Partial<Person>, object[]]>([
    ['nothing was mailed', {}, [welcome]],
    ['they were welcomed', { welcomeSentAt: start }, []],
    ['they had a lesson', { sent: { one: start } }, []],
  ])('asks for the welcome mail once more where %s', async (_what, changes, jobs) => {
    const subscriber = stands(aSubscriber(changes));
    expect(await confirms()).toEqual({ outcome: 'already-confirmed', subscriber });
    expect(w.jobs).toEqual(jobs);
  });

  test.each([
    [start, true],
    [earlier({ seconds: 1 }), true],
    ['2026-11-02T06:00:01Z', false],
  ])('drops the sign-up that was confirmed, not a later one: of %s', async (requestedAt, isDropped) => {
    await asks({ requestedAt });
    stands(aSubscriber({ confirmedAt: start }));
    expect((await confirms()).outcome).toBe('already-confirmed');
    expect([isSignedUp(), w.forgotten.length]).toEqual(isDropped ? [false, 1] : [true, 0]);
    expect(w.forgotten[0]).toBe(isDropped ? `confirmations:${idOf('inbox:ann')}` : undefined);
  });

  test('finishes the change of address by which they came', async () => {
    stands(aSubscriber({ id: old, status: 'moved', movedTo: ann, movedAt: start }));
    stands(aSubscriber({ movedFrom: old, welcomeSentAt: start }));
    expect((await confirms()).outcome).toBe('already-confirmed');
    expect(w.subscribers.person(old).moveFinishedAt).toBe(start);
  });
});

describe('who comes back', () => {
  const both = { one: earlier({ hours: 400 }), two: earlier({ hours: 200 }) };
  const all = { ...both, three: earlier({ hours: 100 }) };
  test.each<[string, Subscriber, Partial<SignUp>, boolean]>([
    ['had some lessons', aSubscriber({ status: 'unsubscribed', sent: both }), {}, false],
    ['had all lessons, and then left', aSubscriber({ status: 'unsubscribed', sent: all }), {}, true],
    ['had all lessons', aSubscriber({ status: 'completed', sent: all }), {}, true],
    ['completed it before it had more', aSubscriber({ status: 'completed', sent: both }), {}, true],
    ['stopped half way', aSubscriber({ status: 'completed', stoppedAt: start, sent: both }), {}, false],
    ['completed another series', aSubscriber({ status: 'completed', series: 'another', sent: both }), {}, false],
    ['skipped what was left', aSubscriber({ status: 'unsubscribed', sent: both, leftOut: ['three'] }), {}, true],
    ['had some lessons, and erased all else', aGone({ sent: both }), {}, false],
    ['had all lessons, and erased all else', aGone({ sent: all }), {}, true],
    ['had none, and erased all else', aGone(), {}, false],
    [
      'chose a series that is offered no more',
      aSubscriber({ status: 'unsubscribed', sent: all }),
      { series: 'another' },
      false,
    ],
  ])('goes on, or starts again: who %s', async (_who, was, chosen, startsOver) => {
    stands(was);
    await asks(chosen);
    expect((await confirms()).outcome).toBe('confirmed');
    const { sent, leftOut } = w.subscribers.person(ann);
    expect([sent, leftOut]).toEqual([startsOver ? {} : ((was as Person).sent ?? {}), undefined]);
  });

  test('keeps the epoch of their links, and their consent', async () => {
    stands(aSubscriber({ status: 'unsubscribed', epoch: 4, healthConsent: agreed }));
    await asks({ branch: 'desk' });
    await confirms();
    expect(w.subscribers.person(ann)).toMatchObject({ epoch: 4, healthConsent: agreed, branch: 'desk' });
    expect(w.subscribers.healthConsents.size).toBe(0);
  });
});

describe('who moves here', () => {
  const moves = (changes: Partial<SignUp> = {}) => asks({ movesFrom: old, movesFromEpoch: 0, ...changes });
  const there = (changes: Partial<Person> = {}) => aSubscriber({ id: old, address: 'old@example.org', ...changes });

  test('brings everything along as it stands now, and is not welcomed again', async () => {
    await moves({ firstName: 'Before', preferences: preferences() });
    stands(there({ firstName: 'Now', preferences: preferences({ sendTime: '18:30' }), sent: { one: start } }));
    const subscriber = aSubscriber({
      firstName: 'Now',
      preferences: preferences({ sendTime: '18:30' }),
      sent: { one: start },
      dueFrom: '2026-11-02T06:15:00Z',
      confirmedAt: start,
      movedFrom: old,
    });
    expect(await confirms()).toEqual({ outcome: 'confirmed', subscriber, moved: true });
    expect(w.subscribers.person(old)).toMatchObject({ status: 'moved', movedTo: ann, moveFinishedAt: start });
    expect(w.jobs).toEqual([told]);
    expect(w.forgotten).toHaveLength(1);
    expect((await w.control.planning()).inUse).toEqual([{ zone: 'Europe/Berlin', localTimes: new Set(['18:30']) }]);
  });

  test('brings a consent along, which is recorded here', async () => {
    await moves();
    stands(there({ healthConsent: agreed, branch: 'desk' }));
    await confirms();
    expect(w.subscribers.person(ann)).toMatchObject({ healthConsent: agreed, branch: 'desk' });
    expect([...w.subscribers.healthConsents]).toEqual([[`${ann}/${agreed.at}`, { ...agreed, confirmedAt: start }]]);
  });

  test('leaves nothing of an earlier record here, in any field that moves, but a consent', async () => {
    await moves();
    const { suppression: _, ...earlierRecord } = fullPerson;
    stands({ ...earlierRecord, status: 'unsubscribed' });
    const from = stands(there());
    await confirms();
    const arrived = w.subscribers.person(ann);
    for (const name of fieldNames.filter((one) => fields[one].moves && one !== 'healthConsent')) {
      expect([name, arrived[name]]).toEqual([name, from[name]]);
    }
    // What they said then may still be here.
    expect(arrived.healthConsent).toEqual(fullPerson.healthConsent);
    // And links from then are void.
    expect(arrived.epoch).toBe(fullPerson.epoch + 1);
  });

  test.each<[string, Subscriber, string]>([
    ['a mail to the old address is on its way', there({ claim: { id: 'c', delivery: 'd', at: start } }), 'busy'],
    ['they left there', there({ status: 'unsubscribed' }), 'gone'],
    ['they made the link void', there({ epoch: 1 }), 'gone'],
  ])('waits or stays away where %s', async (_why, from, outcome) => {
    await moves();
    stands(from);
    expect(await confirms()).toEqual({ outcome });
    expect([w.subscribers.profiles.get(ann), w.jobs, isSignedUp()]).toEqual([undefined, [], true]);
  });

  test('and left here since then, stays away although a crash left the sign-up behind', async () => {
    await moves();
    stands(there({ status: 'moved', movedTo: ann, movedAt: start }));
    stands(aSubscriber({ status: 'unsubscribed', movedFrom: old, confirmedAt: start }));
    expect(await confirms()).toEqual({ outcome: 'gone' });
    expect([w.subscribers.person(ann).status, w.jobs]).toEqual(['unsubscribed', []]);
  });

  test.each<[string, Subscriber | undefined, string]>([
    ['was confirmed in time', there({ status: 'moved', movedTo: ann, movedAt: start }), 'confirmed'],
    ['was not', there(), 'gone'],
    ['went elsewhere', there({ status: 'moved', movedTo: idOf('ben'), movedAt: start }), 'gone'],
    ['was ended there', there({ status: 'unsubscribed', movedTo: ann }), 'gone'],
    ['is of nobody', undefined, 'gone'],
  ])('by a sign-up that has run out arrives only where the change %s', async (_what, from, outcome) => {
    await moves({ expiresAt: start });
    if (from !== undefined) stands(from);
    // A link of another sign-up is told first that this one has run out.
    expect((await confirms('another')).outcome).toBe(outcome === 'gone' ? 'gone' : 'changed-since');
    expect((await confirms()).outcome).toBe(outcome);
  });
});

describe('what somebody who joins brings along', () => {
  const now = Temporal.Instant.from(start);
  const brings = (changes: Partial<SignUp>, was?: Subscriber) => arrivalOf(aSignUp(changes), now, was);

  test('is what they chose', () => {
    expect(brings({ healthConsent: agreed, branch: 'desk' })).toEqual({
      address: 'ann@example.org',
      firstName: 'Ann',
      preferences: preferences(),
      series: 'test-series',
      healthConsent: agreed,
      branch: 'desk',
      status: 'active',
      dueFrom: '2026-11-02T06:15:00Z',
      confirmedAt: start,
    });
  });

  test.each<[string, Partial<SignUp>, Subscriber | undefined, string | undefined]>([
    ['what the link says', { from: 'clinic-north' }, aSubscriber({ from: 'walks' }), 'clinic-north'],
    ['what an earlier one said', {}, aSubscriber({ from: 'walks' }), 'walks'],
    ['nothing', {}, aSubscriber(), undefined],
  ])('is where they came from: %s', (_which, changes, was, from) => {
    expect(brings(changes, was).from).toBe(from);
  });

  test.each<[string, Partial<SignUp>, Subscriber | undefined, object | undefined]>([
    ['a new one', { healthConsent: agreed }, aSubscriber({ healthConsent: { ...agreed, at: start } }), agreed],
    ['an earlier one', {}, aSubscriber({ healthConsent: agreed }), agreed],
    ['none', {}, aSubscriber(), undefined],
    ['none, of who is erased', {}, aGone({ healthConsent: agreed } as never), undefined],
    ['none, of who is new', {}, undefined, undefined],
  ])('has a branch only by a consent: %s', (_which, changes, was, healthConsent) => {
    expect(brings({ branch: 'desk', ...changes }, was)).toMatchObject({
      healthConsent,
      branch: healthConsent && 'desk',
    });
  });
});
