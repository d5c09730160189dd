import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { dynamoControl } from '../../lambdas/adapters/dynamo/control.ts';
import { readTable } from '../../lambdas/adapters/dynamo/pages.ts';
import type { Table } from '../../lambdas/adapters/dynamo/table.ts';
import { subscriberIdOf } from '../../lambdas/core/kit/table-keys.ts';
import { commandToAccept } from './accepted-losses.ts';
import { DataFolderError } from './data-folder.ts';
import { quietly, replaceFile, type Storage } from './storage.ts';

/*
 * An emulator whose files were deleted or cut off starts with the table that is left, and says nothing. What is kept beside the table shows that there
 * was more: emails, and in `table.json` which table it was and how far it was planned.
 */

const Witness = z.object({ tableId: z.string(), plannedThrough: z.string() });
type Witness = z.output<typeof Witness>;

export interface TableWitnessOptions {
  dataDir: string;
  table: Table;
  control: Pick<ReturnType<typeof dynamoControl>, 'planning' | 'tableId'>;
  storage: Storage;
}

/** What the home knows of its table from outside it. */
export interface TableWitness {
  /**
   * Writes down how far the table is planned. A disk that fails keeps what it knew, which is less.
   *
   * @param plannedThrough - where that is known; read from the table without it
   */
  note: (plannedThrough?: string) => Promise<void>;
}

/**
 * Refuses a table that holds less than it did.
 *
 * @param mailCount - emails kept by this home; they come from a table that had people in it
 * @param accepted - the operator gives up what the table held
 * @throws DataFolderError
 */
export async function openTableWitness(
  { dataDir, table, control, storage }: TableWitnessOptions,
  { mailCount, accepted }: { mailCount: number; accepted: boolean },
): Promise<TableWitness> {
  const file = join(dataDir, 'table.json');
  const place = join(dataDir, 'table');
  const read = async () => {
    const [tableId, { plannedThrough }] = await Promise.all([control.tableId(), control.planning()]);
    return { tableId, plannedThrough };
  };
  const write = (witness: Witness) =>
    storage.attempt(file, () => replaceFile(storage.files, file, `${JSON.stringify(witness)}\n`));
  const refuse = (what: string) => {
    if (accepted) return;
    throw new DataFolderError(
      `${what} Put back a copy of the whole data folder, or begin with what is left: ${commandToAccept('table')}`,
    );
  };

  const is = await read();
  const was = readWitness(file);
  if (mailCount > 0 && (await isEmpty(table))) {
    refuse(
      `The table in ${place} is empty, but ${join(dataDir, 'mail')} holds ${mailCount} emails: people are missing.`,
    );
  } else if (was !== undefined && (is.tableId !== was.tableId || (is.plannedThrough ?? '') < was.plannedThrough)) {
    const older = is.plannedThrough === undefined ? 'is a new one' : `is planned up to ${is.plannedThrough}`;
    refuse(
      `The table in ${place} ${older}, but it was planned up to ${was.plannedThrough}: what came last is missing.`,
    );
  }
  const note = async (known?: string) => {
    const { tableId, plannedThrough } =
      known === undefined ? await read() : { tableId: is.tableId, plannedThrough: known };
    if (plannedThrough !== undefined) quietly(() => write({ tableId, plannedThrough }));
  };
  await note();
  return { note };
}

/** Is there nothing in the table? */
async function isEmpty(table: Table): Promise<boolean> {
  for await (const _ of readTable(table, {})) return false;
  return true;
}

/** Is anybody in the table? Their links and ids were made with the keyring. */
export async function hasPeople(table: Table): Promise<boolean> {
  for await (const { pk } of readTable(table, {})) if (subscriberIdOf(String(pk)) !== undefined) return true;
  return false;
}

function readWitness(file: string): Witness | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return Witness.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw DataFolderError.damaged(file, error instanceof z.ZodError ? z.prettifyError(error) : error);
  }
}
