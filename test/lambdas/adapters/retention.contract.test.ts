import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoCheckIns } from '../../../lambdas/adapters/dynamo/check-ins.ts';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { fieldNames, fields } from '../../../lambdas/core/person/fields.ts';
import { withdrawHealthConsent } from '../../../lambdas/core/actions/health-consent.ts';
import type { CheckIns } from '../../../lambdas/core/person/check-ins.ts';
import type { PersonalData } from '../../../lambdas/core/person/personal-data.ts';
import type { Subscribers } from '../../../lambdas/core/mail/subscribers.ts';
import { reduceGone } from '../../../lambdas/core/counting/retention.ts';
import { confirmSignUp } from '../../../lambdas/core/actions/sign-up.ts';
import type { Profile, Subscriber } from '../../../lambdas/core/person/subscriber.ts';
import { subscriberKey } from '../../../lambdas/core/kit/table-keys.ts';
import { aGone, aSeries, aSignUp, idOf, libraryOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { fullPerson } from '../../support/full-person.ts';
import { memoryDiary, memoryPersonalData, memorySubscribers } from '../../support/memory-subscribers.ts';
import { memoryMailTurns } from '../../support/memory-limits.ts';

/* What is left of people who are gone for long, in every store. */

const id = idOf('ann');
const now = Temporal.Instant.from('2028-01-01T00:00:00Z');
const clock = { now: () => now };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };
const terms = { completedMonths: 12 };

interface Store {
  put: (subscriber: Subscriber | Profile) => Promise<void>;
  subscribers: Subscribers;
  diary: CheckIns;
  personalData: PersonalData;
}

let emulators: TestEmulators | undefined;
const onEmulator = (dynamo: 'dynoxide' | 'dynalite') => ({
  start: async () => void (emulators = await startEmulators({ dynamo })),
  fresh: async (): Promise<Store> => {
    const table = openTable(await emulators!.freshTable(), emulators!.clients.dynamo);
    return {
      subscribers: dynamoSubscribers(table),
      diary: dynamoCheckIns(table),
      personalData: dynamoPersonalData(table),
      put: async (profile) => {
        const Item = { ...subscriberKey(profile.id), ...profile };
        await table.documents.put({ TableName: table.name, Item });
      },
    };
  },
  stop: async () => emulators!.stop(),
});
const inMemory = {
  start: async () => undefined,
  fresh: async (): Promise<Store> => {
    const subscribers = memorySubscribers();
    const diary = memoryDiary();
    return {
      subscribers,
      diary,
      personalData: memoryPersonalData(subscribers, diary),
      put: async (profile) => void subscribers.profiles.set(profile.id, structuredClone(profile) as Subscriber),
    };
  },
  stop: async () => undefined,
};

