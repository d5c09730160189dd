import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ledgerKeys } from '../../lambdas/core/counting/ledger.ts';

/** Makes a table for the ledger, of the shape that `lib/cloud/ledger.ts` deploys. */
export async function makeLedgerTable(dynamo: DynamoDBClient, TableName: string): Promise<void> {
  const names = [ledgerKeys.partition, ledgerKeys.sort];
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
}
