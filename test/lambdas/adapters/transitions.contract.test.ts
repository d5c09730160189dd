import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoCheckIns } from '../../../lambdas/adapters/dynamo/check-ins.ts';
import { subscriberKey } from '../../../lambdas/core/kit/table-keys.ts';
import { dynamoMailTurns } from '../../../lambdas/adapters/dynamo/mail-turns.ts';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { changeSeries, keepMonthly, startAgain } from '../../../lambdas/core/actions/changing.ts';
import { eraseSubscriber } from '../../../lambdas/core/actions/erasing.ts';
import { fieldNames, fields, type FieldName, type Transition } from '../../../lambdas/core/person/fields.ts';
import { leave, undoUnsubscribe } from '../../../lambdas/core/actions/unsubscribing.ts';
import { askToMove } from '../../../lambdas/core/actions/changing-address.ts';
import type { Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import { confirmSignUp } from '../../../lambdas/core/actions/sign-up.ts';
import type { Profile } from '../../../lambdas/core/person/subscriber.ts';
import { aSeries, aSignUp, idOf, libraryOf, preferences } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { fullPerson } from '../../support/full-person.ts';
import { memoryMailTurns } from '../../support/memory-limits.ts';
import { memoryDiary, memoryPersonalData, memorySubscribers } from '../../support/memory-subscribers.ts';

/*
 * Every field, through every transition, in every store: what is stored afterwards is what the table of fields says. Each transition is the real one, from
 * somebody of whom every field is stored.
 */

const now = Temporal.Instant.from('2026-11-24T12:00:00Z');
const nextTick = '2026-11-24T12:15:00Z';
const id = idOf('ann');
const newId = idOf('ann-new');
const mailbox = 'ann.new@example.org';

interface Store {
  put: (profile: Profile) => Promise<void>;
  subscribers: Subscribers;
  deps: Parameters<typeof confirmSignUp>[1] & Parameters<typeof eraseSubscriber>[1];
}

const sleep = { ...aSeries(['evening', 'night']), id: 'sleep' };
const common = {
  clock: { now: () => now },
  control: { rememberSlot: async () => undefined },
  series: libraryOf(aSeries(), sleep),
  queues: { account: async () => undefined },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined },
  keyring: { subscriberId: () => newId, sign: never, verify: never, signWebhook: never },
};
function never(): never {
  throw new Error('Nothing is signed here.');
}

let emulators: TestEmulators | undefined;
const onEmulator = (dynamo: 'dynoxide' | 'dynalite') => ({
  start: async () => void (emulators = await startEmulators({ dynamo })),
  fresh: async (): Promise<Store> => {
    const table = openTable(await emulators!.freshTable(), emulators!.clients.dynamo);
    const subscribers = dynamoSubscribers(table);
    return {
      subscribers,
      put: async (profile) => {
        const Item = { ...subscriberKey(profile.id), ...profile };
        await table.documents.put({ TableName: table.name, Item });
      },
      deps: {
        ...common,
        subscribers,
        diary: dynamoCheckIns(table),
        mailTurns: dynamoMailTurns(table),
        personalData: dynamoPersonalData(table),
      },
    };
  },
  stop: async () => emulators!.stop(),
});
const inMemory = {
  start: async () => undefined,
  fresh: async (): Promise<Store> => {
    const subscribers = memorySubscribers();
    return {
      subscribers,
      put: async (profile) => void subscribers.profiles.set(profile.id, structuredClone(profile) as never),
      deps: {
        ...common,
        subscribers,
        diary: memoryDiary(),
        mailTurns: memoryMailTurns(),
        personalData: memoryPersonalData(subscribers),
      },
    };
  },
  stop: async () => undefined,
};

const signUp = aSignUp({
  firstName: 'Anna',
  address: 'Ann@Example.org',
  preferences: preferences({ lessonDay: 3 }),
  weeksBetween: 2,
  importedBy: 'another-list',
  from: 'walks',
  requestedAt: '2026-11-24T11:00:00Z',
  expiresAt: '2026-12-01T11:00:00Z',
});
const arrives = {
  address: signUp.address,
  firstName: 'Anna',
  preferences: signUp.preferences,
  weeksBetween: 2,
  importedBy: 'another-list',
  from: 'walks',
  series: 'test-series',
  status: 'active',
  dueFrom: nextTick,
  confirmedAt: '2026-11-24T12:00:00Z',
  branch: undefined,
  // A new sign-up takes no consent back.
  healthConsent: fullPerson.healthConsent,
};

/** What `sent` had is not forgotten with it. */
const hadBefore = ['one', 'three', 'two', 'zero'];

interface Case {
  /** Columns of the table that apply, the first of them before the others. */
  columns: Transition[];
  from: Partial<Profile>;
  /** A field that is not stored before: who stopped half way does not start over. */
  lacks?: 'stoppedAt';
  act: (store: Store) => Promise<unknown>;
  settled: { [Name in FieldName]?: unknown };
}

