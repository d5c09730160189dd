import { mkdirSync } from 'node:fs';
import { findDynoxide, startDynoxide } from './dynoxide.ts';
import { guardConnections } from './guarded-connections.ts';
import { emulatorGuard } from './loopback-guard.ts';

/** dynoxide is faithful and light, a program per platform; dynalite runs wherever Node does. */
export type DynamoEmulatorName = 'dynoxide' | 'dynalite';

export interface DynamoEmulator {
  /** Endpoint for the SDK, on 127.0.0.1. */
  url: string;
  emulator: DynamoEmulatorName;
  stop: () => Promise<void>;
}

/**
 * Starts a DynamoDB emulator that keeps its data under `dataDir`, or in memory when there is none. Without `emulator` it is dynoxide where
 * its platform package is installed, else dynalite. The two do not read each other's data: each has a folder of its own.
 *
 * @param accessKey - callers must use it as their access key ID
 * @throws DataFolderError when the data is damaged
 * @throws Error when dynoxide is asked for and its package is not installed
 */
export async function startDynamo({
  accessKey,
  dataDir,
  emulator,
  acceptLoss,
}: {
  accessKey: string;
  dataDir?: string;
  /** Begins with what can be read of damaged data, where the emulator can. */
  acceptLoss?: boolean | undefined;
  emulator?: DynamoEmulatorName | undefined;
}): Promise<DynamoEmulator> {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const program = emulator === 'dynalite' ? undefined : findDynoxide();
  const guard = emulatorGuard(accessKey);
  if (program !== undefined) {
    const dynoxide = await startDynoxide(program, dataDir, { acceptLoss });
    const { url, stop } = await guardConnections(guard, dynoxide);
    return {
      url,
      emulator: 'dynoxide',
      async stop() {
        await stop();
        await dynoxide.stop();
      },
    };
  }
  if (emulator === 'dynoxide') {
    throw new Error(
      `dynoxide is not installed for this machine: npm install --no-save @dynoxide/${process.platform}-${process.arch}`,
    );
  }
  // Loaded where it is used: its many parts take longer than the other emulator's whole start.
  const { startDynalite } = await import('./dynalite.ts');
  return startDynalite(guard, dataDir);
}
