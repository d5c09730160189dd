import { setByHand } from '../../../lambdas/core/time/planned-walls.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoApiKeys } from '../../../lambdas/adapters/dynamo/api-keys.ts';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoCounts } from '../../../lambdas/adapters/dynamo/counts.ts';
import { dynamoCheckIns } from '../../../lambdas/adapters/dynamo/check-ins.ts';
import { dynamoLimits } from '../../../lambdas/adapters/dynamo/limits.ts';
import { dynamoClosedInboxes, dynamoMailTurns } from '../../../lambdas/adapters/dynamo/mail-turns.ts';
import { dynamoNotices } from '../../../lambdas/adapters/dynamo/notices.ts';
import { newWalk } from '../../../lambdas/core/course/notice.ts';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import type { DeliveryKind } from '../../../lambdas/core/mail/mail-kinds.ts';
import type { DeliveryRecord } from '../../../lambdas/core/mail/claims.ts';
import type { Person } from '../../../lambdas/core/person/subscriber.ts';
import { arrival } from '../../../lambdas/core/person/transitions.ts';
import { arrivalOf } from '../../../lambdas/core/actions/sign-up.ts';
import { aSignUp, aSubscriber, idOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { everythingIn, losingConnection, type LosingConnection } from '../../support/lost-answers.ts';
import { aConsent, joins } from '../../support/people.ts';

/*
 * Every write of every store, with its answer lost: what the caller is told and what is stored are as if nothing had happened. A method that is added to a
 * store does not compile here without a row.
 */

const storesOn = (table: Table) => ({
  subscribers: dynamoSubscribers(table),
  diary: dynamoCheckIns(table),
  personalData: dynamoPersonalData(table),
  control: dynamoControl(table),
  limits: dynamoLimits(table),
  mailTurns: dynamoMailTurns(table),
  closedInboxes: dynamoClosedInboxes(table),
  apiKeys: dynamoApiKeys(table),
  counts: dynamoCounts(table),
  notices: dynamoNotices(table),
});
type Stores = ReturnType<typeof storesOn>;

interface Case {
  before?: (stores: Stores) => Promise<unknown>;
  act: (stores: Stores) => Promise<unknown>;
}
type Cases = Record<string, Case>;
type Rows<Store> = Record<keyof Store, Cases | 'reads'>;

const id = idOf('ann');
const at = '2026-11-02T06:00:00Z';
const now = Temporal.Instant.from(at);
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };
const claim = { id: idOf('claim'), delivery: 'lesson:2026-11-02', at };
const begunCount = (part: number) => ({ at, part, through: { pk: 'p', sk: 's' }, counted: {} });
const agreed = { at, textVersion: '1', source: 'settings-page' };
const checkIn = { week: '2026-11-02', at, days: '0' } as const;
const problem = { at, key: 'k', code: 'bounce-permanent' };
const delivered = (kind: DeliveryKind, more: Partial<DeliveryRecord> = {}) => ({
  kind,
  claimId: claim.id,
  at,
  localDate: slot.localDate,
  ...more,
});

const joined =
  (changes: Partial<Person> = {}) =>
  ({ subscribers }: Stores) =>
    joins(subscribers, aSubscriber(changes));
const signedUp = ({ subscribers }: Stores) => subscribers.recordSignUp(aSignUp());
const claimed = async (stores: Stores) => {
  await joined()(stores);
  await stores.subscribers.claim(id, { kind: 'lesson', slot, claim });
};
const stored = async ({ subscribers }: Stores) => (await subscribers.find(id))!;
const broken = { retryAt: '2026-11-02T06:10:00Z', brokenAt: at, reason: 'paused', code: 'c' } as never;
const was = aSubscriber({ version: 0 });

const notice = { id: 'closed-3f9a2c81', subject: 'Closed', at, audience: {}, walk: newWalk };
const letter = { subject: 'Closed', preheader: 'On Monday.', title: 'Closed', html: '<p>Closed.</p>', text: 'Closed.' };
const walker = { id: idOf('run'), until: '2026-11-02T06:02:00Z' };
const announced = ({ notices }: Stores) => notices.announce(notice, letter);
const begun = async (stores: Stores) => {
  await announced(stores);
  await stores.notices.begin(notice.id, walker, at);
};

