import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { importLines } from '../../../lib/operator/import/import-lines.ts';
import { peopleOf } from '../../../lib/operator/import/read-people.ts';
import { emptyReport } from '../../../lib/operator/import/report.ts';
import { listImports, undoImport } from '../../../lib/operator/import/undo.ts';
import { aSeries, aSignUp, idOf, libraryOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { personIn } from '../../support/people.ts';

/* Taking an import back, from a table that mails are sent from at the same time. */

const now = '2026-11-23T12:00:00Z';
const later = '2026-11-23T13:00:00Z';
const clock = { now: () => Temporal.Instant.from(now) };
let emulators: TestEmulators;
let table: Table;
beforeAll(async () => void (emulators = await startEmulators()));
afterAll(() => emulators.stop());
beforeEach(async () => {
  table = openTable(await emulators.freshTable(), emulators.clients.dynamo);
});

/** People who agreed, and people who are asked. */
async function importing(agreed: string[], asked: string[] = [], name = 'clinic') {
  const line = (one: string, at: string) => `${one}@example.org,UTC,${at},${at && 'v1'},${at && 'paper'},${at && '1'}`;
  const lines = [
    'email,zone,consentAt,consentText,consentSource,lessonsHad',
    ...agreed.map((one) => line(one, '2026-01-02')),
    ...asked.map((one) => line(one, '')),
  ];
  const deps = {
    clock,
    keyring: { subscriberId: (identity: string) => idOf(identity.split('@')[0]!) },
    subscribers: dynamoSubscribers(table),
    control: dynamoControl(table),
    queues: { account: async () => undefined },
    series: libraryOf(aSeries()),
  };
  const people = peopleOf(Readable.from([Buffer.from(lines.join('\n'))]), { now: clock.now() });
  return (await importLines(people, emptyReport, deps, { dryRun: false, confirm: true, name })).report;
}

const stored = async (one: string) => (await dynamoPersonalData(table).everything(idOf(one))).map(({ kind }) => kind);
const claimOf = (one: string) => ({ id: `claim-${one}`, delivery: `welcome:${now}`, at: later });
const welcome = (one: string) => dynamoSubscribers(table).claim(idOf(one), { kind: 'welcome', claim: claimOf(one) });

test('everybody is taken back to whom nothing was mailed; who stays is said, and why', async () => {
  await importing(['ann', 'bob', 'cem', 'dan'], ['eva', 'fay']);
  await importing(['gus'], [], 'another');
  const subscribers = dynamoSubscribers(table);
  await welcome('bob');
  await subscribers.recordSent(idOf('bob'), { kind: 'welcome', claimId: 'claim-bob', at: later });
  await welcome('cem');
  await subscribers.change(await personIn(subscribers, idOf('dan')), { firstName: 'Dan' });
  await subscribers.claimSignUp(idOf('fay'), { kind: 'confirmation', claim: claimOf('fay') });
  const kept = [
    { id: idOf('bob'), why: 'got-email' },
    { id: idOf('cem'), why: 'email-on-its-way' },
    { id: idOf('dan'), why: 'changed' },
    { id: idOf('fay'), why: 'asked' },
  ];
  const byId = (all: { id: string }[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const looked = await undoImport('clinic', table, { sure: false });
  expect({ ...looked, kept: byId(looked.kept) }).toEqual({
    name: 'clinic',
    takenBack: 2,
    kept: byId(kept),
    interrupted: false,
  });
  expect(await stored('ann')).toHaveLength(2);
  expect(await undoImport('clinic', table, { sure: true })).toMatchObject({ takenBack: 2 });
  expect([await stored('ann'), await stored('eva')]).toEqual([[], []]);
  expect(await listImports(table)).toEqual([
    { name: 'another', people: 1, revocable: 1 },
    { name: 'clinic', people: 4, revocable: 0 },
  ]);
  // As if they had never been here.
  expect(await importing(['ann'])).toMatchObject({ added: 1 });
});

test('somebody whom the import asked and who confirmed stays, and so does a sign-up of their own', async () => {
  await importing([], ['ann']);
  await dynamoSubscribers(table).recordSignUp(aSignUp({ expiresAt: '2026-12-01T00:00:00Z' }));
  expect(await undoImport('clinic', table, { sure: true })).toMatchObject({ takenBack: 0, kept: [] });
  expect(await stored('ann')).toEqual(['sign-up']);
  await importing(['bob']);
  await dynamoSubscribers(table).recordSignUp(aSignUp({ id: idOf('bob'), address: 'bob@example.org' }));
  expect(await undoImport('clinic', table, { sure: true })).toMatchObject({ takenBack: 1 });
  expect(await stored('bob')).toEqual(['sign-up']);
});

test('who is signing up by themselves is left to that, and no undo takes them along', async () => {
  const subscribers = dynamoSubscribers(table);
  await subscribers.recordSignUp(aSignUp({ expiresAt: '2026-12-01T00:00:00Z' }));
  expect(await importing(['ann'])).toMatchObject({ added: 0, known: 1 });
  expect(await undoImport('clinic', table, { sure: true })).toMatchObject({ takenBack: 0 });
  expect(await stored('ann')).toEqual(['sign-up']);
  await subscribers.recordSignUp(
    aSignUp({ id: idOf('bob'), address: 'bob@example.org', expiresAt: '2026-11-20T00:00:00Z' }),
  );
  expect(await importing(['bob'])).toMatchObject({ added: 1 });
});

test('somebody who got a notice after they were read is not deleted', async () => {
  await importing(['ann']);
  const subscribers = dynamoSubscribers(table);
  const was = await personIn(subscribers, idOf('ann'));
  const claim = { id: 'claim-of-a-notice', delivery: 'notice:closed-3f9a2c81', at: later };
  await subscribers.claim(was.id, { kind: 'notice', notice: 'closed-3f9a2c81', claim });
  await subscribers.recordSent(was.id, { kind: 'notice', claimId: claim.id, notice: 'closed-3f9a2c81', at: later });
  expect(await dynamoPersonalData(table).takeBack(was.id, 'clinic', was)).toBe(false);
  expect(await stored('ann')).toContain('profile');
});

test('an undo that was interrupted between two writes takes the rest back when it runs again', async () => {
  await importing(['ann']);
  const subscribers = dynamoSubscribers(table);
  const was = await personIn(subscribers, idOf('ann'));
  let writes = 0;
  const client = new Proxy(table.documents.client, {
    get: (target, name) =>
      name !== 'send'
        ? Reflect.get(target, name)
        : async (command: never) => {
            if (/Delete|Write/.test((command as object).constructor.name)) writes += 1;
            if (writes > 1) throw new Error('it died');
            return target.send(command);
          },
  });
  const dying = openTable(table.name, client);
  await expect(dynamoPersonalData(dying).takeBack(was.id, 'clinic', was)).rejects.toThrow('it died');
  expect(await stored('ann')).toEqual(['consent']);
  expect(await undoImport('clinic', table, { sure: true })).toMatchObject({ takenBack: 1 });
  expect(await stored('ann')).toEqual([]);
});

test('of an undo and a mail at the same moment one wins, and nobody is mailed who is gone', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
  await importing(names);
  const [, ...claims] = await Promise.all([undoImport('clinic', table, { sure: true }), ...names.map(welcome)]);
  for (const [index, { claimed }] of claims.entries()) {
    expect(await stored(names[index]!)).toHaveLength(claimed ? 2 : 0);
  }
});
