import { SESv2Client } from '@aws-sdk/client-sesv2';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { dynamoCounts } from '../../lambdas/adapters/dynamo/counts.ts';
import { dynamoScan } from '../../lambdas/adapters/dynamo/everybody.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo/subscribers.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { keyringOf } from '../../lambdas/adapters/keys/keyring.ts';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { isoInstant } from '../../lambdas/core/time/calendar.ts';
import { rebuildCounts } from '../../lambdas/core/counting/counting.ts';
import { seed } from '../bench/seeding.ts';
import { deadLetterUrl, queueNames } from '../../lib/local/queues.ts';
import type { ServiceConnection } from '../../lib/operator/connection.ts';
import { crowdItems } from './crowd.ts';
import { startEmulators, testCredentials } from './emulators.ts';

/** A service of some weeks with its operator's view of it, on the embedded emulators; everybody was counted just now, for all days that are over. */
export async function operatorConnection(people: number, now = Temporal.Instant.from('2026-12-17T09:00:00Z')) {
  const clock = { now: () => now };
  const series = compiledSeries(['stress-and-back-pain']);
  const lessons = series.first.lessons.map(({ id }) => id);
  const crowd = crowdItems(people, lessons, series.first.id, now);
  const emulators = await startEmulators({ clock });
  const table = openTable(emulators.tableName, emulators.clients.dynamo);
  await seed(table, crowd);
  await rebuildCounts(
    { clock, crowd: dynamoScan(table), counts: dynamoCounts(table), series: [series.first.id] },
    true,
  );
  const { dynamo, ses, sqs } = emulators.clients;
  const sesAccount = new SESv2Client({
    region: 'eu-central-1',
    credentials: testCredentials,
    endpoint: emulators.ses.url,
  });
  const control = dynamoControl(table);
  await control.hear({ at: isoInstant(now.subtract({ minutes: 3 })), late: false });
  const connection: ServiceConnection = {
    name: 'stage production',
    clock,
    table,
    control,
    subscribers: dynamoSubscribers(table),
    sqs,
    lookSeconds: 0,
    queues: Object.fromEntries(
      queueNames.map((name) => [
        name,
        { url: emulators.queueUrls[name], deadLetterUrl: deadLetterUrl(emulators.queueUrls[name]) },
      ]),
    ) as ServiceConnection['queues'],
    series,
    ledger: undefined,
    writer: undefined,
    ses,
    sesAccount: async () => sesAccount,
    sending: undefined,
    mail: undefined,
    webhook: undefined,
    cohorts: {},
    contactsAccepted: undefined,
    dynamo,
    keyring: async () => keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'k'.repeat(64) })),
    keyringAt: 'file:nowhere',
    close: () => {},
  };
  return { connection, emulators };
}
