import * as z from 'zod';
import { csvLines } from './csv-lines.ts';
import { jsonLines } from './json-lines.ts';
import { columns, readPerson, type Row } from './person.ts';
import type { Source } from './source.ts';

/** What `weekwise export` writes, and whoever makes a file for us: CSV, or newline-delimited JSON by its name. */
export const weekwise: Source = {
  lines: (file, name) => (/\.(ndjson|jsonl)(\.gz)?$/i.test(name) ? jsonLines(file) : csvLines(file, 'email')),
  read: (record, { zone = '' }) => {
    const row = Fields.safeParse(record);
    if (!row.success) return { why: 'is no JSON object with the fields of a person, as text' };
    return readPerson({ ...row.data, zone: row.data.zone || zone });
  },
};

const Fields = z.object(Object.fromEntries(columns.map((name) => [name, z.string().optional()]))) as z.ZodType<Row>;
