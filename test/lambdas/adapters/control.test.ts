import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { plannerKey, zoneKey } from '../../../lambdas/core/kit/table-keys.ts';
import { openTable, putItems, type Table, updateItem } from '../../../lambdas/adapters/dynamo/table.ts';
import { sqsQueues } from '../../../lambdas/adapters/sqs/queues.ts';
import type { DispatchJob } from '../../../lambdas/core/sending/jobs.ts';
import { planDueSlots } from '../../../lambdas/core/sending/planning.ts';
import { startService, type Service } from '../../support/service.ts';

/* DynamoDB returns at most 1 MB per request. */

const berlin = { zone: 'Europe/Berlin', localTimes: new Set(['07:00']) };

let service: Service;
let table: Table;
beforeAll(async () => {
  service = await startService('2026-11-02T05:45:03Z');
  table = openTable(service.emulators.tableName);
  await service.control.rememberSlot('Europe/Berlin', '07:00');
  await service.plan();
  await fillBefore('Europe/Berlin');
});
afterAll(async () => {
  table.documents.client.destroy();
  await service.stop();
});
beforeEach(async () => void (await service.takeAll('send')));

/** Writes more than 1 MB of made-up zones whose keys sort before another one's, each with something that nobody reads. */
async function fillBefore(zone: string): Promise<void> {
  const zones = Array.from({ length: 4 }, (_, index) => `Atlantis/Quarter_${index}`);
  expect(zones.every((name) => name < zone)).toBe(true);
  const filler = 'x'.repeat(300_000);
  await putItems(
    table,
    zones.map((name) => ({ ...zoneKey(name), localTimes: berlin.localTimes, filler })),
  );
}

describe('the planner’s clocks', () => {
  test('are read with the mark that they were written with, and with no other', async () => {
    const another = openTable(await service.emulators.freshTable());
    const control = dynamoControl(another);
    const clocks = { edition: '2026f', leads: { 'Europe/Berlin': 60 } };
    await control.advance(undefined, '2026-11-02T06:00:00Z', clocks);
    expect(await control.planning()).toMatchObject({ plannedThrough: '2026-11-02T06:00:00Z', clocks });
    await control.advance('2026-11-02T06:00:00Z', '2026-11-02T06:15:00Z', { edition: '2026f' });
    expect((await control.planning()).clocks).toEqual({ edition: '2026f' });
    // As a release does that keeps none, after a deployment was taken back.
    const values = { ':to': '2026-11-02T06:30:00Z' };
    await updateItem(another, plannerKey, { set: { plannedThrough: ':to' }, values });
    const { plannedThrough, clocks: stale } = await control.planning();
    expect([plannedThrough, stale]).toEqual(['2026-11-02T06:30:00Z', undefined]);
    another.documents.client.destroy();
  });
});

describe('zones in use that do not fit into one page', () => {
  test('are all read', async () => {
    const { inUse } = await service.control.planning();
    expect(inUse).toHaveLength(5);
    expect(inUse).toContainEqual(berlin);
  });

  test('are all planned for', async () => {
    service.now.iso = '2026-11-02T06:00:03Z';
    await service.plan();
    expect(((await service.takeAll('send')) as DispatchJob[]).flatMap(({ slots }) => slots)).toEqual([
      { zone: 'Europe/Berlin', localDate: '2026-11-02', localTime: '07:00' },
    ]);
  });

  test('stop the planner if one page cannot be read: it fails, plans nothing and keeps its mark', async () => {
    service.now.iso = '2026-11-03T06:00:03Z';
    const { plannedThrough } = await service.control.planning();
    const client = new DynamoDBClient({ maxAttempts: 1 });
    client.middlewareStack.add((next) => async (args) => {
      if ('ExclusiveStartKey' in args.input && args.input.ExclusiveStartKey !== undefined) {
        throw new Error('The second page cannot be read.');
      }
      return next(args);
    });
    const deps = {
      clock: { now: () => Temporal.Instant.from(service.now.iso) },
      control: dynamoControl(openTable(table.name, client)),
      queues: sqsQueues({ send: service.emulators.queueUrls.send }),
      log: { info: () => {}, warn: () => {}, error: () => {}, count: () => {} },
      runtimeClocks: () => undefined,
    };
    await expect(planDueSlots(deps)).rejects.toThrow('second page');
    expect((await service.control.planning()).plannedThrough).toBe(plannedThrough);
    expect(await service.takeAll('send')).toEqual([]);
    client.destroy();
  });
});
