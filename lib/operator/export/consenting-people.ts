import { paginateScan, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { toSignUp, toSubscriber } from '../../../lambdas/adapters/dynamo-items.ts';
import type { Item, Table } from '../../../lambdas/adapters/dynamo-table.ts';
import type { Somebody } from '../people.ts';
import type { Consent } from '../../../lambdas/core/records.ts';

/** Somebody, and what they agreed to last. */
export type Consenting = Somebody & { consent: Consent | undefined };

const consentPrefix = 'CONSENT#';

/**
 * Everybody in the table with their latest consent, a page at a time. What lies under one partition key comes together and in order, so a
 * consent comes before its profile; where an engine sees that otherwise, it is asked for.
 */
export async function* consentingPeople(table: Table): AsyncGenerator<Consenting> {
  const pages = paginateScan(
    { client: table.documents },
    {
      TableName: table.name,
      FilterExpression: 'sk IN (:profile, :signUp) OR begins_with(sk, :consent)',
      ExpressionAttributeValues: { ':profile': 'PROFILE', ':signUp': 'SIGNUP', ':consent': consentPrefix },
    },
  );
  let latest: { pk: string; consent: Consent } | undefined;
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const pk = String(item['pk']);
      if (item['sk'] === 'SIGNUP') {
        const signUp = toSignUp(item)!;
        yield { signUp, consent: signUp.consent };
      } else if (item['sk'] === 'PROFILE') {
        const consent = latest?.pk === pk ? latest.consent : await latestConsent(table, pk);
        yield { subscriber: toSubscriber(item)!, consent };
      } else {
        latest = { pk, consent: toConsent(item) };
      }
    }
  }
}

async function latestConsent({ name, documents }: Table, pk: string): Promise<Consent | undefined> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :consent)',
      ExpressionAttributeValues: { ':pk': pk, ':consent': consentPrefix },
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  return Items[0] === undefined ? undefined : toConsent(Items[0]);
}

function toConsent({ at, textVersion, source }: Item): Consent {
  return { at: String(at), textVersion: String(textVersion), source: String(source) };
}
