import { existsSync, readFileSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { importFile, type ImportFileOptions } from '../../../lib/operator/import/import-file.ts';
import { resumeFile } from '../../../lib/operator/import/resume-point.ts';
import { everybody } from '../../../lib/operator/people.ts';
import { aSeries, libraryOf } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Files on the disk, and a table that is really written to. */

const place = temporaryFolder();
let emulators: TestEmulators;
let table: Table;
/** How many people were looked up. */
let lookedUp: number;
let file: string;

beforeAll(async () => void (emulators = await startEmulators()));
afterAll(() => emulators.stop());
beforeEach(async () => {
  table = openTable(await emulators.freshTable(), emulators.clients.dynamo);
  lookedUp = 0;
  file = place(`${table.name}.csv`);
});

function deps() {
  const subscribers = dynamoSubscribers(table);
  return {
    name: 'a test',
    table,
    clock: { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') },
    keyring: { subscriberId: (identity: string) => identity.split('@')[0]!.padEnd(22, '_') },
    control: dynamoControl(table),
    queues: { account: async () => undefined },
    series: libraryOf(aSeries()),
    subscribers: {
      ...subscribers,
      findAll: (ids: readonly string[]) => {
        lookedUp += ids.length;
        return subscribers.findAll(ids);
      },
    },
  };
}

const options: ImportFileOptions = { dryRun: false, confirm: false, restart: false };
/** All but one in two dozen are refused: a batch is many lines, and each person who is taken over takes the table's time. */
const people = (count: number) =>
  [
    'email,firstName,zone,consentAt,consentText,consentSource',
    ...Array.from(
      { length: count },
      (_, n) => `p${n}@example.org,Ann,${n % 24 === 0 ? 'Europe/Berlin' : 'Mars/Base'},2026-01-02T10:00:00Z,1,form`,
    ),
  ].join('\n');

async function idsInTable(): Promise<string[]> {
  const ids: string[] = [];
  for await (const one of everybody({ table })) if ('subscriber' in one) ids.push(one.subscriber.id);
  return ids;
}

/** Interrupted after so many batches. */
async function interruptedAfter(batches: number, changes: Partial<ImportFileOptions> = {}) {
  const controller = new AbortController();
  let heard = 0;
  return importFile(file, deps(), {
    ...options,
    ...changes,
    signal: controller.signal,
    onProgress: () => {
      heard += 1;
      if (heard === batches) controller.abort();
    },
  });
}

test('an interrupted import says where it stopped, and goes on from there', async () => {
  await writeFile(file, people(900));
  const errorsFile = place('refused.csv');
  const first = await interruptedAfter(2, { errorsFile });
  expect(first).toMatchObject({ interrupted: true, report: { lines: 513, added: 22, refused: 490 } });
  expect(JSON.parse(readFileSync(resumeFile(file), 'utf8'))).toMatchObject({
    what: expect.stringContaining('The same command goes on from there.'),
    report: { lines: 513 },
    bytes: expect.any(Number),
  });
  expect(await idsInTable()).toHaveLength(22);

  lookedUp = 0;
  const second = await importFile(file, deps(), { ...options, errorsFile });
  expect(second).toMatchObject({ interrupted: false, report: { added: 38, known: 0, refused: 862 } });
  expect(lookedUp).toBe(38 - 22);
  expect(new Set(await idsInTable()).size).toBe(38);
  expect(existsSync(resumeFile(file))).toBe(false);
  const errors = readFileSync(errorsFile, 'utf8').trim().split('\n');
  expect(errors).toHaveLength(1 + 862);
  expect(errors[1]).toBe('3,zone We do not know this time zone.');
});

test.each([
  ['told to begin anew', { restart: true }, ''],
  ['whose file changed', {}, '\n'],
  ['with another question', { confirm: true }, ''],
])('an import %s passes nobody over, and changes nobody who is there', async (_, changes, added) => {
  await writeFile(file, people(600));
  await interruptedAfter(1);
  if (added !== '') await appendFile(file, added);
  const { report } = await importFile(file, deps(), { ...options, ...changes });
  expect(report).toMatchObject({ added: 25 - 11, known: 11, refused: 575 });
});

test('an import that fails leaves its resume point, and the error', async () => {
  await writeFile(file, people(600));
  const working = deps();
  let left = 17;
  const failing = {
    ...working,
    control: {
      rememberSlot: async () => undefined,
    },
    subscribers: {
      ...working.subscribers,
      activate: (...who: Parameters<typeof working.subscribers.activate>) => {
        left -= 1;
        return left > 0 ? working.subscribers.activate(...who) : Promise.reject(new Error('the table is gone'));
      },
    },
  };
  await expect(importFile(file, failing, options)).rejects.toThrow('the table is gone');
  expect(JSON.parse(readFileSync(resumeFile(file), 'utf8'))).toMatchObject({ report: { lines: 257 } });
  const { report } = await importFile(file, deps(), options);
  expect(report.added + report.known).toBe(25);
});

test('a file may be packed; a dry run leaves nothing behind', async () => {
  const packed = `${file}.gz`;
  await writeFile(packed, gzipSync(people(300)));
  const percents: number[] = [];
  const onProgress: ImportFileOptions['onProgress'] = ({ percent }) => void percents.push(percent);
  expect(await importFile(packed, deps(), { ...options, dryRun: true, onProgress })).toMatchObject({
    report: { added: 13, refused: 287 },
  });
  expect(percents.at(-1)).toBe(100);
  expect([existsSync(resumeFile(packed)), await idsInTable()]).toEqual([false, []]);
  await writeFile(packed, gzipSync(people(300)).subarray(0, 100));
  await expect(importFile(packed, deps(), options)).rejects.toThrow('is packed, and damaged after line 0.');
});

test.each([
  ['lines without anybody', '\n'],
  ['one line without an end', '{"email":"'],
])('an import is interrupted at once in %s', async (_, begun) => {
  await writeFile(file, begun.padEnd(500_000, begun === '\n' ? '\n' : 'x'));
  const signal = AbortSignal.abort();
  expect(await importFile(file, deps(), { ...options, signal })).toMatchObject({
    interrupted: true,
    report: { lines: 0 },
  });
});

test('an import is called after its file and the day, and keeps that name when it goes on later', async () => {
  await writeFile(file, people(600));
  const { name } = await interruptedAfter(1);
  expect(name).toBe(`${table.name}-2026-11-23`);
  const tomorrow = { ...deps(), clock: { now: () => Temporal.Instant.from('2026-11-24T12:00:00Z') } };
  expect((await importFile(file, tomorrow, options)).name).toBe(name);
});

test('a dry run that cannot go on still shows what would become of each column', async () => {
  await writeFile(file, 'email,Frst Name,phone\nann@example.org,Ann,1\n');
  const dry = importFile(file, deps(), { ...options, dryRun: true });
  await expect(dry).rejects.toThrow(
    /Read as plain\. Columns:\n {2}"email": used as email\n {2}"Frst Name": not known \(did you mean firstName\?\)\n {2}"phone": not known\nThe import does not know/,
  );
});

test('who opted out on one line of a file is not taken from another, whichever comes first', async () => {
  const line = (email: string, status: string) => `${email},UTC,${status},2026-01-02T10:00:00Z,1,form`;
  await writeFile(
    file,
    [
      'email,zone,status,consentAt,consentText,consentSource',
      line('ann@example.org', 'active'),
      line('bob@example.org', 'active'),
      line('Ann@example.org', 'unsubscribed'),
    ].join('\n'),
  );
  const { report } = await importFile(file, deps(), options);
  expect(report).toMatchObject({ added: 1, refused: 2 });
  expect(await idsInTable()).toEqual(['bob'.padEnd(22, '_')]);
});

test('Mailchimp’s file of customers who never subscribed is refused by its name: nothing in it tells them apart', async () => {
  const customers = place('nonsubscribed_email_audience_export_1.csv');
  await writeFile(customers, 'Email Address,LEID,EUID,CONFIRM_TIME\nann@example.org,1,2,2025-03-16 14:45:47');
  const agreed = { ...options, consentText: '2024 form', zone: 'UTC' };
  await expect(importFile(customers, deps(), agreed)).rejects.toThrow('never asked for email');
  expect(await idsInTable()).toEqual([]);
});

test('a file that is not there is one sentence', async () => {
  await expect(importFile(place('none.csv'), deps(), options)).rejects.toThrow('No file');
});
