import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { OperatorError } from '../operator-error.ts';

/** A record longer than this many bytes is a quote that nobody closed. */
const recordBytesMax = 1024 * 1024;

/** What parts fields: commas, or what spreadsheets use in other countries. */
const delimiters = [',', ';', '\t', '|'] as const;

/**
 * The records of a CSV file, the first line included. The delimiter is the one that the first line has most of, or that a line `sep=;` names.
 *
 * @throws OperatorError when it cannot be read as CSV
 */
export async function* csvRecords(text: AsyncIterable<string>): AsyncGenerator<{ number: number; fields: string[] }> {
  const { delimiter, skipped, rest } = await firstLine(text[Symbol.asyncIterator]());
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
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { number: info.lines + skipped, fields: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its message quotes the line.
    throw new OperatorError(`The file cannot be read as CSV from line ${String(error['lines'])} on (${error.code}).`, {
      cause: error,
    });
  }
}

/** Looks at the first line for what the fields are parted by. */
async function firstLine(text: AsyncIterator<string>) {
  let begun = '';
  let ended = false;
  while (!ended && !/\n/.test(begun.trimStart()) && begun.length < recordBytesMax) {
    const { value, done } = await text.next();
    if (done === true) ended = true;
    else begun += value;
  }
  // Excel can be told the delimiter by a line of its own.
  const [told = '', given] = /^sep=([,;\t|])\r?\n/i.exec(begun) ?? [];
  const head = begun.slice(told.length);
  const line = (/^\s*([^\n]*)/.exec(head)?.[1] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length;
  const delimiter = given ?? delimiters.toSorted((a, b) => count(b) - count(a))[0]!;
  async function* rest(): AsyncGenerator<string> {
    yield head;
    while (!ended) {
      const { value, done } = await text.next();
      if (done === true) return;
      yield value;
    }
  }
  return { delimiter, skipped: told === '' ? 0 : 1, rest: rest() };
}
