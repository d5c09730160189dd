import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Clock } from '../../lambdas/core/kit/ports.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import { localCredentials } from './settings.ts';
import type { Storage } from './storage.ts';
import { startStreamSource, type StreamHandler, type StreamSource } from './stream-source.ts';

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
