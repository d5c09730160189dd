import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { everybody } from '../../lambdas/adapters/dynamo/everybody.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { compiledSeries } from '../../lambdas/adapters/series-library.ts';
import { auditPerson } from '../../lambdas/core/counting/audit.ts';
import { isPerson } from '../../lambdas/core/person/subscriber.ts';
import { queueNames } from '../../lib/local/queues.ts';
import { localTableName } from '../../lib/local/settings.ts';
import type { LocalService } from '../../lib/local/service.ts';
import type { Span } from './faults.ts';

/** What the service itself says at the end: its audit has to explain every slot, and no claim and no dead letter may be left. */
export async function checkTable(deps: LocalService, span: Span): Promise<string[]> {
  const wrong: string[] = [];
  const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
  const end = instant(span.until);
  const client = new DynamoDBClient({});
  for await (const { subscriber } of everybody(openTable(localTableName, client), ['profile'])) {
    if (!isPerson(subscriber)) continue;
    const { address, series, claim } = subscriber;
    if (claim !== undefined) wrong.push(`${address} has a claim left: ${claim.delivery}`);
    const lines = auditPerson(
      subscriber,
      compiledSeries([series]).first,
      { from: instant(span.from), until: end },
      end,
    );
    for (const { localDate, state } of lines) {
      if (state === 'unaccounted' || state === 'in-doubt') {
        wrong.push(`${address}: the audit finds ${localDate} ${state}`);
      }
    }
  }
  client.destroy();
  for (const name of queueNames) {
    const { visible, delayed, inFlight } = deps.sqs!.counts(`${name}-dlq`);
    if (visible + delayed + inFlight > 0) wrong.push(`${name}: dead letters are left`);
  }
  return wrong;
}
