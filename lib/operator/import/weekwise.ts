import * as z from 'zod';
import { withoutFormulaGuard } from '../csv.ts';
import { OperatorError } from '../operator-error.ts';
import { readColumns, sameName } from './columns.ts';
import { csvLines, Misshapen } from './csv-lines.ts';
import { jsonLines } from './json-lines.ts';
import { columns } from './choices.ts';
import { readPerson, type Row } from './person.ts';
import type { Line, Source } from './source.ts';

/** What `weekwise export` writes, and whoever makes a file for us: CSV, or newline-delimited JSON by its name. */
export const weekwise: Source = {
  lines: (file, name, { ignoreColumns = [] } = {}) => {
    const rules = { known: columns, needed: ['email'], ignored: ignoreColumns };
    return /\.(ndjson|jsonl)(\.gz)?$/i.test(name)
      ? named(jsonLines(file), (names) => (refuseOthers(names), readColumns(names, rules)))
      : unguarded(csvLines(file, rules, refuseOthers));
  },
  read: (record, { zone = '' }) => {
    if (record instanceof Misshapen) return { why: record.why };
    const row = Fields.safeParse(record);
    if (!row.success) return { why: 'is not a JSON object with the fields of a person, as text' };
    return readPerson({ ...row.data, zone: row.data.zone || zone });
  },
};

const Fields = z.object(Object.fromEntries(columns.map((name) => [name, z.string().optional()]))) as z.ZodType<Row>;

/** Says of an export of another tool how it is read. */
function refuseOthers(names: readonly string[]): void {
  const has = (...wanted: string[]) => wanted.every((one) => names.some((name) => sameName(name) === sameName(one)));
  if (has('uuid', 'attributes', 'status')) {
    throw new OperatorError('The file looks like an export of listmonk: say --from listmonk.');
  }
  if (has('Address', 'ChannelType')) {
    throw new OperatorError('The file looks like an export of Amazon Pinpoint: say --from pinpoint.');
  }
}

/** The same with known names; what is no object is left as it is, to be refused. */
async function* named(
  lines: AsyncIterable<Line>,
  read: (names: string[]) => (string | undefined)[],
): AsyncGenerator<Line> {
  for await (const line of lines) {
    const { record, number } = line;
    if (typeof record !== 'object' || record === null || Array.isArray(record)) yield line;
    else {
      const known = read(Object.keys(record));
      const fields = Object.values(record).flatMap((value, at) =>
        known[at] === undefined ? [] : [[known[at], value]],
      );
      yield { number, record: Object.fromEntries(fields) };
    }
  }
}

/** Takes back what an export does to a field that a spreadsheet would compute. */
async function* unguarded(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  for await (const line of lines) {
    if (line.record instanceof Misshapen) yield line;
    else {
      const fields = Object.entries(line.record as Record<string, string>);
      yield { ...line, record: Object.fromEntries(fields.map(([name, text]) => [name, withoutFormulaGuard(text)])) };
    }
  }
}