const rows: { [Name in keyof Stores]: Rows<Stores[Name]> } = {
  notices: {
    all: 'reads',
    find: 'reads',
    text: 'reads',
    announce: { 'a notice': { act: announced } },
    stop: { 'a notice': { before: announced, act: ({ notices }) => notices.stop(notice.id, { at, why: 'x' }) } },
    begin: { 'a walk': { before: announced, act: ({ notices }) => notices.begin(notice.id, walker, at) } },
    keep: {
      'a page': {
        before: begun,
        act: ({ notices }) =>
          notices.keep(notice.id, walker.id, { walk: { ...newWalk, sent: 1 }, until: '2026-11-02T06:03:00Z' }),
      },
      'the end of a run': {
        before: begun,
        act: ({ notices }) => notices.keep(notice.id, walker.id, { walk: { ...newWalk, sent: 1 } }),
      },
      'the end': {
        before: begun,
        act: ({ notices }) => notices.keep(notice.id, walker.id, { walk: newWalk, finished: { at } }),
      },
    },
  },
  subscribers: {
    find: 'reads',
    glance: 'reads',
    findSignUp: 'reads',
    findAll: 'reads',
    heldClaim: 'reads',
    pageDue: 'reads',
    recordSignUp: { 'a sign-up': { act: signedUp } },
    deleteSignUp: { 'a sign-up': { before: signedUp, act: ({ subscribers }) => subscribers.deleteSignUp(id) } },
    activate: {
      'somebody new': {
        before: signedUp,
        act: ({ subscribers }) =>
          subscribers.activate(id, arrival(arrivalOf(aSignUp(), now, undefined)), aConsent, undefined),
      },
      'somebody who was here': {
        before: joined({ status: 'unsubscribed' }),
        act: async (stores) =>
          stores.subscribers.activate(id, arrival(arrivalOf(aSignUp(), now, was)), aConsent, await stored(stores)),
      },
    },
    recordHealthConsent: { 'a consent': { act: ({ subscribers }) => subscribers.recordHealthConsent(id, agreed) } },
    change: {
      'a change': {
        before: joined(),
        act: async (stores) => stores.subscribers.change(await stored(stores), { firstName: 'Anna' }),
      },
    },
    claim: {
      'a lesson': {
        before: joined(),
        act: ({ subscribers }) => subscribers.claim(id, { kind: 'lesson', slot, claim }),
      },
    },
    claimSignUp: {
      'a confirmation': {
        before: signedUp,
        act: ({ subscribers }) => subscribers.claimSignUp(id, { kind: 'confirmation', claim }),
      },
    },
    recordSent: {
      'a notice': {
        before: claimed,
        act: ({ subscribers }) => subscribers.recordSent(id, delivered('notice', { notice: notice.id })),
      },
      'a lesson': {
        before: claimed,
        act: ({ subscribers }) => subscribers.recordSent(id, delivered('lesson', { lesson: 'one' })),
      },
      'a reminder': {
        before: claimed,
        act: ({ subscribers }) => subscribers.recordSent(id, delivered('reminder')),
      },
      'a welcome': { before: claimed, act: ({ subscribers }) => subscribers.recordSent(id, delivered('welcome')) },
      'a link': { before: claimed, act: ({ subscribers }) => subscribers.recordSent(id, delivered('link')) },
      'the end of the series': {
        before: claimed,
        act: ({ subscribers }) => subscribers.recordSent(id, delivered('completion')),
      },
      'the end of another series': {
        before: claimed,
        act: ({ subscribers }) => subscribers.recordSent(id, delivered('completion', { series: 'another' })),
      },
      'a delivery whose claim is gone': {
        before: joined(),
        act: ({ subscribers }) => subscribers.recordSent(id, delivered('lesson', { lesson: 'one' })),
      },
    },
    releaseClaim: {
      'a claim': { before: claimed, act: ({ subscribers }) => subscribers.releaseClaim(id, 'lesson', claim.id) },
    },
    suppress: {
      'somebody here': {
        before: joined(),
        act: ({ subscribers }) => subscribers.suppress(id, 'bounced', { reason: 'bounce', at }),
      },
      nobody: { act: ({ subscribers }) => subscribers.suppress(id, 'complained', { reason: 'complaint', at }) },
    },
    recordSoftBounces: {
      'a bounce': { before: joined(), act: ({ subscribers }) => subscribers.recordSoftBounces(id, [{ at, id: 'b' }]) },
    },
    recordProblem: { 'a problem': { act: ({ subscribers }) => subscribers.recordProblem(id, problem) } },
  },
  diary: {
    find: 'reads',
    all: 'reads',
    record: { 'a check-in': { act: ({ diary }) => diary.record(id, checkIn) } },
    forget: { 'check-ins': { before: ({ diary }) => diary.record(id, checkIn), act: ({ diary }) => diary.forget(id) } },
  },
  personalData: {
    everything: 'reads',
    erase: {
      somebody: { before: joined(), act: async (stores) => stores.personalData.erase(await stored(stores), at) },
      'somebody who changed meanwhile': { before: joined(), act: ({ personalData }) => personalData.erase(was, at) },
    },
    reduce: {
      somebody: {
        before: async (stores) => {
          await joined({ status: 'unsubscribed' })(stores);
          await stores.diary.record(id, checkIn);
        },
        act: async (stores) => stores.personalData.reduce(await stored(stores)),
      },
    },
    takeBack: {
      'somebody of an import': {
        before: joined({ importedBy: 'i' }),
        act: async (stores) => stores.personalData.takeBack(id, 'i', (await stored(stores)) as Person),
      },
    },
    forget: { 'a sign-up': { before: signedUp, act: ({ personalData }) => personalData.forget(id) } },
  },
  control: {
    planning: 'reads',
    eventFeed: 'reads',
    gate: 'reads',
    tableId: 'reads',
    reconciledThrough: 'reads',
    advance: {
      'for the first time': { act: ({ control }) => control.advance(undefined, at, setByHand) },
      'from a mark': {
        before: ({ control }) => control.advance(undefined, at, setByHand),
        act: ({ control }) => control.advance(at, '2026-11-02T06:15:00Z', setByHand),
      },
    },
    rememberSlot: { 'a slot': { act: ({ control }) => control.rememberSlot(slot.zone, slot.localTime) } },
    forgetZone: {
      'a zone': {
        before: ({ control }) => control.rememberSlot(slot.zone, slot.localTime),
        act: ({ control }) => control.forgetZone(slot.zone),
      },
    },
    hear: {
      first: { act: ({ control }) => control.hear({ at, late: false }) },
      later: {
        before: ({ control }) => control.hear({ at, late: false }),
        act: ({ control }) => control.hear({ at: '2026-11-02T07:00:00Z', late: true }),
      },
    },
    noteEventsWaiting: { 'a time': { act: ({ control }) => control.noteEventsWaiting(at) } },
    startProbe: { 'a probe': { act: ({ control }) => control.startProbe(at, '2026-11-02T05:00:00Z') } },
    rememberTable: { 'a table': { act: ({ control }) => control.rememberTable('t') } },
    halt: { 'all mail': { act: ({ control }) => control.halt({ at, by: 'me' } as never) } },
    resumeSending: {
      'all mail': {
        before: ({ control }) => control.halt({ at } as never),
        act: ({ control }) => control.resumeSending(),
      },
    },
    transfer: {
      begins: {
        act: ({ control }) => control.transfer({ role: 'leaving', other: 'arn', since: at }),
      },
      ends: {
        before: ({ control }) => control.transfer({ role: 'leaving', other: 'arn', since: at }),
        act: ({ control }) => control.transfer(undefined),
      },
    },
    openCircuit: {
      first: { act: ({ control }) => control.openCircuit(broken) },
      later: {
        before: ({ control }) => control.openCircuit(broken),
        act: ({ control }) => control.openCircuit({ ...(broken as object), retryAt: '2026-11-02T07:00:00Z' } as never),
      },
    },
    claimTrialSend: {
      once: {
        before: ({ control }) => control.openCircuit(broken),
        act: ({ control }) => control.claimTrialSend('2026-11-02T06:10:00Z', '2026-11-02T06:20:00Z'),
      },
    },
    closeCircuit: {
      one: { before: ({ control }) => control.openCircuit(broken), act: ({ control }) => control.closeCircuit() },
    },
    reconciled: { 'a list': { act: ({ control }) => control.reconciled(at) } },
  },
  limits: {
    read: 'reads',
    count: {
      first: { act: ({ limits }) => limits.count('a', 1_900_000_000) },
      later: {
        before: ({ limits }) => limits.count('a', 1_900_000_000),
        act: ({ limits }) => limits.count('a', 1_900_000_000),
      },
    },
  },
  mailTurns: {
    take: {
      first: { act: ({ mailTurns }) => mailTurns.take('a', { delivery: 'd', at }, () => true, 3600) },
      later: {
        before: ({ mailTurns }) => mailTurns.take('a', { delivery: 'c', at }, () => true, 3600),
        act: ({ mailTurns }) => mailTurns.take('a', { delivery: 'd', at }, (earlier) => earlier.length < 2, 3600),
      },
    },
    forget: {
      turns: {
        before: ({ mailTurns }) => mailTurns.take('a', { delivery: 'd', at }, () => true, 3600),
        act: ({ mailTurns }) => mailTurns.forget('a'),
      },
    },
  },
  closedInboxes: {
    isClosed: 'reads',
    close: { 'an inbox': { act: ({ closedInboxes }) => closedInboxes.close('a', at) } },
    reopen: {
      'an inbox': {
        before: ({ closedInboxes }) => closedInboxes.close('a', at),
        act: ({ closedInboxes }) => closedInboxes.reopen('a'),
      },
    },
  },
  apiKeys: {
    verify: 'reads',
    list: 'reads',
    add: { 'a key': { act: ({ apiKeys }) => apiKeys.add({ id: 'k', name: 'n', scopes: [], createdAt: at }, 'h') } },
    remove: {
      'a key': {
        before: ({ apiKeys }) => apiKeys.add({ id: 'k', name: 'n', scopes: [], createdAt: at }, 'h'),
        act: ({ apiKeys }) => apiKeys.remove('k'),
      },
    },
  },
  counts: {
    read: 'reads',
    keepDay: { 'a day': { act: ({ counts }) => counts.keepDay('s', '2026-11-02', {} as never) } },
    begun: 'reads',
    keepBegun: {
      'a part': { act: ({ counts }) => counts.keepBegun(begunCount(1), undefined) },
      'the next part': {
        before: ({ counts }) => counts.keepBegun(begunCount(1), undefined),
        act: ({ counts }) => counts.keepBegun(begunCount(2), begunCount(1)),
      },
      'the end': {
        before: ({ counts }) => counts.keepBegun(begunCount(1), undefined),
        act: ({ counts }) => counts.keepBegun(undefined, begunCount(1)),
      },
    },
    keepNow: { now: { act: ({ counts }) => counts.keepNow('s', {} as never) } },
  },
};

