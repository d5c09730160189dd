import { Readable, Writable } from 'node:stream';
import { existsSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { quarterHours } from '../../../lambdas/core/time/calendar.ts';
import { FirstName } from '../../../lambdas/core/person/preferences.ts';
import { nextLesson } from '../../../lambdas/core/course/course.ts';
import type { Person } from '../../../lambdas/core/person/subscriber.ts';
import { exportFormats } from '../../../lib/operator/export/choices.ts';
import { exportPeople, exportToFile, type ExportOptions } from '../../../lib/operator/export/export-people.ts';
import { importLines } from '../../../lib/operator/import/import-lines.ts';
import { emptyReport } from '../../../lib/operator/import/report.ts';
import { peopleOf } from '../../../lib/operator/import/read-people.ts';
import { aSeries, aSignUp, aSubscriber, idOf, libraryOf, preferences } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { personIn, joins } from '../../support/people.ts';
import type { SignUp } from '../../../lambdas/core/person/records.ts';

const place = temporaryFolder();
const clock = { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') };
const keyring = { subscriberId: (identity: string) => idOf(identity.split('@')[0]!) };
const consent = {
  at: '2026-01-02T09:00:00Z',
  textVersion: '2026-01',
  source: 'old form',
  confirmedAt: '2026-01-02T09:01:00Z',
};
let emulators: TestEmulators;
beforeAll(async () => void (emulators = await startEmulators()));
afterAll(() => emulators.stop());

const aTable = async () => openTable(await emulators.freshTable(), emulators.clients.dynamo);

type Changes = Omit<Partial<Person>, 'pausedUntil'> & { pausedUntil?: string | undefined };

/** A table with these people in it. */
async function tableOf(people: Changes[], signUps: Partial<SignUp>[] = []): Promise<Table> {
  const table = await aTable();
  const store = dynamoSubscribers(table);
  for (const changes of people) {
    const { pausedUntil, ...others } = changes;
    await joins(store, aSubscriber(pausedUntil === undefined ? others : { ...others, pausedUntil }), consent);
  }
  for (const signUp of signUps) await store.recordSignUp(aSignUp(signUp));
  return table;
}

async function exported(table: Table, options: Partial<ExportOptions> = {}): Promise<{ text: string; count: number }> {
  const chunks: Buffer[] = [];
  const to = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk);
      setImmediate(done);
    },
  });
  const count = await exportPeople(to, { table, clock }, { format: 'csv', ...options });
  return { text: Buffer.concat(chunks).toString(), count };
}

describe('an export', () => {
  test('has who they are, when they are mailed, what they agreed to and how they stand', async () => {
    const table = await tableOf(
      [
        {
          id: idOf('ann'),
          preferences: preferences({ reminderDays: [3, 5], reminderTime: '18:30' }),
          weeksBetween: 2,
          from: 'clinic-north',
          note: 'Called, twice.',
        },
        { id: idOf('bob'), address: 'bob@example.org', firstName: 'Bob, "Bobby"', pausedUntil: '2027-01-04' },
        { id: idOf('cem'), address: 'cem@example.org', status: 'unsubscribed', unsubscribedAt: '2026-10-01T00:00:00Z' },
      ],
      [
        { id: idOf('dan'), address: 'dan@example.org', expiresAt: '2026-12-01T00:00:00Z' },
        { id: idOf('eve'), address: 'eve@example.org', expiresAt: '2026-11-01T00:00:00Z' },
      ],
    );
    await dynamoSubscribers(table).suppress(idOf('nobody'), 'bounced', {
      reason: 'bounce',
      at: '2026-10-01T00:00:00Z',
    });
    const { text, count } = await exported(table);
    const [header, ...lines] = text.trimEnd().split('\n');
    expect(count).toBe(4);
    expect(header).toBe(
      'email,firstName,zone,lessonDay,sendTime,reminderDays,reminderTime,weeksBetween,pausedUntil,series,from,note,locale,lessonsHad,lastLessonOn,lessonsSkipped,welcomedAt,consentAt,consentText,consentSource,status',
    );
    expect(lines.toSorted()).toEqual([
      'ann@example.org,Ann,Europe/Berlin,1,07:00,3 5,18:30,2,,test-series,clinic-north,"Called, twice.",en,,,,,2026-01-02T09:00:00Z,2026-01,old form,active',
      'bob@example.org,"Bob, ""Bobby""",Europe/Berlin,1,07:00,,,,2027-01-04,test-series,,,en,,,,,2026-01-02T09:00:00Z,2026-01,old form,active',
      'cem@example.org,Ann,Europe/Berlin,1,07:00,,,,,test-series,,,en,,,,,2026-01-02T09:00:00Z,2026-01,old form,unsubscribed',
      'dan@example.org,Ann,Europe/Berlin,1,07:00,,,,,test-series,,,en,,,,,2026-01-01T00:00:00Z,2026-11,landing-form,pending',
    ]);
    expect((await exported(table, { status: 'pending', format: 'ndjson' })).text).toMatch(/^\{"email":"dan@.*"\}\n$/);
    expect((await exported(table, { zone: 'Asia/Tokyo' })).count).toBe(0);
    expect((await exported(table, { series: 'test-series' })).count).toBe(4);
    expect((await exported(table, { series: 'another' })).count).toBe(0);
  });

  test('finds people by any name of their zone', async () => {
    const table = await tableOf([{ preferences: { ...preferences(), zone: 'Asia/Calcutta' } }]);
    expect((await exported(table, { zone: 'Asia/Kolkata' })).count).toBe(1);
  });

  test('names the latest of several consents', async () => {
    const table = await tableOf([{}]);
    const store = dynamoSubscribers(table);
    const was = (await store.find(idOf('ann')))!;
    await store.activate(
      was.id,
      { status: 'active' },
      { ...consent, textVersion: '2026-11', confirmedAt: '2026-11-02T00:00:00Z' },
      was,
    );
    expect((await exported(table)).text).toContain(',2026-11,old form,active');
  });

  test('goes into a file that only its owner may read, and over no other file', async () => {
    const table = await tableOf([{}]);
    const file = place('people.csv');
    await exportToFile(file, { table, clock }, { format: 'csv' });
    // Windows knows no such modes; there the place of the file decides.
    const own = process.platform === 'win32' ? 0o666 : 0o600;
    expect(statSync(file).mode & 0o777).toBe(own);
    expect(await readFile(file, 'utf8')).toContain('ann@example.org');
    await expect(exportToFile(file, { table, clock }, { format: 'csv' })).rejects.toThrow('There is a file');
  });

  test('that is interrupted leaves no half file behind, and the same command works afterwards', async () => {
    const table = await tableOf([{}]);
    const file = place('interrupted.csv');
    const signal = AbortSignal.abort();
    await expect(exportToFile(file, { table, clock }, { format: 'csv', signal })).rejects.toThrow(
      'Run the command again',
    );
    expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
    // What a crash left behind does not stand in the way.
    await writeFile(`${file}.part`, 'half');
    expect(await exportToFile(file, { table, clock }, { format: 'csv' })).toBe(1);
    expect(await readFile(file, 'utf8')).not.toContain('half');
  });
});

