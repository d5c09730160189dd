import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoCounts } from '../../lambdas/adapters/dynamo/counts.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { Temporal } from 'temporal-polyfill';
import { wire } from '../../lambdas/count.ts';
import { lambdaContext } from '../../lib/local/lambda-context.ts';
import { aSubscriber, idOf } from '../support/builders.ts';
import { joins } from '../support/people.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
beforeAll(async () => void (service = await startService('2026-11-02T06:00:00Z')));
afterAll(async () => service.stop());

test('the night counts everybody, and then reduces who left more than 30 days ago; the rest is as it was', async () => {
  const { subscribers, emulators } = service;
  for (const name of ['ann', 'bea', 'cem'])
    await joins(subscribers, aSubscriber({ id: idOf(name), series: 'a-series' }));
  const leave = async (name: string, unsubscribedAt: string) =>
    subscribers.change((await subscribers.find(idOf(name)))!, { status: 'unsubscribed', unsubscribedAt });
  await leave('ann', '2026-10-03T05:59:59Z');
  await leave('bea', '2026-10-03T06:00:01Z');
  const before = await Promise.all(['bea', 'cem'].map(async (name) => subscribers.find(idOf(name))));
  const settings = {
    TABLE_NAME: emulators.tableName,
    SERIES: 'a-series',
    KEEP_COMPLETED_MONTHS: '12',
    LOG_LEVEL: 'SILENT',
  };
  const clock = { now: () => Temporal.Instant.from('2026-11-02T06:00:00Z') };
  await wire(settings, { clock })({}, lambdaContext('count', 300_000));
  expect(await subscribers.find(idOf('ann'))).toEqual({
    id: idOf('ann'),
    status: 'unsubscribed',
    unsubscribedAt: '2026-10-03T05:59:59Z',
    sent: {},
    version: 3,
  });
  expect(await Promise.all(['bea', 'cem'].map(async (name) => subscribers.find(idOf(name))))).toEqual(before);
  const { now } = await dynamoCounts(openTable(emulators.tableName)).read('a-series');
  expect(now?.people).toEqual({ active: 1, unsubscribed: 2 });
});
