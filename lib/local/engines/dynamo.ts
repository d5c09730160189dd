import { mkdirSync } from 'node:fs';
import { findDynoxide, startDynoxide } from './dynoxide.ts';
import { guardConnections } from './guarded-connections.ts';
import { engineGuard } from './loopback-guard.ts';

/** dynoxide is faithful and light, a program per platform; dynalite runs wherever Node does. */
export type DynamoEngineName = 'dynoxide' | 'dynalite';

export interface DynamoEngine {
  /** Endpoint for the SDK, on 127.0.0.1. */
  url: string;
  engine: DynamoEngineName;
  stop: () => Promise<void>;
}

/**
 * Starts a DynamoDB engine that keeps its data under `dataDir`, or in memory when there is none. Without `engine` it is dynoxide where
 * its platform package is installed, else dynalite. The two do not read each other's data: each has a folder of its own.
 *
 * @param accessKey - callers must use it as their access key ID
 * @throws DataFolderError when the data is damaged
 * @throws Error when dynoxide is asked for and its package is not installed
 */
export async function startDynamo({
  accessKey,
  dataDir,
  engine,
  acceptLoss,
}: {
  accessKey: string;
  dataDir?: string;
  /** Begins with what can be read of damaged data, where the engine can. */
  acceptLoss?: boolean | undefined;
  engine?: DynamoEngineName | undefined;
}): Promise<DynamoEngine> {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const program = engine === 'dynalite' ? undefined : findDynoxide();
  const guard = engineGuard(accessKey);
  if (program !== undefined) {
    const dynoxide = await startDynoxide(program, dataDir, { acceptLoss });
    const { url, stop } = await guardConnections(guard, dynoxide);
    return {
      url,
      engine: 'dynoxide',
      async stop() {
        await stop();
        await dynoxide.stop();
      },
    };
  }
  if (engine === 'dynoxide') {
    throw new Error(
      `dynoxide is not installed for this machine: npm install --no-save @dynoxide/${process.platform}-${process.arch}`,
    );
  }
  // Loaded where it is used: its many parts take longer than the other engine's whole start.
  const { startDynalite } = await import('./dynalite.ts');
  return startDynalite(guard, dataDir);
}
