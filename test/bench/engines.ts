import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localCredentials, localRegion } from '../../lib/local/settings.ts';
import type { QueueName } from '../../lib/local/queues.ts';
import type { PublishedEvent } from '../../lib/local/emulators/ses.ts';
import { bundlePrograms } from '../support/bundled-programs.ts';
import type { Question } from './engines-process.ts';
import type { Metered } from './meter.ts';

export interface BenchEmulators {
  /** Name of the DynamoDB engine. */
  emulator: string;
  queueUrls: Record<QueueName, string>;
  accessKey: string;
  /** Variables that lead the SDK of a lab to the emulators; `metered` through the meter. */
  environment: (options?: { metered?: boolean }) => Record<string, string>;
  /** The bytes of the latest mail, in base64. */
  raw: () => Promise<string>;
  /** Events that SES published since this was last asked. */
  events: () => Promise<PublishedEvent[]>;
  metered: () => Promise<Metered>;
  /** Stops the clock by which SES stamps its events at an instant. */
  time: (at?: string) => Promise<string>;
  stop: () => Promise<void>;
}

interface Started {
  emulator: string;
  queueUrls: Record<QueueName, string>;
  accessKey: string;
  endpoints: Record<'dynamo' | 'sqs' | 'ses' | 'meteredDynamo' | 'meteredSqs', string>;
}

/**
 * Starts DynamoDB, SQS and SES in a process of their own, whose processor time is not counted with anybody's.
 *
 * @param folder - for their program, which is made where it is not there yet
 * @param perSecondMax - mails a second that SES takes; no limit when left out
 */
export async function startEmulators(
  folder: string,
  { perSecondMax }: { perSecondMax?: number } = {},
): Promise<BenchEmulators> {
  const program = join(folder, 'engines-process.mjs');
  if (!existsSync(program)) await bundlePrograms(folder, ['test/bench/engines-process.ts']);
  const child = fork(program, [String(perSecondMax ?? '')], {
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  const { emulator, queueUrls, accessKey, endpoints } = await new Promise<Started>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The emulators did not start (${code})`)));
    child.on('message', (message: { started: Started } | { id: number; answer: unknown }) => {
      if ('started' in message) resolve(message.started);
      else waiting.get(message.id)?.(message.answer);
    });
  });
  let lastId = 0;
  const ask = <Answer>(what: Question['ask'], at?: string) =>
    new Promise<Answer>((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve as (answer: unknown) => void);
      child.send({ ask: what, at, id } satisfies Question);
    });
  const { accessKeyId, secretAccessKey } = localCredentials(accessKey);
  return {
    emulator,
    queueUrls,
    accessKey,
    environment: ({ metered = false } = {}) => ({
      AWS_REGION: localRegion,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: metered ? endpoints.meteredDynamo : endpoints.dynamo,
      AWS_ENDPOINT_URL_SQS: metered ? endpoints.meteredSqs : endpoints.sqs,
      AWS_ENDPOINT_URL_SES: endpoints.ses,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    }),
    raw: () => ask<string>('raw'),
    events: () => ask<PublishedEvent[]>('events'),
    metered: () => ask<Metered>('metered'),
    time: (at) => ask<string>('time', at),
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}
