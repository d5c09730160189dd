import { readFileSync } from 'node:fs';
import { BatchWriteItemCommand, type AttributeValue, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type fixture from '../../fixtures/table-0.1.0.json';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { dynamoScan } from '../../../lambdas/adapters/dynamo/everybody.ts';
import { dynamoCheckIns } from '../../../lambdas/adapters/dynamo/check-ins.ts';
import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoSubscribers } from '../../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable, type Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { chunk } from '../../../lambdas/core/kit/chunk.ts';
import { confirmSignUp, type SignUpDeps } from '../../../lambdas/core/actions/sign-up.ts';
import { isPerson, statusAt } from '../../../lambdas/core/person/subscriber.ts';
import { aSeries, aSignUp } from '../../support/builders.ts';
import { startEmulators, type TestEmulators } from '../../support/emulators.ts';
import { fate } from '../../support/mortal.ts';
import { dueTicks, simulation } from '../../support/simulation.ts';

/*
 * A table that release 0.1.0 wrote, with people in every state: it is read, nobody in it is somebody else now, and life goes on in it.
 */

const table010 = JSON.parse(
  readFileSync(new URL('../../fixtures/table-0.1.0.json', import.meta.url), 'utf8'),
) as typeof fixture;

let emulators: TestEmulators;
let table: Table;
beforeAll(async () => {
  emulators = await startEmulators();
  table = openTable(emulators.tableName, emulators.clients.dynamo);
  const puts = table010.items.map((Item): WriteRequest => ({
    PutRequest: { Item: Item as unknown as Record<string, AttributeValue> },
  }));
  for (const group of chunk(25, puts)) {
    await emulators.clients.dynamo.send(new BatchWriteItemCommand({ RequestItems: { [emulators.tableName]: group } }));
  }
});
afterAll(() => emulators.stop());

const base = aSeries(['one', 'two', 'three', 'four', 'five']);
const series = {
  ...base,
  branches: [
    {
      id: 'desk',
      title: 'At a desk',
      choice: 'I sit for most of the day',
      promise: 'Less sitting.',
      onDemand: false,
      offerAfter: [],
      lessons: [{ ...base.lessons[0]!, id: 'desk-one' }],
    },
  ],
};
const writtenAt = Temporal.Instant.from(table010.writtenAt);

describe('a table that 0.1.0 wrote', () => {
  test('has everybody in the state in which they were', async () => {
    const states: Record<string, string> = {};
    const gone: string[] = [];
    const subscribers = dynamoSubscribers(table);
    for (const [name, id] of Object.entries(table010.ids)) {
      const subscriber = await subscribers.find(id);
      states[name] = subscriber === undefined ? 'nobody' : statusAt(subscriber, writtenAt);
      if (subscriber !== undefined && !isPerson(subscriber)) gone.push(name);
    }
    expect(states).toEqual({
      ann: 'active',
      ben: 'completed',
      cleo: 'completed',
      dora: 'completed',
      emil: 'completed',
      finn: 'active',
      gwen: 'unsubscribed',
      hugo: 'complained',
      ida: 'active',
      jon: 'erased',
      kim: 'completed',
      lea: 'erased',
      mo: 'completed',
      nina: 'completed',
      otto: 'nobody',
      leaNew: 'completed',
      nobody: 'bounced',
    });
    expect(gone).toEqual(['jon', 'lea', 'nobody']);
  });

  test('is read whole: counts, check-ins and own data of everybody', async () => {
    let people = 0;
    for await (const { subscriber, signUp } of dynamoScan(table).everybody()) {
      people += Number(subscriber !== undefined || signUp !== undefined);
    }
    expect(people).toBeGreaterThan(15);
    const ann = await dynamoCheckIns(table).all(table010.ids.ann);
    expect(ann).toMatchObject([{ days: '3-4', stress: 6, note: 'Better in the morning.' }]);
    const records = await dynamoPersonalData(table).everything(table010.ids.kim);
    expect(new Set(records.map(({ kind }) => kind))).toEqual(new Set(['profile', 'consent', 'problem']));
  });

  test('goes on: the next lessons come to those who are owed one, and nobody hears from us who left', async () => {
    const subscribers = dynamoSubscribers(table);
    const control = dynamoControl(table);
    // As an operator accepts a copy of a table.
    await control.rememberTable(await control.tableId(), (await control.gate()).tableId);
    const sim = simulation({
      start: table010.writtenAt,
      series,
      subscribers,
      control,
      fate: fate([]),
    });
    const extras = { diary: dynamoCheckIns(table), personalData: dynamoPersonalData(table) };
    // Signed up again under 0.1.0, while a lesson a month came; confirms under this release.
    const finn = await sim.person(async (deps) =>
      confirmSignUp(table010.ids.finn, { ...deps, ...extras } as SignUpDeps),
    );
    expect(finn.outcome).toBe('already-confirmed');
    const zones = ['Europe/Berlin', 'Asia/Calcutta', 'America/New_York', 'europe/BERLIN', 'UTC'];
    const live = async (days: number) => {
      const until = sim.nowMs() + days * 86_400_000;
      const slots = zones.map((zone) => ({ zone, localTime: '07:00' }));
      await sim.advanceTo(until, dueTicks(slots, sim.nowMs(), until));
    };
    await live(28);
    const to = (name: 'ida' | 'ann' | 'finn') =>
      sim.accepted.filter(({ tags }) => tags['subscriber'] === table010.ids[name]).map(({ tags }) => tags['delivery']);
    // Ida had begun again, Ann kept one lesson a month: both have now had all that there was.
    expect(to('ida')).toEqual(['reminder_2026-08-27', 'completion_2026-08-31']);
    expect(to('ann')).toEqual(['reminder_2026-08-27', 'reminder_2026-09-03', 'completion_2026-09-07']);
    const silent = ['gwen', 'hugo', 'jon', 'lea', 'nobody', 'ben', 'otto'] as const;
    const heard = new Set(sim.accepted.map(({ tags }) => tags['subscriber']));
    expect(silent.filter((name) => heard.has(table010.ids[name]))).toEqual([]);
    expect(sim.dead).toEqual([]);

    // Finn kept one lesson a month as well. He signs up again, and gets the weekly course that the page promises.
    const begins = sim.nowMs();
    const finnAgain = aSignUp({
      id: table010.ids.finn,
      address: 'finn@example.org',
      expiresAt: '2026-12-01T00:00:00Z',
    });
    await subscribers.recordSignUp(finnAgain);
    await sim.person(async (deps) => confirmSignUp(table010.ids.finn, { ...deps, ...extras } as SignUpDeps));
    await live(21);
    const lessons = sim.accepted.filter(
      ({ atMs, tags }) => atMs > begins && tags['subscriber'] === table010.ids.finn && 'lesson' in tags,
    );
    expect(lessons.map(({ tags }) => tags['delivery'])).toEqual([
      'lesson_2026-09-28',
      'lesson_2026-10-05',
      'lesson_2026-10-12',
    ]);
  });
});
