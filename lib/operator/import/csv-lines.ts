import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { OperatorError } from '../operator-error.ts';
import { readColumns, type ColumnRules } from './columns.ts';
import type { Line } from './source.ts';
import { textOf } from './text-of.ts';

/** A record longer than this many bytes is a quote that nobody closed. */
const recordBytesMax = 1024 * 1024;

/**
 * The records of a CSV file whose first line names the columns: fields by the known names of their columns. Delimited by commas, or by semicolons or
 * tabs, as spreadsheets write them in other countries. The record of a line with more or fewer fields than columns is a {@link Misshapen}.
 *
 * @param look - sees the names of the columns before anybody judges them
 * @throws OperatorError when it is no CSV, is empty, or its columns are not what `rules` say
 */
export async function* csvLines(
  file: Readable,
  rules: ColumnRules,
  look: (names: readonly string[]) => void = () => undefined,
): AsyncGenerator<Line> {
  const { delimiter, skipped, rest } = await firstLine(textOf(file));
  const parser = parse({
    delimiter,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    info: true,
    // A stray quote, or a field too few, is one person refused, not the end of the import.
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: recordBytesMax,
  });
  // The iteration below hears of an error of either.
  pipeline(Readable.from(rest), parser, () => undefined);
  let columns: (string | undefined)[] | undefined;
  let people = 0;
  try {
    for await (const { record: fields, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (columns === undefined) {
        look(fields);
        columns = readColumns(fields, rules);
        continue;
      }
      people += 1;
      yield { number: info.lines + skipped, record: recordOf(fields, columns) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its message quotes the line.
    throw new OperatorError(`The file cannot be read as CSV from line ${String(error['lines'])} on (${error.code}).`, {
      cause: error,
    });
  }
  if (columns === undefined) throw new OperatorError('The file is empty.');
  if (people === 0) throw new OperatorError('The file names columns, and nobody below them.');
}

/** A line that does not fit the columns: nobody knows which of its fields is which. */
export class Misshapen {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

function recordOf(fields: string[], columns: (string | undefined)[]): Record<string, string> | Misshapen {
  if (fields.length !== columns.length) {
    return new Misshapen(`has ${fields.length} fields where the first line names ${columns.length} columns`);
  }
  return Object.fromEntries(fields.flatMap((text, at) => (columns[at] === undefined ? [] : [[columns[at], text]])));
}

/** Looks at the first line for what the fields are parted by. */
async function firstLine(text: AsyncGenerator<string>) {
  let begun = '';
  let ended = false;
  while (!ended && !/\n/.test(begun) && begun.length < recordBytesMax) {
    const { value, done } = await text.next();
    if (done === true) ended = true;
    else begun += value;
  }
  if (/^\s*[{[]/.test(begun)) {
    throw new OperatorError(
      'The file begins like JSON. A file of our own as newline-delimited JSON has a name that ends in .ndjson; for an export of Amazon Pinpoint say --from pinpoint.',
    );
  }
  // Excel can be told the delimiter by a line of its own.
  const [told = '', given] = /^sep=([,;\t])\r?\n/.exec(begun) ?? [];
  const head = begun.slice(told.length);
  const line = (/^[^\n]*/.exec(head)?.[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length;
  const delimiter = given ?? [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!;
  async function* rest(): AsyncGenerator<string> {
    yield head;
    if (!ended) yield* text;
  }
  return { delimiter, skipped: told === '' ? 0 : 1, rest: rest() };
}
