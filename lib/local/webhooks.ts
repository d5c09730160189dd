import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import * as z from 'zod';
import type { Clock } from '../../lambdas/core/ports.ts';
import { parseSettings } from '../../lambdas/core/settings.ts';
import { timings } from '../../lambdas/core/timings.ts';
import { webhookEventTypes, WebhookUrl } from '../../lambdas/core/webhook-contract.ts';
import { localCredentials } from './settings.ts';
import type { Storage } from './storage.ts';
import { startStreamSource, type StreamHandler, type StreamSource } from './stream-source.ts';

const Asked = z.object({
  WEBHOOK_URL: WebhookUrl,
  WEBHOOK_EVENTS: z.string().default(webhookEventTypes.join(' ')),
  WEBHOOK_INCLUDES: z.string().default(''),
});
export type WebhooksAsked = z.output<typeof Asked>;

/**
 * What the environment asks for; nothing without WEBHOOK_URL.
 *
 * @throws SettingsError when that is no address for it
 */
export function webhooksAsked(
  environment: Record<string, string | undefined> = process.env,
): WebhooksAsked | undefined {
  if (!environment['WEBHOOK_URL']) return undefined;
  const { WEBHOOK_EVENTS, ...given } = environment;
  return parseSettings(Asked, { ...given, WEBHOOK_EVENTS: WEBHOOK_EVENTS || undefined });
}

/** Reads the changes of the table, for `announce` to make events of. */
export async function readChanges(options: {
  dataDir: string;
  tableName: string;
  dynamo: DynamoDBClient;
  endpoint: string;
  accessKey: string;
  region: string;
  announce: StreamHandler;
  clock: Clock;
  storage: Storage;
  onError: (error: unknown) => void;
}): Promise<StreamSource> {
  const { dataDir, endpoint, accessKey, region, announce, ...common } = options;
  const streams = new DynamoDBStreamsClient({ region, endpoint, credentials: localCredentials(accessKey) });
  const source = await startStreamSource({
    ...common,
    streams,
    placeFile: join(dataDir, 'stream.json'),
    functionName: 'announce',
    handler: announce,
    timeoutMs: timings.timeout.announce * 1000,
  });
  return { ...source, stop: () => source.stop().finally(() => streams.destroy()) };
}
