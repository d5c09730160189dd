import type { Readable } from 'node:stream';
import type { PersonInFile, Refusal } from './person.ts';

/** One line of a file, not understood yet. */
export interface Line {
  /** From 1; the line on which it ends where it has several. */
  number: number;
  record: unknown;
}

/** A kind of file that people are taken over from. */
export interface Source {
  /**
   * Its lines in order.
   *
   * @throws OperatorError when it is no such file
   */
  lines: (file: Readable, name: string, options?: Pick<ReadOptions, 'ignoreColumns'>) => AsyncIterable<Line>;
  read: (record: unknown, options: ReadOptions) => PersonInFile | Refusal;
}

export interface ReadOptions {
  /** Time zone of people of whom the file tells none. */
  zone?: string | undefined;
  /** Names of columns that are left out. */
  ignoreColumns?: readonly string[] | undefined;
}
