import { writeFile } from 'node:fs/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoLedger } from '../../lambdas/adapters/dynamo/ledger.ts';
import { dynamoNotices } from '../../lambdas/adapters/dynamo/notices.ts';
import { readTable } from '../../lambdas/adapters/dynamo/pages.ts';
import { dynamoPersonalData } from '../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Item, type Table } from '../../lambdas/adapters/dynamo/table.ts';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { leave, undoUnsubscribe } from '../../lambdas/core/actions/unsubscribing.ts';
import { makeToken, readToken } from '../../lambdas/core/mail/link-token.ts';
import { newWalk } from '../../lambdas/core/course/notice.ts';
import { planDueSlots } from '../../lambdas/core/sending/planning.ts';
import { requestSendPermit } from '../../lambdas/core/sending/send-control.ts';
import { setByHand } from '../../lambdas/core/time/planned-walls.ts';
import {
  apiKeyKey,
  checkInKey,
  closedInboxKey,
  controlPartition,
  dayCountsKey,
  limitKey,
  zoneOf,
} from '../../lambdas/core/kit/table-keys.ts';
import { deadLetterUrl, queueNames } from '../../lib/local/queues.ts';
import { keyStoreAt } from '../../lib/operator/keys.ts';
import { quiet } from '../../lib/operator/quiet.ts';
import { formatPlan, formatResult } from '../../lib/operator/transfer/format.ts';
import { giveUpTransfer, planTransfer, transfer, type Side } from '../../lib/operator/transfer/transfer.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf, preferences } from '../support/builders.ts';
import { startEmulators, type TestEmulators } from '../support/emulators.ts';
import { makeLedgerTable } from '../support/ledger-table.ts';
import { joins } from '../support/people.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fileIn = temporaryFolder();
const now = Temporal.Instant.from('2026-11-02T12:00:00Z');
const clock = { at: now, now: () => clock.at };
/** Monday of that day, whose mail waited in the old stage's queue when it was halted. */
const slot = { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' };

/** An account each: two engines that share nothing. */
let engines: TestEmulators[];
let made = 0;
let from: Side;
let to: Side;
beforeAll(async () => {
  engines = await Promise.all([startEmulators(), startEmulators()]);
});
afterAll(() => Promise.all(engines.map((engine) => engine.stop())));

async function aSide(engine: TestEmulators, name: string): Promise<Side> {
  made += 1;
  const { dynamo, sqs } = engine.clients;
  const table = openTable(await engine.freshTable(), dynamo);
  await makeLedgerTable(dynamo, `ledger-${made}`);
  const keyring = fileIn(`keys-${made}.json`);
  await writeFile(keyring, JSON.stringify({ identity: 'a', current: 'a', a: name.padEnd(64, 'k') }));
  const urls = queueNames.map((queue) => [
    queue,
    { url: engine.queueUrls[queue], deadLetterUrl: deadLetterUrl(engine.queueUrls[queue]) },
  ]);
  return {
    name,
    dynamo,
    table,
    control: dynamoControl(table),
    subscribers: dynamoSubscribers(table),
    series: libraryOf(aSeries()),
    ledger: dynamoLedger(openTable(`ledger-${made}`, dynamo)),
    webhook: undefined,
    sqs,
    queues: Object.fromEntries(urls) as Side['queues'],
    keys: keyStoreAt(`file:${keyring}`),
  };
}

const put = (table: Table, ...items: Item[]) =>
  Promise.all(items.map((Item) => table.documents.put({ TableName: table.name, Item })));

/** A stage of some weeks, and another one that was deployed a moment ago. */
beforeEach(async () => {
  clock.at = now;
  from = await aSide(engines[0]!, 'old');
  to = await aSide(engines[1]!, 'new');
  const { control, subscribers } = from;
  await control.rememberTable(await control.tableId());
  await control.advance(undefined, '2026-11-02T11:45:00Z', setByHand);
  await control.rememberSlot(slot.zone, slot.localTime);
  await joins(subscribers, aSubscriber({ sent: { one: '2026-10-26T06:00:00Z' }, lessonSentOn: '2026-10-26' }));
  await joins(subscribers, aSubscriber({ id: idOf('ben'), address: 'ben@example.org' }));
  await leave(idOf('ben'), { farewell: false }, worldOf(from));
  await subscribers.recordSignUp(aSignUp({ id: idOf('cleo') }));
  await from.ledger!.enter({ subscriber: idOf('ben'), reason: 'unsubscribed', at: '2026-10-01T00:00:00Z' });
  await put(
    from.table,
    { ...apiKeyKey('key'), hash: 'h' },
    { ...dayCountsKey('test-series', '2026-11-01'), people: 2 },
    closedInboxKey('dan'),
    ...[1, 2, 3].map((week) => ({ ...checkInKey(idOf('ann'), `2026-10-0${week}`), stress: week })),
  );
  await control.halt({ why: 'moving', at: '2026-11-02T05:50:00Z' });
  await to.control.rememberTable(await to.control.tableId());
  await to.control.advance(undefined, '2026-11-02T11:45:00Z', setByHand);
});

const worldOf = ({ subscribers, table }: Side) => ({
  clock,
  subscribers,
  personalData: dynamoPersonalData(table),
  queues: { account: async () => undefined },
  log: quiet,
});

const deps = () => ({ from, to, now: clock.now, pageSize: 2 });

/** What is to be the same on both sides: everything but what is a stage's own. */
async function itemsIn({ table }: Side): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of readTable(table, {})) {
    if (item['pk'] !== controlPartition || zoneOf(String(item['sk'])) !== undefined) items.push(item);
  }
  return items.toSorted((a, b) => (`${a['pk']} ${a['sk']}` < `${b['pk']} ${b['sk']}` ? -1 : 1));
}

