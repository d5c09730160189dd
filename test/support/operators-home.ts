import { SESv2Client } from '@aws-sdk/client-sesv2';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../lambdas/adapters/dynamo-control.ts';
import { dynamoCounts } from '../../lambdas/adapters/dynamo-counts.ts';
import { dynamoCrowd } from '../../lambdas/adapters/dynamo-crowd.ts';
import { dynamoSubscribers } from '../../lambdas/adapters/dynamo-subscribers.ts';
import { openTable } from '../../lambdas/adapters/dynamo-table.ts';
import { keyringOf } from '../../lambdas/adapters/keyring.ts';
import { seriesById } from '../../lambdas/adapters/series-library.ts';
import { countEverybody } from '../../lambdas/core/counting.ts';
import { seed } from '../../lib/bench/seeding.ts';
import { deadLetterUrl, queueNames } from '../../lib/local/queues.ts';
import { localCredentials } from '../../lib/local/settings.ts';
import type { Home } from '../../lib/operator/home.ts';
import { crowdItems } from './crowd.ts';
import { startEngines } from './engines.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {}, count: () => {} };

/** A service of some weeks with its operator's view of it, on the embedded engines; everybody was counted in the night before `now`. */
export async function operatorsHome(people: number, now = Temporal.Instant.from('2026-12-17T09:00:00Z')) {
  const clock = { now: () => now };
  const series = seriesById('stress-and-back-pain');
  const lessons = series.lessons.map(({ id }) => id);
  const crowd = crowdItems(people, lessons, series.id, now);
  const engines = await startEngines({ clock });
  const table = openTable(engines.tableName, engines.clients.dynamo);
  await seed(table, crowd);
  await countEverybody({ clock, crowd: dynamoCrowd(table), counts: dynamoCounts(table), log: quiet });
  const { dynamo, ses, sqs } = engines.clients;
  const sesAccount = new SESv2Client({
    region: 'eu-central-1',
    credentials: localCredentials,
    endpoint: engines.ses.url,
  });
  const home: Home = {
    name: 'stage production',
    clock,
    table,
    control: dynamoControl(table),
    subscribers: dynamoSubscribers(table),
    sqs,
    queues: Object.fromEntries(
      queueNames.map((name) => [
        name,
        { url: engines.queueUrls[name], deadLetterUrl: deadLetterUrl(engines.queueUrls[name]) },
      ]),
    ) as Home['queues'],
    series,
    ses,
    sesAccount,
    sending: undefined,
    mail: undefined,
    webhook: undefined,
    dynamo,
    keyring: async () => keyringOf(JSON.stringify({ identity: 'a', current: 'a', a: 'k'.repeat(64) })),
    keyringAt: 'file:nowhere',
    close: () => {},
  };
  return { home, engines };
}
