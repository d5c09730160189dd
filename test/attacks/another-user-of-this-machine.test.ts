import { chmodSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { ListSuppressedDestinationsCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localTableName } from '../../lib/local/settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runningService } from '../support/running-service.ts';

/* Another user of the same machine can connect to every port, and can read the files that they have rights to. */

const place = temporaryFolder();

describe.each(['dynoxide', 'dynalite'] as const)('with %s as the database', (emulator) => {
  let service: Awaited<ReturnType<typeof runningService>>;
  const dataDir = place(emulator);
  beforeAll(async () => {
    // As an earlier version left it, open to everybody.
    mkdirSync(join(dataDir, 'mail'), { recursive: true });
    writeFileSync(join(dataDir, 'mail', 'old.eml'), 'Subject: Old');
    writeFileSync(join(dataDir, 'clock.json'), '{"offsetMs":              0}');
    for (const [path, mode] of [
      ['.', 0o755],
      ['mail', 0o755],
      ['mail/old.eml', 0o644],
      ['clock.json', 0o644],
    ] as const)
      chmodSync(join(dataDir, path), mode);
    service = await runningService(dataDir, emulator);
  });
  afterAll(() => service?.stop());

  test('is refused by every engine without the access key of this start, and is told why', async () => {
    const { endpoints } = service;
    const guess = { region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
    const [dynamo, sqs, ses, ses2] = [
      new DynamoDBClient({ ...guess, endpoint: endpoints.dynamo }),
      new SQSClient({ ...guess, endpoint: endpoints.sqs }),
      new SESClient({ ...guess, endpoint: endpoints.ses }),
      new SESv2Client({ ...guess, endpoint: endpoints.ses }),
    ] as const;
    const refused = [
      dynamo.send(new ScanCommand({ TableName: localTableName })),
      sqs.send(new ListQueuesCommand({})),
      ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from('Subject: Forged\r\n\r\n') } })),
      ses2.send(new ListSuppressedDestinationsCommand({})),
    ];
    for (const one of refused) await expect(one).rejects.toThrow(/^The access key is not the one of this start/);
    for (const client of [dynamo, sqs, ses, ses2]) client.destroy();
  });

  test('cannot read anything in the data folder', () => {
    // Windows has no such rights.
    const othersMask = process.platform === 'win32' ? 0 : 0o077;
    const open = ['.', ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' })].filter(
      (path) => (lstatSync(join(dataDir, path)).mode & othersMask) !== 0,
    );
    expect(open).toEqual([]);
    expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['keyring.json', 'mail', 'service.json', 'table']));
  });
});
