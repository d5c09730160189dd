import {
  DescribeTableCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { isoInstant } from '../../lambdas/core/time/calendar.ts';
import type { Temporal } from 'temporal-polyfill';
import { OperatorError } from './operator-error.ts';

/** DynamoDB takes from minutes to hours, by the size of the table. */
const proofWaitSeconds = 12 * 3_600;

/**
 * Restores a table to a moment, beside it, under a name that tells the moment; and gives the copy what DynamoDB leaves out: recovery,
 * expiry, a stream of changes, and protection if the original has it. May be interrupted and run again.
 *
 * @throws OperatorError when DynamoDB refuses, with its reason
 */
export async function restoreTable(
  dynamo: DynamoDBClient,
  source: string,
  to: Temporal.Instant,
): Promise<{ table: string; streamArn: string }> {
  const table = restoredName(source, to);
  const original = await described(dynamo, source);
  if ((await described(dynamo, table)) === undefined) {
    const restore = new RestoreTableToPointInTimeCommand({
      SourceTableName: source,
      TargetTableName: table,
      RestoreDateTime: new Date(to.epochMilliseconds),
    });
    await dynamo.send(restore).catch((cause: unknown) => {
      throw new OperatorError(`DynamoDB does not restore ${source}: ${(cause as Error).message}`, { cause });
    });
  }
  const TableName = table;
  await ready(dynamo, TableName);
  await dynamo.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  await dynamo
    .send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } }))
    .catch((error: Error) => {
      // From an earlier run of this command.
      if (!error.message.includes('already enabled')) throw error;
    });
  const DeletionProtectionEnabled = original?.DeletionProtectionEnabled === true;
  await dynamo.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled }));
  return { table, streamArn: await streamOf(dynamo, TableName) };
}

/** Lets a table tell of its changes, for the ledger and for webhooks; answers the ARN of its stream. */
export async function streamOf(dynamo: DynamoDBClient, TableName: string): Promise<string> {
  // One change of a table at a time.
  await ready(dynamo, TableName);
  const table = await described(dynamo, TableName);
  // DynamoDB refuses to switch on what is on.
  if (table?.StreamSpecification?.StreamEnabled !== true) {
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const };
    await dynamo.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  }
  return (await described(dynamo, TableName))!.LatestStreamArn!;
}

async function ready(client: DynamoDBClient, TableName: string): Promise<void> {
  await waitUntilTableExists({ client, maxWaitTime: proofWaitSeconds, minDelay: 1, maxDelay: 30 }, { TableName });
}

/** The original's name and the moment; a copy of a copy is called after the original. */
function restoredName(source: string, to: Temporal.Instant): string {
  return `${source.replace(/-at-\d{8}T\d{6}Z$/, '')}-at-${isoInstant(to).replaceAll(/[-:]|\.\d+/g, '')}`;
}

async function described(dynamo: DynamoDBClient, TableName: string) {
  try {
    return (await dynamo.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
