import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { everybody } from '../../lambdas/adapters/dynamo/everybody.ts';
import { openTable } from '../../lambdas/adapters/dynamo/table.ts';
import { isPerson, type Person } from '../../lambdas/core/person/subscriber.ts';
import { credentials, region } from './emulated-account.ts';

/** Who is in the deployed table, by address. */
export function peopleIn(tableName: string, endpoint: string) {
  let inUse = tableName;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  return {
    /** Looks into another table from now on. */
    use: (other: string) => {
      inUse = other;
    },
    find: async (address: string): Promise<Person | undefined> => {
      for await (const { subscriber } of everybody(openTable(inUse, client), ['profile'])) {
        if (isPerson(subscriber) && subscriber.address === address) return subscriber;
      }
      return undefined;
    },
  };
}
