import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SendingDetails } from '../cloud/operator-outputs.ts';
import { deadLetterUrl, namesOf, type PerQueue } from './queues.ts';
import type { Writer } from '../writer.ts';
import { openStorage, replaceFile, type Storage } from './storage.ts';

/** Where a running local service says where it is, for the operator's commands. */
export function serviceFile(dataDir: string): string {
  return join(dataDir, 'service.json');
}

export interface ServiceFile {
  weekwise: Writer;
  region: string;
  table: string;
  /** The one of the start page first. */
  series: string[];
  keyring: string;
  /** `ses` is both versions of its interface. */
  endpoints: { dynamo: string; sqs: string; ses: string };
  /** What callers of the endpoints must use as access key ID. */
  accessKey: string;
  sending: SendingDetails;
  queueUrls: PerQueue<string>;
  webhook?: { url: string };
}

/** Writes it down for its owner alone to read; answers a function that takes it away again. */
export function writeServiceFile(
  dataDir: string,
  { queueUrls, ...service }: ServiceFile,
  storage: Storage = openStorage(),
): () => void {
  const queues = Object.fromEntries(
    namesOf(queueUrls).map((name) => [name, { url: queueUrls[name], deadLetterUrl: deadLetterUrl(queueUrls[name]!) }]),
  );
  const file = serviceFile(dataDir);
  const text = `${JSON.stringify({ pid: process.pid, ...service, queues }, undefined, 2)}\n`;
  storage.attempt(file, () => replaceFile(storage.files, file, text, 0o600));
  return () => rmSync(file, { force: true });
}