describe.each([
  ['DynamoDB as dynoxide speaks it', onEmulator('dynoxide')],
  ['DynamoDB as dynalite speaks it', onEmulator('dynalite')],
  ['memory', inMemory],
])('in %s', (_store, home) => {
  let store: Store;
  beforeAll(home.start);
  afterAll(home.stop);
  beforeEach(async () => void (store = await home.fresh()));

  const night = async () => reduceGone([id], { ...store, clock, terms, log }, () => 600_000);
  const kinds = async () => (await store.personalData.everything(id)).map(({ kind }) => kind).toSorted();
  const consent = { at: '2026-09-01T04:00:00Z', textVersion: '2026-11', source: 'landing-form' };

  /** Somebody of whom there is everything that can be. */
  async function everythingOf(status: Profile['status']) {
    await store.subscribers.activate(
      id,
      { ...fullPerson, status: 'active' },
      { ...consent, confirmedAt: consent.at },
      undefined,
    );
    await store.put({ ...fullPerson, status });
    await store.subscribers.recordSignUp(aSignUp({ expiresAt: '2028-01-05T00:00:00Z' }));
    await store.subscribers.recordHealthConsent(id, fullPerson.healthConsent);
    await moreOf();
  }
  async function moreOf() {
    await store.diary.record(id, { week: '2026-11-16', at: '2026-11-16T06:00:00Z', days: '0', note: 'mine' });
    for (let index = 0; index < 30; index += 1) {
      await store.subscribers.recordProblem(id, { at: '2026-11-16T06:00:00Z', key: `k${index}`, code: 'bounce' });
    }
  }

  test.each(['unsubscribed', 'bounced', 'complained', 'completed'] as const)(
    'of somebody %s long ago the fields that stay are left, the proof of consent, and a new sign-up',
    async (status) => {
      await everythingOf(status);
      expect(await night()).toBe(1);
      const staying = fieldNames.filter((name) => fields[name].stays && name !== 'format');
      const { format: _, ...left } = { ...(await store.subscribers.find(id)) } as Partial<Profile>;
      expect(left).toEqual({
        ...Object.fromEntries(staying.map((name) => [name, fullPerson[name]])),
        status,
        version: fullPerson.version + 1,
      });
      expect(await kinds()).toEqual(['consent', 'health-consent', 'profile', 'sign-up'].toSorted());
      expect(await store.diary.all(id)).toEqual([]);
    },
  );

  test('a night that is repeated changes nothing more', async () => {
    await everythingOf('unsubscribed');
    await night();
    const before = await store.personalData.everything(id);
    expect(await night()).toBe(0);
    expect(await store.personalData.everything(id)).toEqual(before);
  });

  test('what a crash left, or an event that came late, is deleted in the next night', async () => {
    await store.put(aGone({ status: 'unsubscribed', unsubscribedAt: '2026-11-20T05:00:00Z', sent: {} }));
    await moreOf();
    expect(await night()).toBe(1);
    expect(await kinds()).toEqual(['profile']);
  });

  test.each(['active', 'moved'] as const)('of somebody %s nothing is touched', async (status) => {
    await everythingOf(status);
    const before = await store.personalData.everything(id);
    expect(await night()).toBe(0);
    expect(await store.personalData.everything(id)).toEqual(before);
  });

  test('somebody who changes in that very moment is left as they are then', async () => {
    await everythingOf('unsubscribed');
    const was = (await store.subscribers.find(id))!;
    await store.subscribers.change(was, { status: 'active' });
    expect(await store.personalData.reduce(was)).toBe(false);
    expect(await store.subscribers.find(id)).toMatchObject({ status: 'active', firstName: 'Ann' });
    expect(await store.diary.all(id)).toHaveLength(1);
  });

  test('somebody who signs up again goes on where they left', async () => {
    await everythingOf('unsubscribed');
    await night();
    await confirmSignUp(id, {
      ...store,
      clock,
      log,
      control: { rememberSlot: async () => undefined },
      mailTurns: memoryMailTurns(),
      series: libraryOf(aSeries(['one', 'two', 'three', 'four'])),
      queues: { account: async () => undefined },
      keyring: { subscriberId: () => id, sign: never, verify: never, signWebhook: never },
    });
    expect(await store.subscribers.find(id)).toMatchObject({
      status: 'active',
      firstName: 'Ann',
      sent: fullPerson.sent,
    });
  });

  test('nobody is mailed of whom no more is left than that they had every lesson', async () => {
    await everythingOf('completed');
    await night();
    const claim = { id: idOf('claim'), delivery: 'link', at: '2028-01-02T00:00:00Z' };
    expect(await store.subscribers.claim(id, { kind: 'link', claim })).toMatchObject({
      claimed: false,
      item: { status: 'completed' },
    });
  });

  test('taking the consent to store data about health back deletes check-ins, and nothing else of the partition', async () => {
    await everythingOf('active');
    await withdrawHealthConsent(id, { ...store, clock, log });
    expect(await store.diary.all(id)).toEqual([]);
    const left = (await store.subscribers.find(id))!;
    for (const field of ['branch', 'recentCheckIns', 'healthConsent']) expect(left).not.toHaveProperty(field);
    const records = await store.personalData.everything(id);
    expect(records.find(({ kind }) => kind === 'health-consent')?.fields).toEqual({
      ...fullPerson.healthConsent,
      withdrawnAt: '2028-01-01T00:00:00Z',
    });
    expect(new Set(records.map(({ kind }) => kind))).toContain('consent');
  });
});

function never(): never {
  throw new Error('Nothing is signed here.');
}
