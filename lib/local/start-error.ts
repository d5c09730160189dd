import { UnknownSeriesError } from '../../lambdas/core/course/series.ts';
import { SettingsError } from '../../lambdas/core/settings.ts';
import { DataFolderError } from './data-folder.ts';
import { PortTakenError } from './http-api.ts';
import { asStorageError, StorageError } from './storage.ts';

/** What is the matter with what somebody set, or with their machine: the message is all they need. */
const expected = [PortTakenError, DataFolderError, StorageError, UnknownSeriesError, SettingsError, RangeError];

/** What to print of an error that keeps `npm start` from starting: a sentence, or the whole error where the fault is ours. */
export function printedOf(thrown: unknown): unknown {
  const error = asStorageError(thrown) ?? thrown;
  return expected.some((kind) => error instanceof kind) ? (error as Error).message : error;
}