let emulators: TestEmulators;
let connection: LosingConnection;
beforeAll(async () => {
  emulators = await startEmulators();
  connection = await losingConnection(emulators);
});
afterAll(async () => {
  await connection.stop();
  await emulators.stop();
});

async function run({ before, act }: Case, lost?: number) {
  const table = await connection.freshTable();
  const stores = storesOn(table);
  connection.lose();
  await before?.(stores);
  connection.lose(lost);
  const told = await act(stores);
  return { writes: connection.writes(), after: { told, stored: await everythingIn(table) } };
}

const cases = Object.entries(rows).flatMap(([store, methods]) =>
  Object.entries<Cases | 'reads'>(methods).flatMap(([method, of]) =>
    of === 'reads' ? [] : Object.entries(of).map(([what, one]) => [store, method, what, one] as const),
  ),
);

describe('a lost answer changes neither what is stored nor what is told', () => {
  test.each(cases)('by %s.%s of %s', async (_store, _method, _what, one) => {
    const { writes, after } = await run(one);
    for (let lost = 1; lost <= writes; lost += 1) {
      expect([lost, (await run(one, lost)).after]).toEqual([lost, after]);
    }
  });
});

test('a change is recognised although a sender takes a claim before it is tried again', async () => {
  const table = await connection.freshTable();
  const { subscribers } = storesOn(table);
  await joins(subscribers, aSubscriber());
  const person = (await subscribers.find(id))!;
  const ofSender = dynamoSubscribers({
    ...table,
    documents: openTable(table.name, emulators.clients.dynamo).documents,
  });
  connection.lose(1, () => ofSender.claim(id, { kind: 'lesson', slot, claim }));
  expect(await subscribers.change(person, { firstName: 'Anna' })).toBe(true);
  expect(await subscribers.find(id)).toMatchObject({ firstName: 'Anna', claim });
});

test('a claim of somebody else is not taken for one’s own', async () => {
  const table = await connection.freshTable();
  const { subscribers } = storesOn(table);
  await joins(subscribers, aSubscriber());
  connection.lose();
  expect(await subscribers.claim(id, { kind: 'lesson', slot, claim })).toMatchObject({ claimed: true });
  const other = { ...claim, id: idOf('other') };
  expect(await subscribers.claim(id, { kind: 'lesson', slot, claim: other })).toMatchObject({ claimed: false });
});

test('conditions of writes are written in one file, which asks each how it knows its own write', () => {
  const root = join(import.meta.dirname, '../../..');
  const sources = ['lambdas', 'lib', 'bin'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  const writers = sources.filter((file) =>
    /(?<!Key)ConditionExpression|ConditionalCheckFailed|ConditionCheck\b|TransactWrite/.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  );
  // The engines delete what has expired as DynamoDB does, and nobody is told of it.
  expect(writers.toSorted()).toEqual(['lambdas/adapters/dynamo/table.ts', 'lib/local/emulators/ttl.ts']);
});