describe('anyone who is active and exported', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => FirstName.safeParse(text).success);
  const person = fc.record(
    {
      firstName: fc
        .oneof(name, fc.constantFrom('', '"', 'a,b', "O'Hare", '=1+1', 'é́', '\u00a0x'))
        .map((text) => text.trim()),
      preferences: fc
        .record({
          zone: fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'Pacific/Chatham', 'America/Argentina/Ushuaia', 'UTC'),
          lessonDay: fc.integer({ min: 1, max: 7 }),
          sendTime: fc.constantFrom(...quarterHours),
          reminderDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
        })
        .map(preferences),
      pausedUntil: fc.option(fc.constantFrom('2027-01-04', '2027-02-28'), { nil: undefined }),
      // A lesson that no series has any more is one that was had, all the same.
      sent: fc.dictionary(
        fc.constantFrom('one', 'two', 'three', 'retired'),
        fc.constantFrom('2026-10-26T06:00:00Z', '2026-11-02T06:00:00Z'),
      ),
      leftOut: fc.subarray(['one', 'two', 'three'], { minLength: 1 }),
      lessonSentOn: fc.constantFrom('2026-10-26', '2026-11-02'),
      welcomeSentAt: fc.constant('2026-10-20T08:00:00Z'),
    },
    { requiredKeys: ['firstName', 'preferences', 'pausedUntil', 'sent'] },
  );

  test.each(exportFormats)('is the same person again in an empty table, by way of %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 8 }), async (people) => {
        const table = await tableOf(
          people.map((one, index) => ({ ...one, id: idOf(`p${index}`), address: `P${index}@example.org` })),
        );
        const empty = await aTable();
        const { text } = await exported(table, { format });
        const deps = {
          clock,
          keyring,
          subscribers: dynamoSubscribers(empty),
          control: dynamoControl(empty),
          queues: { account: async () => undefined },
          series: libraryOf(aSeries()),
        };
        const file = peopleOf(Readable.from([Buffer.from(text)]), { now: clock.now() });
        const wishes = { dryRun: false, confirm: false, name: 'moved' };
        const { report } = await importLines(file, emptyReport, deps, wishes);
        expect(report).toMatchObject({ added: people.length, refused: 0 });
        const lines = (whole: string) => whole.trimEnd().split('\n').toSorted();
        expect(lines((await exported(empty, { format })).text)).toEqual(lines(text));
        for (const [index, one] of people.entries()) {
          const found = await personIn(deps.subscribers, idOf(`p${index}`));
          const { firstName, preferences: kept, pausedUntil, sent, leftOut, lessonSentOn, welcomeSentAt } = found;
          expect({ firstName, preferences: kept, pausedUntil, sent, leftOut, lessonSentOn, welcomeSentAt }).toEqual(
            one,
          );
          expect(nextLesson(aSeries(), found)?.id).toBe(nextLesson(aSeries(), one)?.id);
        }
      }),
      { numRuns: 8 },
    );
  });
});
