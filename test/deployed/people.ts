import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { credentials, region } from './emulated-account.ts';

/** A subscriber's item, as far as the story looks at it. */
export interface Person {
  pk: string;
  address: string;
  status: string;
  sent: Record<string, string>;
}

/** Who is in the deployed table, by address. */
export function peopleIn(tableName: string, endpoint: string) {
  let inUse = tableName;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const documents = DynamoDBDocumentClient.from(client);
  return {
    /** Looks into another table from now on. */
    use: (other: string) => {
      inUse = other;
    },
    find: async (address: string): Promise<Person | undefined> => {
      for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: inUse })) {
        const found = (Items as (Person & { sk: string })[]).find(
          (item) => item.sk === 'PROFILE' && item.address === address,
        );
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}
