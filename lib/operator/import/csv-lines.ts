import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { HomeError } from '../home-error.ts';
import type { Line } from './source.ts';

/** A record longer than this many bytes is a quote that nobody closed. */
const recordBytesMax = 1024 * 1024;

/**
 * The records of a CSV file whose first line names the columns.
 *
 * @throws HomeError when it is no CSV, or `needed` is not among the columns
 */
export async function* csvLines(file: Readable, needed: string): AsyncGenerator<Line> {
  let header: string[] = [];
  const parser = parse({
    columns: (names: string[]) => (header = names),
    skip_empty_lines: true,
    trim: true,
    bom: true,
    info: true,
    // A line with a field too few is one person refused, not the end of the import.
    relax_column_count: true,
    max_record_size: recordBytesMax,
  });
  // The iteration below hears of an error of either.
  pipeline(file, parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      if (!header.includes(needed)) {
        throw new HomeError(`The first line must name the columns, and ${needed} among them.`);
      }
      yield { number: info.lines, record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its message quotes the line.
    throw new HomeError(`The file cannot be read as CSV from line ${String(error['lines'])} on (${error.code}).`, {
      cause: error,
    });
  }
}