const permitOf = ({ control }: Side) => requestSendPermit({ clock, control, log: quiet });

test('looking says what would go along, and changes nothing', async () => {
  const plan = await planTransfer(deps());
  expect(plan).toMatchObject({ brings: 'all', people: 2, signUps: 1, inDoubt: 0, waiting: 0, blockers: [] });
  expect(formatPlan(plan)).toMatch(/2 people and 1 sign-ups go along.*Run it again with --yes/s);
  expect(await itemsIn(to)).toEqual([]);
  expect((await from.control.gate()).transfer).toBeUndefined();
});

test('everything goes along, whatever is there besides: people, progress, numbers, the ledger, and the keys that links hang on', async () => {
  const [keys, newKeys] = [keyringOf(await from.keys.read()), keyringOf(await to.keys.read())];
  const token = makeToken(keys, 'unsubscribe', idOf('ann'), now);
  expect(readToken(newKeys, 'unsubscribe', token, now)).toEqual({ valid: false, why: 'broken' });
  await put(to.table, { ...limitKey('x'), used: 1 });
  const result = await transfer(deps());
  expect(await itemsIn(to)).toEqual(await itemsIn(from));
  expect(result).toMatchObject({ settled: [], changed: 0, deleted: 1 });
  expect(await to.ledger!.since('2026-01-01T00:00:00Z')).toEqual(await from.ledger!.since('2026-01-01T00:00:00Z'));
  expect(await to.keys.read()).toBe(await from.keys.read());
  expect(readToken(keyringOf(await to.keys.read()), 'unsubscribe', token, now)).toMatchObject({
    valid: true,
    subscriberId: idOf('ann'),
  });
  expect(formatResult(await planTransfer(deps()), result)).toContain('let mail out there: weekwise go');
});

test('no switch lets mail out of the old stage any more, and out of the new one only when everybody is there', async () => {
  await transfer(deps());
  await from.control.resumeSending();
  expect(await permitOf(from)).toMatchObject({ granted: false, because: 'halted' });
  expect(await permitOf(to)).toMatchObject({ granted: false, because: 'halted' });
  await to.control.resumeSending();
  expect(await permitOf(to)).toMatchObject({ granted: true });
});

test('what waited in the queues of the old stage is planned again; who had their lesson cannot get it twice', async () => {
  await transfer(deps());
  await to.control.resumeSending();
  const planned: string[] = [];
  await planDueSlots({
    clock,
    control: to.control,
    log: quiet,
    runtimeClocks: { edition: 'none', offsetAt: () => 0 } as never,
    queues: {
      notices: async () => undefined,
      dispatch: async (jobs) =>
        void planned.push(...jobs.flatMap(({ slots }) => slots.map(({ localDate }) => localDate))),
    },
  });
  expect(planned).toContain(slot.localDate);
  const claim = (localDate: string) =>
    to.subscribers.claim(idOf('ann'), {
      kind: 'lesson',
      slot: { ...slot, localDate },
      claim: { id: 'c'.repeat(22), delivery: `lesson:${localDate}`, at: '2026-11-02T12:00:00Z' },
    });
  expect((await claim('2026-10-26')).claimed).toBe(false);
  expect((await claim(slot.localDate)).claimed).toBe(true);
});

