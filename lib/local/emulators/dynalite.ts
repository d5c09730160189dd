import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { DataFolderError } from '../data-folder.ts';
import type { DynamoEmulator } from './dynamo.ts';
import { guarded, type Guard } from './loopback-guard.ts';

/**
 * Starts dynalite in this process behind `guard`, its store in `dataDir` (in memory without).
 *
 * @throws DataFolderError when the store is damaged or another process has it open
 */
export async function startDynalite(guard: Guard, dataDir: string | undefined): Promise<DynamoEmulator> {
  const path = dataDir === undefined ? undefined : join(dataDir, 'dynalite');
  if (path !== undefined) await checkStore(path);
  const server = dynalite({
    ...(path === undefined ? {} : { path }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  const [answer] = server.listeners('request') as [RequestListener];
  server.removeListener('request', answer).on('request', guarded(guard, answer));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    emulator: 'dynalite',
    async stop() {
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
      // Clients keep connections open; close() waits for them.
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 500).unref();
      await closed;
    },
  };
}

/** The part of `level` that we use. */
interface Store {
  open: () => Promise<void>;
  close: () => Promise<void>;
}

/** Opens and closes the store: dynalite itself would bring the process down on a damaged one, with an error nobody can catch. */
async function checkStore(path: string): Promise<void> {
  const { Level } = createRequire(createRequire(import.meta.url).resolve('dynalite'))('level') as {
    Level: new (path: string) => Store;
  };
  const store = new Level(path);
  try {
    await store.open();
    await store.close();
  } catch (error) {
    throw DataFolderError.damaged(path, (error as Error).cause ?? error);
  }
}
