import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { everybody } from '../../../lambdas/adapters/dynamo/everybody.ts';
import type { Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { isSameZone } from '../../../lambdas/core/time/zones.ts';
import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import { isPerson, type Person, type Subscriber } from '../../../lambdas/core/person/subscriber.ts';
import { csvLine } from '../csv.ts';
import { ExportedPerson } from '../json/people.ts';
import { shapes } from '../json/shapes.ts';
import { OperatorError } from '../operator-error.ts';
import { columns } from '../import/choices.ts';
import { progressColumns } from '../import/progress.ts';
import type { Row } from '../import/row.ts';
import { exportStatuses, type ExportFormat, type ExportStatus } from './choices.ts';
import type { Preferences } from '../../../lambdas/core/person/preferences.ts';
import type { Consent, SignUp } from '../../../lambdas/core/person/records.ts';

export interface ExportOptions {
  /** `document`: what `--json` writes, people in one array. */
  format: ExportFormat | 'document';
  status?: ExportStatus | undefined;
  zone?: string | undefined;
  series?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Hears how many people are written. */
  onPeople?: (count: number) => void;
}

/** One person as text; of a document with what parts them from the one before. */
const writers: Record<ExportOptions['format'], (row: Row, count: number) => string> = {
  csv: (row) => csvLine(columns.map((column) => row[column] ?? '')),
  ndjson: (row) => `${JSON.stringify(row)}\n`,
  document: (row, count) => `${count === 1 ? '' : ','}\n    ${JSON.stringify(ExportedPerson.parse(row))}`,
};

/** People between two calls of `onPeople`. */
const tellEvery = 500;

/** Writes people as an import reads them, no faster than they are taken; answers how many there were. */
export async function exportPeople(
  to: Writable,
  { table, clock }: { table: Table; clock: Clock },
  { format, status, zone, series, signal, onPeople }: ExportOptions,
): Promise<number> {
  const now = isoInstant(clock.now());
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    if (format === 'csv') yield csvLine(columns);
    if (format === 'document') yield `{\n  "version": ${shapes.export.version},\n  "people": [`;
    for await (const { subscriber, signUp, consents } of everybody(table, ['profile', 'sign-up', 'consent'])) {
      for (const row of [subscriber && rowOf(subscriber, consents.at(-1)), signUp && rowOfSignUp(signUp, now)]) {
        if (row === undefined || (status ?? row.status) !== row.status) continue;
        if (zone !== undefined && !isSameZone(zone, row.zone ?? '')) continue;
        if ((series ?? row.series) !== row.series) continue;
        count += 1;
        yield writers[format](row, count);
        if (count % tellEvery === 0) onPeople?.(count);
      }
    }
    if (format === 'document') yield `${count === 0 ? '' : '\n  '}]\n}\n`;
  }
  await pipeline(Readable.from(lines()), to, { ...(signal && { signal }) });
  return count;
}

/**
 * Writes people into a new file that only its owner may read. It has its name when it is whole: half an export is not taken for one.
 *
 * @throws OperatorError when there is one of that name, or the operator interrupts
 */
export async function exportToFile(
  path: string,
  connection: { table: Table; clock: Clock },
  options: ExportOptions,
): Promise<number> {
  if (existsSync(path))
    throw new OperatorError(`There is a file ${path} already: choose another name.`, { code: 'file' });
  const part = `${path}.part`;
  rmSync(part, { force: true });
  try {
    const count = await exportPeople(createWriteStream(part, { mode: 0o600, flags: 'wx' }), connection, options);
    renameSync(part, path);
    return count;
  } catch (error) {
    rmSync(part, { force: true });
    if (options.signal?.aborted) {
      throw new OperatorError(`Interrupted: ${path} was not written. Run the command again.`, {
        code: 'interrupted',
        cause: error,
      });
    }
    throw error;
  }
}

/** Undefined for a person who has no address any more, or moved to another one. */
function rowOf(subscriber: Subscriber, consent: Consent | undefined): Row | undefined {
  const status = exportStatuses.find((known) => known === subscriber.status);
  if (status === undefined || !isPerson(subscriber)) return undefined;
  return { ...fieldsOf(subscriber, consent), status };
}

/** Undefined if it has expired. */
function rowOfSignUp(signUp: SignUp, now: string): Row | undefined {
  return signUp.expiresAt <= now ? undefined : { ...fieldsOf(signUp, signUp.consent), status: 'pending' };
}

function fieldsOf(
  { address, firstName, series, preferences, ...rest }: Person | SignUp,
  consent: Consent | undefined,
): Row {
  return {
    email: address,
    ...(firstName !== '' && { firstName }),
    ...preferenceColumns(preferences),
    ...(rest.weeksBetween !== undefined && { weeksBetween: String(rest.weeksBetween) }),
    series,
    ...(rest.from !== undefined && { from: rest.from }),
    ...(rest.note !== undefined && { note: rest.note }),
    ...(rest.pausedUntil !== undefined && { pausedUntil: rest.pausedUntil }),
    ...progressColumns(
      'sent' in rest ? rest : { ...rest, ...(rest.lessonsHad !== undefined && { sent: rest.lessonsHad }) },
    ),
    ...(consent !== undefined && {
      consentAt: consent.at,
      consentText: consent.textVersion,
      consentSource: consent.source,
    }),
  };
}

/** Each preference that has a column, as an import reads it and in that order. What is empty is left out. */
function preferenceColumns(preferences: Preferences): Row {
  const chosen = new Map<string, Preferences[keyof Preferences]>(Object.entries(preferences));
  const texts = columns.map((name) => [name, [chosen.get(name) ?? ''].flat().join(' ')] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}