test('an email in doubt is waited for until its event is over, and then taken as sent', async () => {
  const claim = { id: 'd'.repeat(22), delivery: `lesson:${slot.localDate}`, at: '2026-11-02T11:57:00Z' };
  expect((await from.subscribers.claim(idOf('ann'), { kind: 'lesson', slot, claim })).claimed).toBe(true);
  expect((await planTransfer(deps())).blockers.map(({ says }) => says)).toEqual([
    expect.stringContaining('from 2026-11-02T12:04:00Z on'),
  ]);
  await expect(transfer(deps())).rejects.toThrow('SES may still tell');
  expect((await from.control.gate()).transfer).toBeUndefined();
  clock.at = Temporal.Instant.from('2026-11-02T12:04:00Z');
  expect(await transfer(deps())).toMatchObject({ settled: [claim.delivery] });
  expect(await to.subscribers.find(idOf('ann'))).toMatchObject({
    sent: { one: expect.any(String), two: claim.at },
    lessonSentOn: slot.localDate,
  });
  expect(await to.subscribers.find(idOf('ann'))).not.toHaveProperty('claim');
});

test('a notice in doubt is taken as had, and one under way comes along with nobody', async () => {
  const claim = { id: 'd'.repeat(22), delivery: 'notice:closed-3f9a2c81', at: '2026-11-02T11:50:00Z' };
  const request = { kind: 'notice', notice: 'closed-3f9a2c81', claim } as const;
  expect((await from.subscribers.claim(idOf('ann'), request)).claimed).toBe(true);
  clock.at = Temporal.Instant.from('2026-11-02T12:04:00Z');
  const notices = dynamoNotices(from.table);
  await notices.announce(
    { id: 'closed-3f9a2c81', subject: 'Closed', at: '2026-11-02T11:45:00Z', audience: {}, walk: newWalk },
    { subject: 'Closed', preheader: 'On Monday.', title: 'Closed', html: '<p>Closed.</p>', text: 'Closed.' },
  );
  expect((await planTransfer(deps())).blockers.map(({ says }) => says)).toEqual([
    expect.stringContaining('under way and do not come along: closed-3f9a2c81'),
  ]);
  await notices.stop('closed-3f9a2c81', { at: '2026-11-02T12:04:00Z', why: 'moving' });
  expect(await transfer(deps())).toMatchObject({ settled: [claim.delivery] });
  expect(await to.subscribers.find(idOf('ann'))).toMatchObject({ notices: ['closed-3f9a2c81'] });
});

test('cut off anywhere, the next run goes on from there, and everybody is there in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (writes) => {
      to = await aSide(engines[1]!, 'new');
      let left = writes;
      const { dynamo } = to;
      const send = dynamo.send.bind(dynamo) as (command: object) => Promise<unknown>;
      const cut = Object.create(dynamo) as typeof dynamo;
      cut.send = ((command: object) => {
        const isWrite = /Update|Put|BatchWrite/.test(command.constructor.name);
        if (isWrite && (left -= 1) < 0) throw new Error('cut off');
        return send(command);
      }) as never;
      const table = openTable(to.table.name, cut);
      const broken = { ...to, table, control: dynamoControl(table), subscribers: dynamoSubscribers(table) };
      const end = await transfer({ ...deps(), to: broken }).then(
        () => 'done',
        (error: Error) => error.message,
      );
      expect(['done', 'cut off']).toContain(end);
      expect((await to.control.gate()).transfer?.role === 'received').toBe(end === 'done');
      await from.control.resumeSending();
      expect(await permitOf(from)).toMatchObject({ granted: false });
      await transfer(deps());
      expect(await itemsIn(to)).toEqual(await itemsIn(from));
      expect((await to.control.gate()).transfer).toMatchObject({ role: 'received', copied: 'all' });
      await from.control.transfer(undefined);
      await from.control.halt({ why: 'moving', at: '2026-11-02T05:50:00Z' });
    }),
    { numRuns: 5 },
  );
});

