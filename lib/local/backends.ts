import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import { usedTypes } from '../../lambdas/core/hearing/ses-event.ts';
import { startDynamo, type DynamoEmulatorName } from './emulators/dynamo.ts';
import { makeAccessKey } from './emulators/loopback-guard.ts';
import { startSes, type PublishedEvent, type SesEmulator } from './emulators/ses.ts';
import { startSqs, type SqsEmulator } from './emulators/sqs.ts';
import type { KeepingOptions } from './emulators/journal.ts';
import { localCredentials, senderIdentity } from './settings.ts';

export interface BackendOptions {
  /** How mails and queues are kept. */
  keeping: KeepingOptions;
  /** The operator gives up what is missing of the table. */
  acceptTableLoss: boolean;
  dataDir: string;
  clock: Clock;
  region: string;
  emulator: DynamoEmulatorName | undefined;
  onEvent: (event: PublishedEvent) => Promise<void>;
  /** What callers of our emulators must use as access key ID; random by default. */
  accessKey?: string | undefined;
  /** Learns how to stop each emulator as soon as it runs. */
  onClose: (close: () => unknown) => void;
}

/** What stands in for AWS: our emulators, or whatever AWS_ENDPOINT_URL_… pointed to before. */
export interface Backends {
  /** In words, for people. */
  dynamoName: string;
  /** Undefined where another endpoint is in use. */
  ses: SesEmulator | undefined;
  sqs: SqsEmulator | undefined;
  clients: { dynamo: DynamoDBClient; sqs: SQSClient };
  endpoints: { dynamo: string; sqs: string; ses: string };
  /** What callers of our emulators must use as access key ID. */
  accessKey: string;
  /** Variables that lead the SDK, in this process, to them. */
  environment: Record<string, string | undefined>;
}

/** Starts the emulators that no endpoint variable replaces. @throws DataFolderError when kept data is damaged */
export async function startBackends(options: BackendOptions): Promise<Backends> {
  const { dataDir, clock, region, onClose, onEvent, keeping, acceptTableLoss } = options;
  const elsewhere = {
    dynamo: process.env['AWS_ENDPOINT_URL_DYNAMODB'],
    ses: process.env['AWS_ENDPOINT_URL_SES'],
    sqs: process.env['AWS_ENDPOINT_URL_SQS'],
  };
  const isElsewhere = Object.values(elsewhere).some((endpoint) => endpoint !== undefined);
  const ownKey = isElsewhere ? process.env['AWS_ACCESS_KEY_ID'] : undefined;
  // An SDK client takes its credentials from the process, the same for every service. Where another endpoint needs the operator's own, our emulators
  // require that access key, and are as safe from other users of this machine as it is secret.
  const accessKey = ownKey ?? options.accessKey ?? makeAccessKey();
  const stopped = <Emulator extends { stop: () => Promise<void> }>(emulator: Emulator): Emulator => {
    onClose(() => emulator.stop());
    return emulator;
  };
  const starting = [
    elsewhere.dynamo === undefined
      ? startDynamo({
          accessKey,
          dataDir: join(dataDir, 'table'),
          emulator: options.emulator,
          acceptLoss: acceptTableLoss,
        }).then(stopped)
      : Promise.resolve(undefined),
    elsewhere.ses === undefined
      ? startSes({
          accessKey,
          dir: join(dataDir, 'mail'),
          clock,
          region,
          onEvent,
          eventTypes: usedTypes,
          ...senderIdentity(),
          ...keeping,
        }).then(stopped)
      : Promise.resolve(undefined),
    elsewhere.sqs === undefined
      ? startSqs({ accessKey, dir: join(dataDir, 'queues'), clock, region, ...keeping }).then(stopped)
      : Promise.resolve(undefined),
  ] as const;
  // All of them, even when one fails: an emulator that comes up later would be left running.
  await Promise.allSettled(starting);
  const [dynamo, ses, sqs] = await Promise.all(starting);

  const credentials = localCredentials(accessKey);
  const common = { region, ...(ownKey === undefined && { credentials }) };
  const clients = {
    dynamo: new DynamoDBClient({ ...common, endpoint: dynamo?.url ?? elsewhere.dynamo!, cacheMiddleware: true }),
    sqs: new SQSClient({ ...common, endpoint: sqs?.url ?? elsewhere.sqs!, useQueueUrlAsEndpoint: false }),
  };
  onClose(() => clients.dynamo.destroy());
  onClose(() => clients.sqs.destroy());
  return {
    dynamoName: dynamo?.emulator ?? elsewhere.dynamo!,
    ses,
    sqs,
    clients,
    endpoints: {
      dynamo: dynamo?.url ?? elsewhere.dynamo!,
      sqs: sqs?.url ?? elsewhere.sqs!,
      ses: ses?.url ?? elsewhere.ses!,
    },
    accessKey,
    environment: {
      AWS_REGION: region,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo?.url ?? elsewhere.dynamo,
      AWS_ENDPOINT_URL_SES: ses?.url ?? elsewhere.ses,
      // Another name, the same place: the suppression list is a matter of SES's second interface.
      AWS_ENDPOINT_URL_SESV2: ses?.url ?? process.env['AWS_ENDPOINT_URL_SESV2'] ?? elsewhere.ses,
      AWS_ENDPOINT_URL_SQS: sqs?.url ?? elsewhere.sqs,
      // Real keys are of no use to our emulators, and a profile of the machine would come before the keys given here.
      ...(ownKey === undefined && {
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: undefined,
        AWS_PROFILE: undefined,
      }),
    },
  };
}
