import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
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

test('a night that takes longer than a run is gone on with, each run from where the last one ended', async () => {
  const table = openTable(await service.emulators.freshTable(), service.emulators.clients.dynamo);
  const subscribers = dynamoSubscribers(table);
  const names = ['ann', 'bea', 'cem', 'dan', 'eve'];
  for (const name of names) await joins(subscribers, aSubscriber({ id: idOf(name), series: 'a-series' }));
  const gone = (await subscribers.find(idOf('dan')))!;
  await subscribers.change(gone, { status: 'unsubscribed', unsubscribedAt: '2026-10-03T05:59:59Z' });
  const settings = { TABLE_NAME: table.name, SERIES: 'a-series', KEEP_COMPLETED_MONTHS: '12', LOG_LEVEL: 'SILENT' };
  const count = wire(settings, { clock: { now: () => Temporal.Instant.from('2026-11-02T06:00:00Z') } });
  const counts = dynamoCounts(table);
  // Time for nobody after the first, as seen by a count; enough to reduce who is gone.
  const short = () => lambdaContext('count', 100_000);
  const onward = { continuing: true };
  await count(onward, short());
  expect([await counts.begun(), await counts.read('a-series')]).toEqual([undefined, { days: {} }]);
  await count({}, short());
  for (const [index] of names.slice(1).entries()) {
    expect((await counts.begun())?.part).toBe(index + 1);
    await count(onward, short());
  }
  expect(await counts.read('a-series')).toEqual({ days: {} });
  await count(onward, short());
  expect((await counts.read('a-series')).now?.people).toEqual({ active: 4, unsubscribed: 1 });
  expect(await counts.begun()).toBeUndefined();
  expect(await subscribers.find(idOf('dan'))).not.toHaveProperty('preferences');
  // The next night begins anew, without the one of whom little is left.
  await count({}, lambdaContext('count', 900_000));
  expect((await counts.read('a-series')).now?.people).toEqual({ active: 4 });
});