const cases: [string, Case][] = [
  [
    'signing up again after leaving',
    {
      columns: ['signUpAgain'],
      from: { status: 'unsubscribed', sent: { one: '2026-09-07T05:00:00Z' } },
      act: async ({ subscribers, deps }) => {
        await subscribers.recordSignUp(signUp);
        return confirmSignUp(id, deps);
      },
      settled: arrives,
    },
  ],
  [
    'signing up again after the course',
    {
      columns: ['signUpAgain', 'startOver'],
      from: { status: 'completed' },
      lacks: 'stoppedAt',
      act: async ({ subscribers, deps }) => {
        await subscribers.recordSignUp(signUp);
        return confirmSignUp(id, deps);
      },
      settled: { ...arrives, sent: {}, hadBefore },
    },
  ],
  [
    'starting over after the course',
    {
      columns: ['startOver'],
      from: { status: 'completed' },
      act: async ({ deps }) => startAgain(id, deps),
      // A lesson a month is no pace for a whole course.
      settled: { status: 'active', sent: {}, hadBefore, dueFrom: nextTick, weeksBetween: undefined },
    },
  ],
  [
    'keeping one lesson a month',
    {
      columns: ['keepMonthly'],
      from: { status: 'completed', weeksBetween: 1, preferences: { ...fullPerson.preferences, reminderDays: [3, 6] } },
      act: async ({ deps }) => keepMonthly(id, { monthly: ['three'], lessons: aSeries().lessons }, deps),
      settled: {
        status: 'active',
        sent: { one: fullPerson.sent['one'], two: fullPerson.sent['two'] },
        hadBefore,
        weeksBetween: 4,
        preferences: { ...fullPerson.preferences, reminderDays: [] },
        dueFrom: nextTick,
      },
    },
  ],
  [
    'changing the series after the course',
    {
      columns: ['changeSeries'],
      from: { status: 'completed' },
      act: async ({ deps }) => changeSeries(id, sleep, deps),
      settled: {
        status: 'active',
        series: 'sleep',
        dueFrom: nextTick,
        pausedUntil: undefined,
        weeksBetween: undefined,
        wentOnAt: '2026-11-24T12:00:00Z',
      },
    },
  ],
  [
    'changing the series on the way',
    {
      columns: ['changeSeries'],
      from: { status: 'active', weeksBetween: 2 },
      act: async ({ deps }) => changeSeries(id, sleep, deps),
      settled: {
        status: 'active',
        series: 'sleep',
        dueFrom: fullPerson.dueFrom,
        pausedUntil: fullPerson.pausedUntil,
        weeksBetween: 2,
        wentOnAt: '2026-11-24T12:00:00Z',
      },
    },
  ],
  [
    'leaving',
    {
      columns: ['leave'],
      from: { status: 'active' },
      act: async ({ deps }) => leave(id, { farewell: true }, deps),
      settled: {
        status: 'unsubscribed',
        unsubscribedAt: '2026-11-24T12:00:00Z',
        farewellAskedAt: '2026-11-24T12:00:00Z',
      },
    },
  ],
  [
    'taking leaving back',
    {
      columns: ['undoUnsubscribe'],
      from: { status: 'unsubscribed' },
      act: async ({ deps }) => undoUnsubscribe(id, deps),
      // Their course had ended.
      settled: { status: 'completed', dueFrom: nextTick },
    },
  ],
  [
    'erasing everything',
    {
      columns: ['erase'],
      from: { status: 'active' },
      act: async ({ deps }) => eraseSubscriber(id, deps),
      // The instant of the first erasing stands.
      settled: { status: 'erased', erasedAt: fullPerson.erasedAt, epoch: fullPerson.epoch + 1 },
    },
  ],
];

describe.each([
  ['DynamoDB as dynoxide speaks it', onEmulator('dynoxide')],
  ['DynamoDB as dynalite speaks it', onEmulator('dynalite')],
  ['memory', inMemory],
])('in %s', (_store, home) => {
  beforeAll(home.start);
  afterAll(home.stop);

  describe.each(cases)('%s', (_name, { columns, from, lacks, act, settled }) => {
    const { stoppedAt, ...others } = fullPerson;
    const before: Profile = { ...others, ...(lacks === undefined && { stoppedAt }), ...from };
    let acted: unknown;
    let after: Record<string, unknown> | undefined;
    beforeAll(async () => {
      const store = await home.fresh();
      await store.put(before);
      acted = await act(store);
      after = { ...(await store.subscribers.find(id)) };
    });

    test.each(fieldNames.filter((name) => !(fields[name].by as readonly string[]).includes('store')))(
      'does to %s what the table says',
      (name) => {
        const effects = columns.map((column) => fields[name].on[column]);
        const effect = effects.find((one) => one !== 'keep') ?? 'keep';
        const wanted = { keep: before[name], drop: undefined, set: settled[name] }[effect];
        expect(after?.[name]).toEqual(wanted);
        expect(effect === 'set').toBe(name in settled);
      },
    );

    test('counts as one more change', () => {
      expect(acted).not.toBe(false);
      expect(after?.['version']).toBe(before.version + 1);
    });
  });

  describe('a change of address', () => {
    let moved: Record<string, unknown> | undefined;
    beforeAll(async () => {
      const store = await home.fresh();
      const { movedTo: _, ...here } = fullPerson;
      await store.put({ ...here, status: 'active' });
      await askToMove(id, { mailbox, identity: mailbox }, store.deps);
      await confirmSignUp(newId, store.deps);
      moved = { ...(await store.subscribers.find(newId)) };
    });

    test.each(fieldNames.filter((name) => !(fields[name].by as readonly string[]).includes('store')))(
      'carries %s over or leaves it, as the table says',
      (name) => {
        const arrived: Partial<Record<FieldName, unknown>> = { ...arrives, address: mailbox, movedFrom: id };
        expect(moved?.[name]).toEqual(fields[name].moves ? fullPerson[name] : arrived[name]);
      },
    );
  });
});