test('until mail goes out of the new stage, a run brings what changed in the old one; what people did in the new one stays', async () => {
  await transfer(deps());
  clock.at = Temporal.Instant.from('2026-11-02T13:00:00Z');
  await put(from.table, { ...checkInKey(idOf('ann'), '2026-11-02'), stress: 4 });
  expect(await transfer(deps())).toMatchObject({ changed: 1, applied: 0 });
  expect(await itemsIn(to)).toEqual(await itemsIn(from));
  const changes = { preferences: preferences({ sendTime: '08:00' }) };
  const isChanged = async ({ subscribers }: Side) =>
    subscribers.change((await subscribers.find(idOf('ann')))!, changes as never);
  expect(await isChanged(from)).toBe(true);
  expect(await transfer(deps())).toMatchObject({ changed: 1 });
  expect(await to.subscribers.find(idOf('ann'))).toMatchObject(changes);

  // The domain leads to the new stage by now.
  await joins(to.subscribers, aSubscriber({ id: idOf('eve'), address: 'eve@example.org' }));
  await leave(idOf('ann'), { farewell: false }, worldOf(to));
  await put(from.table, { ...checkInKey(idOf('ann'), '2026-11-09'), stress: 4 });
  expect(await transfer(deps())).toMatchObject({ changed: 0 });
  expect((await to.subscribers.find(idOf('ann')))?.status).toBe('unsubscribed');
  expect((await to.subscribers.find(idOf('eve')))?.status).toBe('active');
  const cut = { ...to, ledger: { ...to.ledger!, since: async () => Promise.reject(new Error('cut off')) } };
  await expect(transfer({ ...deps(), to: cut })).rejects.toThrow('cut off');
  await from.ledger!.enter({ subscriber: idOf('eve'), reason: 'complained', at: '2026-11-02T13:00:00Z' });
  expect(await transfer(deps())).toMatchObject({ applied: 1 });
  expect((await to.subscribers.find(idOf('eve')))?.status).toBe('complained');
});

test('once mail goes out of the new stage, a run brings only who left the old one; who takes that back stays', async () => {
  await transfer(deps());
  await to.control.resumeSending();
  await to.control.halt({ why: 'for another reason', at: '2026-11-03T00:00:00Z' });
  clock.at = Temporal.Instant.from('2026-11-03T08:00:00Z');
  await put(to.table, { ...limitKey('new'), used: 1 });
  await from.ledger!.enter({ subscriber: idOf('ann'), reason: 'unsubscribed', at: '2026-11-03T07:00:00Z' });
  expect(await planTransfer(deps())).toMatchObject({ brings: 'leavings', blockers: [] });
  clock.at = Temporal.Instant.from('2026-11-03T09:00:00Z');
  expect(await transfer(deps())).toMatchObject({ applied: 1, compared: 0 });
  expect((await to.subscribers.find(idOf('ann')))?.status).toBe('unsubscribed');
  expect((await itemsIn(to)).map(({ pk }) => pk)).toContain(limitKey('new').pk);
  await undoUnsubscribe(idOf('ann'), worldOf(to));
  expect(await transfer(deps())).toMatchObject({ applied: 0 });
  expect((await to.subscribers.find(idOf('ann')))?.status).toBe('active');
  await expect(giveUpTransfer(deps())).rejects.toThrow('goes out of new already');
});

test('a transfer that was not meant is given up: mail may go out of the old stage again, and never of the new one', async () => {
  await transfer(deps());
  await giveUpTransfer(deps());
  await Promise.all([from, to].map(({ control }) => control.resumeSending()));
  expect(await permitOf(from)).toMatchObject({ granted: true });
  expect(await permitOf(to)).toMatchObject({ granted: false });
});

test.each<[string, RegExp, () => Promise<unknown>]>([
  ['mail goes out of the old stage', /halt it first/, () => from.control.resumeSending()],
  [
    'the new stage has people of its own',
    /people of its own/,
    () => joins(to.subscribers, aSubscriber({ id: idOf('eve') })),
  ],
  [
    'both are the same stage',
    /same stage/,
    async () => {
      to = from;
    },
  ],
  [
    'its webhooks would be told',
    /without webhookUrl/,
    async () => {
      to = { ...to, webhook: { url: 'https://hooks.example' } };
    },
  ],
  [
    'the new stage does not offer their series',
    /does not offer test-series/,
    async () => {
      to = { ...to, series: libraryOf({ ...aSeries(), id: 'other' }) };
    },
  ],
  [
    'people are on their way to another one',
    /on their way already/,
    () => from.control.transfer({ role: 'leaving', other: 'arn:elsewhere', since: '2026-11-01T00:00:00Z' }),
  ],
  [
    'the new one receives from another',
    /receiving with arn:elsewhere/,
    () => to.control.transfer({ role: 'receiving', other: 'arn:elsewhere', since: '2026-11-01T00:00:00Z' }),
  ],
])('nothing is moved where %s', async (_, words, given) => {
  await given();
  const before = [await from.control.gate(), await to.control.gate()];
  await expect(transfer(deps())).rejects.toThrow(words);
  expect([await from.control.gate(), await to.control.gate()]).toEqual(before);
});

test('emails that people asked for are sent first, or given up', async () => {
  const QueueUrl = from.queues.account.url;
  await from.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  expect(await planTransfer(deps())).toMatchObject({
    waiting: 1,
    blockers: [{ code: 'waiting', says: expect.stringMatching(/1 emails .* wait/) }],
  });
  expect((await planTransfer({ ...deps(), dropWaiting: true })).blockers).toEqual([]);
});
