import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { setByHand } from '../../../lambdas/core/time/planned-walls.ts';
import type { Claim } from '../../../lambdas/core/person/delivery.ts';
import {
  askedKinds,
  deliveryName,
  isToSignUp,
  mailKinds,
  weeklyKinds,
  type AskedKind,
  type WeeklyKind,
} from '../../../lambdas/core/mail/mail-kinds.ts';
import { slotShards } from '../../../lambdas/core/sending/slot-shards.ts';
import type { Control } from '../../../lambdas/core/sending/control.ts';
import type { DeliveryRecord } from '../../../lambdas/core/mail/claims.ts';
import type { Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import type { PersonChanges } from '../../../lambdas/core/person/subscriber.ts';
import { aSignUp, aSubscriber, idOf, preferences } from '../../support/builders.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';
import { memoryControl, memorySubscribers } from '../../support/memory-subscribers.ts';
import { joins, aConsent, personIn } from '../../support/people.ts';
import { arrival } from '../../../lambdas/core/person/transitions.ts';
import { arrivalOf } from '../../../lambdas/core/actions/sign-up.ts';

/*
 * One contract, held by every store: both DynamoDB engines of the local home, spoken to over HTTP, and the store in memory that the
 * simulations use.
 */

const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const aClaim = (id: string, delivery = 'lesson:2026-11-02'): Claim => ({
  id: idOf(id),
  delivery,
  at: '2026-11-02T06:00:00Z',
});

let engines: TestEngines | undefined;
const onEngine = (dynamo: 'dynoxide' | 'dynalite') => ({
  start: async () => void (engines = await startEngines({ dynamo })),
  fresh: async () => {
    const table = openTable(await engines!.freshTable(), engines!.clients.dynamo);
    return { subscribers: dynamoSubscribers(table), control: dynamoControl(table) };
  },
  stop: async () => engines!.stop(),
});
const inMemory = {
  start: async () => undefined,
  fresh: async () => ({ subscribers: memorySubscribers() as Subscribers, control: memoryControl() }),
  stop: async () => undefined,
};

describe.each([
  ['DynamoDB as dynoxide speaks it', onEngine('dynoxide')],
  ['DynamoDB as dynalite speaks it', onEngine('dynalite')],
  ['memory', inMemory],
])('people stored in %s', (_name, home) => {
  let people: Subscribers;
  let control: Control;
  beforeAll(home.start);
  afterAll(home.stop);
  beforeEach(async () => {
    ({ subscribers: people, control } = await home.fresh());
  });
  const join = async (changes: Parameters<typeof aSubscriber>[0] = {}) => {
    const person = aSubscriber(changes);
    expect(await joins(people, person)).toEqual(person);
    return person;
  };

  const take = async (kind: WeeklyKind | AskedKind, claim: Claim) => {
    if (isToSignUp(kind)) return people.claimSignUp(idOf('ann'), { kind, claim });
    const isWeekly = (one: WeeklyKind | AskedKind): one is WeeklyKind => mailKinds[one].queue === 'send';
    return people.claim(idOf('ann'), isWeekly(kind) ? { kind, slot, claim } : { kind, claim });
  };
  /** Claims a mail and has it delivered; false when it is refused. */
  const sendOnce = async (kind: WeeklyKind | AskedKind, at: string): Promise<boolean> => {
    const claim = { id: idOf(at.replaceAll(/\D/g, '')), delivery: deliveryName({ kind, on: at }), at };
    if (!(await take(kind, claim)).claimed) return false;
    const ofSlot = { localDate: slot.localDate, ...(kind === 'lesson' && { lesson: 'one' }) };
    const record: DeliveryRecord = { kind, claimId: claim.id, at, ...(mailKinds[kind].queue === 'send' && ofSlot) };
    return people.recordSent(idOf('ann'), record);
  };

  test('a sign-up becomes a subscriber and is gone', async () => {
    await people.recordSignUp(aSignUp());
    expect(await people.findSignUp(idOf('ann'))).toEqual({ ...aSignUp(), firstRequestedAt: aSignUp().requestedAt });
    const person = await join();
    expect(await people.find(idOf('ann'))).toEqual(person);
    expect(await people.findSignUp(idOf('ann'))).toBeUndefined();
  });

  test('a new sign-up replaces what was typed, not what is known of its mails', async () => {
    await people.recordSignUp(aSignUp());
    await people.claimSignUp(idOf('ann'), { kind: 'confirmation', claim: aClaim('c1', 'confirmation:x') });
    await people.recordSent(idOf('ann'), {
      kind: 'confirmation',
      claimId: idOf('c1'),
      at: '2026-11-02T06:00:00Z',
    });
    await people.recordSignUp(aSignUp({ firstName: 'Anna' }));
    expect(await people.findSignUp(idOf('ann'))).toMatchObject({
      firstName: 'Anna',
      confirmationMailedAt: '2026-11-02T06:00:00Z',
    });
  });

  test('two confirmations at once make one subscriber', async () => {
    const person = aSubscriber();
    const both = await Promise.all([person, person].map((one) => joins(people, one)));
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  test('a confirmation based on an old read is refused: a complaint that came meanwhile stands', async () => {
    await join({ status: 'unsubscribed' });
    await people.recordSignUp(aSignUp());
    const was = await people.find(idOf('ann'));
    await people.suppress(idOf('ann'), 'complained', { reason: 'complaint', at: '2026-11-02T06:00:00Z' });
    const changes = arrival(arrivalOf(aSignUp(), Temporal.Instant.from('2026-11-02T06:00:00Z'), was), {
      startsOver: false,
    });
    expect(await people.activate(idOf('ann'), changes, aConsent, was)).toBeUndefined();
    expect(await people.find(idOf('ann'))).toMatchObject({ status: 'complained' });
    expect(await people.findSignUp(idOf('ann'))).toBeDefined();
  });

  test('a change based on an old read is refused', async () => {
    const was = await join();
    expect(await people.change(was, { firstName: 'Anna' })).toBe(true);
    expect(await people.change(was, { firstName: 'Annie' })).toBe(false);
    expect(await people.find(was.id)).toMatchObject({ firstName: 'Anna', version: was.version + 1 });
  });

  test('someone who comes back keeps the lessons they had, and loses the marks of leaving', async () => {
    const was = await join();
    await people.claim(was.id, { kind: 'lesson', slot, claim: aClaim('c1') });
    await people.recordSent(was.id, {
      kind: 'lesson',
      claimId: idOf('c1'),
      localDate: slot.localDate,
      lesson: 'one',
      at: '2026-11-02T06:00:01Z',
    });
    const before = await personIn(people, was.id);
    await people.change(before, { status: 'unsubscribed', unsubscribedAt: '2026-11-03T00:00:00Z' });
    const left = await personIn(people, was.id);
    const settled = arrivalOf(aSignUp(), Temporal.Instant.from('2026-11-04T00:00:00Z'), left);
    const back = await people.activate(was.id, arrival(settled, { startsOver: false }), aConsent, left);
    expect(back).toMatchObject({ status: 'active', sent: { one: '2026-11-02T06:00:01Z' }, lessonSentOn: '2026-11-02' });
    expect(back?.unsubscribedAt).toBeUndefined();
    expect(back).toEqual(await people.find(was.id));
  });

  describe('a claim', () => {
    test('is the read: it returns the whole person', async () => {
      const person = await join();
      const claim = aClaim('c1');
      const taken = await people.claim(person.id, { kind: 'lesson', slot, claim });
      expect(taken).toEqual({ claimed: true, item: { ...person, claim } });
      expect(await people.heldClaim(person.id, 'lesson')).toEqual(claim);
    });

    test('is taken once, however many try at the same time', async () => {
      const person = await join();
      const tries = Array.from({ length: 20 }, (_, index) =>
        people.claim(person.id, { kind: 'lesson', slot, claim: aClaim(`c${index}`) }),
      );
      const taken = (await Promise.all(tries)).filter(({ claimed }) => claimed);
      expect(taken).toHaveLength(1);
    });

    test('that is refused shows what stands in the way', async () => {
      const person = await join();
      await people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
      const second = await people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c2') });
      expect(second).toEqual({ claimed: false, item: { ...person, claim: aClaim('c1') } });
      expect(await people.claim(idOf('nobody'), { kind: 'lesson', slot, claim: aClaim('c1') })).toEqual({
        claimed: false,
        item: undefined,
      });
    });

    test('can be released by its owner only', async () => {
      const person = await join();
      await people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
      await people.releaseClaim(person.id, 'lesson', idOf('other'));
      expect(await people.heldClaim(person.id, 'lesson')).toBeDefined();
      await people.releaseClaim(person.id, 'lesson', idOf('c1'));
      expect(await people.heldClaim(person.id, 'lesson')).toBeUndefined();
    });

    test.each([
      ['who left', { status: 'unsubscribed' as const }],
      ['who paused beyond the day', { pausedUntil: '2026-11-03' }],
      ['who moved to another slot', { preferences: preferences({ sendTime: '07:15' }) }],
      ['whose arrangement begins later', { dueFrom: '2026-11-02T06:15:00Z' }],
    ])('on someone %s is refused', async (_why, changes) => {
      const was = await join();
      await people.change(was, changes);
      expect(await people.claim(was.id, { kind: 'lesson', slot, claim: aClaim('c1') })).toMatchObject({
        claimed: false,
      });
    });

    test('for a slot that was served is refused', async () => {
      const person = await join();
      for (const [kind, record] of [
        ['lesson', { kind: 'lesson', lesson: 'one', localDate: slot.localDate }],
        ['reminder', { kind: 'reminder', localDate: slot.localDate }],
      ] as const) {
        await people.claim(person.id, { kind, slot, claim: aClaim(kind) });
        expect(await people.recordSent(person.id, { ...record, claimId: idOf(kind), at: '2026-11-02T06:00:01Z' })).toBe(
          true,
        );
        expect(await people.claim(person.id, { kind, slot, claim: aClaim('again') })).toMatchObject({ claimed: false });
      }
    });

    test('confirmed twice leaves one record', async () => {
      const person = await join();
      await people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
      const record = { kind: 'lesson', claimId: idOf('c1'), lesson: 'one', localDate: slot.localDate } as const;
      expect(await people.recordSent(person.id, { ...record, at: '2026-11-02T06:00:01Z' })).toBe(true);
      expect(await people.recordSent(person.id, { ...record, at: '2026-11-02T06:00:09Z' })).toBe(false);
      expect(await people.find(person.id)).toMatchObject({ sent: { one: '2026-11-02T06:00:01Z' } });
    });

    test('of a welcome or farewell mail is taken once ever', async () => {
      const person = await join();
      await people.claim(person.id, { kind: 'welcome', claim: aClaim('w', 'welcome:x') });
      await people.recordSent(person.id, { kind: 'welcome', claimId: idOf('w'), at: '2026-11-02T06:00:00Z' });
      expect(await people.claim(person.id, { kind: 'welcome', claim: aClaim('w2') })).toMatchObject({ claimed: false });
      expect(await people.claim(person.id, { kind: 'farewell', claim: aClaim('f') })).toMatchObject({ claimed: false });
      const stored = await personIn(people, person.id);
      await people.change(stored, { status: 'unsubscribed', farewellAskedAt: '2026-11-02T06:00:00Z' });
      expect(await people.claim(person.id, { kind: 'farewell', claim: aClaim('f') })).toMatchObject({ claimed: true });
    });

    test.each(['link', 'confirmation'] as const)(
      'of a %s is refused within ten minutes, and a third time within a day',
      async (kind) => {
        await join();
        await people.recordSignUp(aSignUp());
        expect(await sendOnce(kind, '2026-11-02T06:00:00Z')).toBe(true);
        expect(await sendOnce(kind, '2026-11-02T06:09:59Z')).toBe(false);
        expect(await sendOnce(kind, '2026-11-02T06:10:00Z')).toBe(true);
        expect(await sendOnce(kind, '2026-11-03T05:59:59Z')).toBe(false);
        expect(await sendOnce(kind, '2026-11-03T06:00:00Z')).toBe(true);
      },
    );

    test('of a lesson on demand is refused within three days', async () => {
      await join();
      expect(await sendOnce('on-demand', '2026-11-02T06:00:00Z')).toBe(true);
      expect(await sendOnce('on-demand', '2026-11-05T05:59:59Z')).toBe(false);
      expect(await sendOnce('on-demand', '2026-11-05T06:00:00Z')).toBe(true);
    });
  });

  describe('each kind of mail', () => {
    const at = '2026-11-02T06:00:00Z';
    /** Somebody who may get it. */
    const joinFor = async (kind: WeeklyKind | AskedKind) => {
      const was = await join();
      await people.recordSignUp(aSignUp());
      const row = mailKinds[kind];
      if (row.item !== 'subscriber') return;
      const [status] = row.status;
      await people.change(was, {
        status,
        ...('has' in row && { [row.has]: row.has === 'pausedUntil' ? '2026-11-01' : at }),
      });
    };

    test.each([...weeklyKinds, ...askedKinds].map((kind) => [kind] as const))(
      'cannot be claimed again at once: %s',
      async (kind) => {
        await joinFor(kind);
        expect(await sendOnce(kind, at)).toBe(true);
        expect(await sendOnce(kind, at)).toBe(false);
      },
    );

    const answers = ['paused', 'resumed', 'link'] as const;
    test.each(answers.flatMap((first) => answers.map((second) => [second, first] as const)))(
      'a %s mail is refused within ten minutes of a %s mail',
      async (second, first) => {
        await joinFor(first);
        expect(await sendOnce(first, at)).toBe(true);
        const pausedUntil = second === 'paused' ? '2026-12-01' : undefined;
        await people.change((await people.find(idOf('ann')))!, { pausedUntil });
        expect(await sendOnce(second, '2026-11-02T06:09:59Z')).toBe(false);
        expect(await sendOnce(second, '2026-11-02T06:10:00Z')).toBe(true);
      },
    );

    const everyKind = [...weeklyKinds, ...askedKinds].filter((kind) => !isToSignUp(kind));
    /** Claims each of these for somebody who is as described, and returns which could be. */
    const claimable = async (changes: PersonChanges, kinds: readonly (WeeklyKind | AskedKind)[]) => {
      await people.change((await people.find(idOf('ann'))) ?? (await join()), changes);
      const claimed: string[] = [];
      for (const kind of kinds) {
        const claim = { ...aClaim(kind), at };
        if ((await take(kind, claim)).claimed) claimed.push(kind);
        await people.releaseClaim(idOf('ann'), kind, claim.id);
      }
      return claimed;
    };

    test.each<[string, PersonChanges, string[]]>([
      ['active', {}, ['lesson', 'reminder', 'on-demand', 'welcome', 'resumed', 'link']],
      ['in a pause', { pausedUntil: '2026-12-01' }, ['on-demand', 'welcome', 'paused', 'link']],
      ['through the course', { status: 'completed' }, ['on-demand', 'link']],
    ])('comes to somebody who may get it: %s', async (_who, changes, expected) => {
      const known = ['lesson', 'reminder', 'on-demand', 'welcome', 'paused', 'resumed', 'farewell', 'link'] as const;
      expect(await claimable({ farewellAskedAt: at, ...changes }, known)).toEqual(expected);
    });

    test.each<[string, PersonChanges, string[]]>([
      ['unsubscribed', { status: 'unsubscribed', farewellAskedAt: undefined }, []],
      ['unsubscribed and asked to hear so', { status: 'unsubscribed' }, ['farewell']],
      ['bounced', { status: 'bounced' }, []],
      ['complained', { status: 'complained' }, []],
      ['moved', { status: 'moved' }, ['moved']],
    ])('but the farewell stays away from somebody who is gone: %s', async (_who, changes, expected) => {
      for (const pausedUntil of ['2026-11-01', undefined]) {
        expect(await claimable({ farewellAskedAt: at, pausedUntil, ...changes }, everyKind)).toEqual(expected);
      }
    });

    const longAgo = '1970-01-01T00:00:00Z';
    test.each<[WeeklyKind | AskedKind, object]>([
      ['lesson', { lessonSentOn: slot.localDate, sent: { one: at } }],
      ['reminder', { reminderSentOn: slot.localDate }],
      ['on-demand', { onDemandSentAt: at }],
      ['confirmation', { confirmationMailedAt: at, confirmationMailedBefore: longAgo }],
      ['welcome', { welcomeSentAt: at }],
      ['paused', { linkMailedAt: at, linkMailedBefore: longAgo }],
      ['resumed', { linkMailedAt: at, linkMailedBefore: longAgo }],
      ['farewell', { farewellSentAt: at }],
      ['link', { linkMailedAt: at, linkMailedBefore: longAgo }],
    ])('leaves its mark and nothing else: %s', async (kind, mark) => {
      await joinFor(kind);
      const read = async () => (isToSignUp(kind) ? people.findSignUp(idOf('ann')) : people.find(idOf('ann')));
      const before = await read();
      await sendOnce(kind, at);
      expect(await read()).toEqual({ ...before, ...mark });
    });

    test('keeps the instant of the mail before the last', async () => {
      await join();
      await sendOnce('link', at);
      await sendOnce('link', '2026-11-02T07:00:00Z');
      expect(await people.find(idOf('ann'))).toMatchObject({
        linkMailedAt: '2026-11-02T07:00:00Z',
        linkMailedBefore: at,
      });
    });
  });

  test('the end of the series completes an active person and takes them out of the calendar', async () => {
    const person = await join();
    await people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
    const record = {
      kind: 'completion',
      claimId: idOf('c1'),
      localDate: slot.localDate,
      at: '2026-11-02T06:00:01Z',
    } as const;
    expect(await people.recordSent(person.id, record)).toBe(true);
    expect(await people.find(person.id)).toEqual({
      ...person,
      status: 'completed',
      completedAt: record.at,
      lessonSentOn: slot.localDate,
      version: person.version + 1,
    });
    expect((await people.pageDue('Europe/Berlin|07:00', { limit: 10 })).due).toEqual([]);
  });

  test('the end of the series does not bring back someone who left meanwhile', async () => {
    const person = await join();
    await people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
    await people.change((await people.find(person.id))!, { status: 'unsubscribed' });
    const record = {
      kind: 'completion',
      claimId: idOf('c1'),
      localDate: slot.localDate,
      at: '2026-11-02T06:00:01Z',
    } as const;
    expect(await people.recordSent(person.id, record)).toBe(true);
    const after = await personIn(people, person.id);
    expect(after.status).toBe('unsubscribed');
    expect(after.claim).toBeUndefined();
  });

  test('the end of one series does not end another, into which the person went meanwhile', async () => {
    const person = await join();
    await people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') });
    await people.change((await people.find(person.id))!, { series: 'another' });
    const at = '2026-11-02T06:00:01Z';
    const record = { kind: 'completion', claimId: idOf('c1'), localDate: slot.localDate, at } as const;
    expect(await people.recordSent(person.id, { ...record, series: 'test-series' })).toBe(true);
    const after = await personIn(people, person.id);
    expect(after).toMatchObject({ status: 'active', series: 'another' });
    expect(after.claim).toBeUndefined();
    expect((await people.pageDue('Europe/Berlin|07:00', { limit: 10 })).due).toHaveLength(1);
  });

  test('a slot lists everyone who stands in it, page by page', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await join({ id: idOf(name) });
    await join({ id: idOf('elsewhere'), preferences: preferences({ zone: 'Asia/Tokyo' }) });
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await people.pageDue('Europe/Berlin|07:00', { limit: 2, ...(after !== undefined && { after }) });
      found.push(...page.due.map(({ id }) => id));
      ({ after } = page);
    } while (after !== undefined);
    expect(found).toEqual(names.map(idOf));
    const [first] = (await people.pageDue('Asia/Tokyo|07:00', { limit: 10 })).due;
    expect(first).toEqual({ id: idOf('elsewhere'), days: 'L1R' });
  });

  test('a crowded slot can be read in parts; everyone is in exactly one', async () => {
    const names = ['-x', '_y', '0a', '9z', 'Ab', 'Zy', 'aB', 'zZ', 'mm'];
    for (const name of names) await join({ id: idOf(name) });
    const found: string[] = [];
    for (const part of slotShards) {
      const { due } = await people.pageDue('Europe/Berlin|07:00', { limit: 10, part });
      found.push(...due.map(({ id }) => id));
    }
    expect(found.toSorted()).toEqual(names.map(idOf).toSorted());
  });

  test('someone who moves, leaves or returns stands in the calendar accordingly', async () => {
    const standsIn = async (key: string) => (await people.pageDue(key, { limit: 10 })).due.length === 1;
    const was = await join();
    await people.change(was, { preferences: preferences({ sendTime: '08:00' }) });
    expect([await standsIn('Europe/Berlin|07:00'), await standsIn('Europe/Berlin|08:00')]).toEqual([false, true]);
    await people.change((await people.find(was.id))!, { status: 'unsubscribed' });
    expect(await standsIn('Europe/Berlin|08:00')).toBe(false);
    await people.change((await people.find(was.id))!, { status: 'active' });
    expect(await standsIn('Europe/Berlin|08:00')).toBe(true);
  });

  describe('suppression', () => {
    const bounce = { reason: 'bounce', at: '2026-11-02T06:00:00Z' } as const;
    const complaint = { reason: 'complaint', at: '2026-11-02T07:00:00Z' } as const;

    test('stops mail, and the first word stands', async () => {
      const person = await join();
      await people.suppress(person.id, 'bounced', bounce);
      await people.suppress(person.id, 'bounced', { ...bounce, at: '2026-12-01T00:00:00Z' });
      expect(await people.find(person.id)).toMatchObject({ status: 'bounced', suppression: bounce });
      expect(await people.claim(person.id, { kind: 'lesson', slot, claim: aClaim('c1') })).toMatchObject({
        claimed: false,
      });
      expect((await people.pageDue('Europe/Berlin|07:00', { limit: 10 })).due).toEqual([]);
    });

    test.each([['bounce first'], ['complaint first']])('of a complaint outranks a bounce: %s', async (order) => {
      const person = await join();
      const both = [
        () => people.suppress(person.id, 'bounced', bounce),
        () => people.suppress(person.id, 'complained', complaint),
      ];
      for (const tell of order === 'bounce first' ? both : both.reverse()) await tell();
      expect(await people.find(person.id)).toMatchObject({ status: 'complained', suppression: complaint });
    });

    test('of an address that never confirmed is remembered', async () => {
      await people.suppress(idOf('stranger'), 'bounced', bounce);
      expect(await people.find(idOf('stranger'))).toEqual({
        id: idOf('stranger'),
        version: 1,
        status: 'bounced',
        suppression: bounce,
      });
    });

    test('arriving while someone changes their settings is not overwritten', async () => {
      const was = await join();
      await people.suppress(was.id, 'complained', complaint);
      expect(await people.change(was, { firstName: 'Anna' })).toBe(false);
    });
  });

  test('the planner’s mark moves for one of two planners', async () => {
    expect((await control.planning()).plannedThrough).toBeUndefined();
    expect(await control.advance(undefined, '2026-11-02T06:00:00Z', setByHand)).toBe(true);
    const moves = [1, 2].map(() => control.advance('2026-11-02T06:00:00Z', '2026-11-02T06:15:00Z', setByHand));
    expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
    expect((await control.planning()).plannedThrough).toBe('2026-11-02T06:15:00Z');
  });

  test('slots are remembered, with zones as they were given', async () => {
    const given = [
      ['Asia/Calcutta', '07:00'],
      ['Asia/Kolkata', '07:00'],
      ['Asia/Calcutta', '18:15'],
      ['Asia/Calcutta', '07:00'],
    ] as const;
    await Promise.all(given.map(([zone, localTime]) => control.rememberSlot(zone, localTime)));
    const { inUse } = await control.planning();
    expect(new Map(inUse.map(({ zone, localTimes }) => [zone, new Set(localTimes)]))).toEqual(
      new Map([
        ['Asia/Calcutta', new Set(['07:00', '18:15'])],
        ['Asia/Kolkata', new Set(['07:00'])],
      ]),
    );
  });

  test('whoever hears of the event road, a late event is not overlooked', async () => {
    await control.hear({ at: '2026-11-02T06:00:00Z', late: false });
    await Promise.all([
      control.hear({ at: '2026-11-02T06:10:00Z', late: false }),
      control.hear({ at: '2026-11-02T06:10:00Z', late: true }),
      control.hear({ at: '2026-11-02T06:10:00Z', late: false }),
    ]);
    expect(await control.eventFeed()).toEqual({ openSince: '2026-11-02T06:10:00Z', heardAt: '2026-11-02T06:10:00Z' });
    await control.hear({ at: '2026-11-02T06:12:00Z', late: false });
    expect(await control.eventFeed()).toEqual({ openSince: '2026-11-02T06:10:00Z', heardAt: '2026-11-02T06:12:00Z' });
  });

  test('one of two may probe the event road', async () => {
    const probes = [1, 2].map(() => control.startProbe('2026-11-02T06:10:00Z', '2026-11-02T05:55:00Z'));
    expect((await Promise.all(probes)).filter(Boolean)).toHaveLength(1);
    expect((await control.eventFeed()).probedAt).toBe('2026-11-02T06:10:00Z');
  });

  describe('the gate', () => {
    const circuit = {
      reason: 'account',
      code: 'AccountSendingPausedException',
      openedAt: '2026-11-02T06:00:00Z',
      retryAt: '2026-11-02T06:10:00Z',
    } as const;

    test('is open unless somebody closed it', async () => {
      expect(await control.gate()).toEqual({});
      await control.halt({ why: 'wrong lesson', at: '2026-11-02T06:00:00Z' });
      expect(await control.gate()).toEqual({ halted: { why: 'wrong lesson', at: '2026-11-02T06:00:00Z' } });
      await control.resumeSending();
      await control.resumeSending();
      expect(await control.gate()).toEqual({});
    });

    test('remembers which table it stands in', async () => {
      const tableId = await control.tableId();
      expect(tableId).not.toBe('');
      await control.rememberTable(tableId);
      await control.rememberTable('another');
      expect((await control.gate()).tableId).toBe(tableId);
      await control.rememberTable('another', tableId);
      expect((await control.gate()).tableId).toBe('another');
    });

    test('remembers why the circuit broke first, and moves the retry on only', async () => {
      await control.openCircuit(circuit);
      await control.openCircuit({ ...circuit, reason: 'quota', code: 'later', retryAt: '2026-11-02T06:12:00Z' });
      await control.openCircuit({ ...circuit, retryAt: '2026-11-02T06:11:00Z' });
      expect((await control.gate()).circuit).toEqual({ ...circuit, retryAt: '2026-11-02T06:12:00Z' });
    });

    test('lets one of many try a broken circuit', async () => {
      await control.openCircuit(circuit);
      const tries = Array.from({ length: 8 }, () => control.claimTrialSend(circuit.retryAt, '2026-11-02T06:20:00Z'));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      await control.closeCircuit();
      expect(await control.gate()).toEqual({});
    });
  });
});
