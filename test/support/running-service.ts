import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Temporal } from 'temporal-polyfill';
import type { DynamoEmulatorName } from '../../lib/local/emulators/dynamo.ts';
import { localTableName } from '../../lib/local/settings.ts';
import { startLocalService } from '../../lib/local/service.ts';
import { toyHandlers } from './toy-handlers.ts';
import { marshall } from '@aws-sdk/util-dynamodb';
import { apiKeyKey, subscriberKey } from '../../lambdas/core/kit/table-keys.ts';

/** Starts a local service with one person in its table and one email in its inbox, for a test to attack. */
export async function runningService(dataDir: string, emulator: DynamoEmulatorName) {
  const service = await startLocalService({
    dataDir,
    port: 0,
    handlers: toyHandlers({ plans: [], feedback: [] }),
    emulator,
    onError: (error) => console.error(error),
    realNow: () => Temporal.Instant.from('2026-11-23T08:01:00Z').epochMilliseconds,
  });
  await service.clockwork.advanceTo(Temporal.Instant.from('2026-11-23T09:10:00Z'));
  const { endpoints } = JSON.parse(readFileSync(join(dataDir, 'service.json'), 'utf8')) as {
    endpoints: { dynamo: string; sqs: string; ses: string };
  };
  // Its credentials are those that the service gives to the SDK clients of its process.
  const dynamo = new DynamoDBClient({ endpoint: endpoints.dynamo });
  const Item = marshall({ ...subscriberKey('ann'), note: 'a bad back' });
  await dynamo.send(new PutItemCommand({ TableName: localTableName, Item }));

  return {
    service,
    endpoints,
    /** Returns everything that an attacker must not change. */
    state: async () => ({
      items: (await dynamo.send(new ScanCommand({ TableName: localTableName }))).Items,
      emails: service.ses!.mails().map(({ subject }) => subject),
      messages: service.sqs!.queueNames().map((name) => [name, service.sqs!.counts(name)]),
      now: service.clock.now().toString(),
    }),
    stop: async () => {
      dynamo.destroy();
      await service.close();
    },
  };
}

/** Returns calls that read or change something, as anyone can make them who knows where the emulators listen. */
export function forgedCalls({ dynamo, sqs, ses }: { dynamo: string; sqs: string; ses: string }) {
  const json = (url: string, target: string, body: object): ForgedCall => ({
    url,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20261127T200000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20261127/eu-west-1/any/aws4_request, SignedHeaders=host, Signature=00',
    },
    body: JSON.stringify(body),
  });
  const email = 'From: coach@weekly.example.com\r\nTo: ada@example.org\r\nSubject: Forged\r\n\r\nHello';
  return {
    scan: json(dynamo, 'DynamoDB_20120810.Scan', { TableName: localTableName }),
    putItem: json(dynamo, 'DynamoDB_20120810.PutItem', {
      TableName: localTableName,
      Item: marshall(apiKeyKey('forged')),
    }),
    sendMessage: json(sqs, 'AmazonSQS.SendMessage', {
      QueueUrl: `${sqs}/000000000000/feedback-dlq`,
      MessageBody: 'forged',
    }),
    sendEmail: {
      url: ses,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        Action: 'SendRawEmail',
        Source: 'coach@weekly.example.com',
        'Destinations.member.1': 'ada@example.org',
        'RawMessage.Data': Buffer.from(email).toString('base64'),
      }).toString(),
    },
  };
}

export interface ForgedCall {
  url: string;
  headers: Record<string, string>;
  body: string;
}
