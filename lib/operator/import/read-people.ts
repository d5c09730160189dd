import type { Temporal } from 'temporal-polyfill';
import { parseAddress } from '../../../lambdas/core/person/address.ts';
import { withoutFormulaGuard } from '../csv.ts';
import { OperatorError } from '../operator-error.ts';
import type { Column, Encoding, SourceName } from './choices.ts';
import { listed, sameName } from './column-names.ts';
import { planColumns, refuseColumns, saysWhoLeft, unreadWords, type ColumnPlan, type ColumnWishes } from './columns.ts';
import { csvRecords } from './csv-records.ts';
import { fieldsOf, jsonArray, jsonLines, textIn } from './json-records.ts';
import { fieldSaysLeft, saysLeft } from './leaving-words.ts';
import { readPerson, type PersonInFile, type Reading } from './person.ts';
import type { Refusal, Row } from './row.ts';
import { refusalOf, sourceOf, sources, type Source, type States } from './sources.ts';
import { textOf } from './text-of.ts';

/** How a file is read. */
export interface ReadOptions extends ColumnWishes, Omit<Reading, 'now' | 'title' | 'exactNames'> {
  /** Where it is from; undefined: as its columns look. */
  from?: SourceName | undefined;
  encoding?: Encoding | undefined;
  /** Hears what becomes of the columns, before anybody judges them; more than once where records have different ones. */
  onColumns?: ((from: SourceName, plan: readonly ColumnPlan[]) => void) | undefined;
}

/** One line of a file, not understood yet. */
export interface Line {
  /** From 1; the line on which it ends where it has several. */
  number: number;
  read: () => PersonInFile | Refusal;
}

/**
 * The people of a file, line by line: CSV, newline-delimited JSON or a JSON array, as its beginning looks.
 *
 * @throws OperatorError when the file is none of them, is empty, or its columns cannot be trusted
 */
export async function* peopleOf(
  file: AsyncIterable<Buffer>,
  options: ReadOptions & { now: Temporal.Instant },
): AsyncGenerator<Line> {
  const { begun, text } = await beginning(textOf(file, options.encoding));
  const sign = begun.trimStart()[0];
  if (sign === undefined) throw new OperatorError('The file is empty.');
  let people = 0;
  for await (const line of sign === '{' || sign === '[' ? jsonPeople(sign, text, options) : csvPeople(text, options)) {
    people += 1;
    yield line;
  }
  if (people === 0) throw new OperatorError('The file names columns, and nobody below them.');
}

/** Reads up to the first sign that can be seen. */
async function beginning(text: AsyncGenerator<string>): Promise<{ begun: string; text: AsyncGenerator<string> }> {
  let begun = '';
  let blank = 0;
  for (;;) {
    const { value, done } = await text.next();
    if (done === true) break;
    // Of whitespace without an end only the lines count.
    if (value.trim() === '') blank += value.split('\n').length - 1;
    else {
      begun = '\n'.repeat(blank) + value;
      break;
    }
  }
  async function* whole(): AsyncGenerator<string> {
    yield begun;
    yield* text;
  }
  return { begun, text: whole() };
}

type Options = ReadOptions & { now: Temporal.Instant };

async function* csvPeople(text: AsyncIterable<string>, options: Options): AsyncGenerator<Line> {
  let header: Header | undefined;
  for await (const { number, fields } of csvRecords(text)) {
    if (header === undefined) {
      const isPerson = fields.some((field) => field.includes('@'));
      const names = isPerson ? headless(fields, options) : fields;
      header = headerOf(names, isPerson ? { ...options, from: options.from ?? 'plain' } : options);
      refuseColumns(header.plan, header.from, options, options.from !== undefined);
      if (!isPerson) continue;
    }
    const { plan } = header;
    const known = header;
    if (fields.length === plan.length) yield { number, read: () => personOf(known, fields, options) };
    else {
      const why = `has ${fields.length} fields where the first line names ${plan.length} columns`;
      yield { number, read: () => ({ why }) };
    }
  }
}

/** Names for the columns of a file whose first line is a person. */
function headless(fields: readonly string[], { from }: Options): readonly string[] {
  const names = from === undefined ? undefined : sources[from].headless;
  const isList = fields.length === 1 && (from === undefined || from === 'plain');
  if (isList) return ['email'];
  if (from === 'sendy' && names !== undefined) return fields.map((_, at) => names[at] ?? `column ${at + 1}`);
  const isSendy = from === undefined && !fields[0]!.includes('@') && fields[1]?.includes('@') === true;
  throw new OperatorError(
    `The first line must name the columns. It holds an address.${isSendy ? ' For an export of Sendy, say --from sendy.' : ''}`,
  );
}

/** Sets of names that are kept, of records which each may have others. */
const headersMax = 500;

async function* jsonPeople(sign: '{' | '[', text: AsyncIterable<string>, options: Options): AsyncGenerator<Line> {
  const headers = new Map<string, Header>();
  let from = options.from;
  let isFirst = true;
  for await (const { number, value } of sign === '{' ? jsonLines(text) : jsonArray(text)) {
    const fields = fieldsOf(value);
    if (fields === undefined) {
      yield { number, read: () => ({ why: 'is not a JSON object' }) };
      continue;
    }
    const names = fields.map(([name]) => name);
    const key = JSON.stringify(names);
    let header = headers.get(key);
    if (header === undefined) {
      header = headerOf(names, { ...options, from });
      // A field that one record lacks is no column that the file lacks.
      const wishes = isFirst ? options : { ...options, map: undefined, subscribedOnly: true };
      if (isFirst || header.plan.some(({ use }) => use === 'email')) {
        refuseColumns(header.plan, header.from, wishes, options.from !== undefined);
      }
      isFirst = false;
      if (headers.size >= headersMax) headers.clear();
      headers.set(key, header);
      from = header.from;
    }
    const known = header;
    yield {
      number,
      read: () =>
        personOf(
          known,
          fields.map(([, inner]) => inner),
          options,
        ),
    };
  }
}

interface Header {
  from: SourceName;
  source: Source;
  plan: readonly ColumnPlan[];
  /** It has a column that says who left, or needs none. */
  isTrusted: boolean;
  /** What is in JSON of a column, by its name behind a dot. */
  inJson: ReadonlyMap<string, Column>;
  /** Names that the operator leaves out. */
  leftOut: ReadonlySet<string>;
}

function headerOf(names: readonly string[], options: Options): Header {
  const from = options.from ?? sourceOf(names);
  const plan = planColumns(names, from, options);
  options.onColumns?.(from, plan);
  const inJson = Object.entries(sources[from].columns).flatMap(([name, use]): [string, Column][] =>
    name.includes('.') && typeof use === 'string' ? [[sameName(name), use as Column]] : [],
  );
  const source = sources[from];
  const isTrusted = source.tellsWhoLeft === undefined || options.subscribedOnly === true || saysWhoLeft(plan, from);
  const leftOut = new Set((options.ignoreColumns ?? []).map(sameName));
  return { from, source, plan, isTrusted, inJson: new Map(inJson), leftOut };
}

/**
 * A record in our columns, and then a person.
 *
 * @throws OperatorError when a column that is not read says that they left: others may have left in words that we do not know
 */
function personOf(header: Header, values: readonly unknown[], options: Options): PersonInFile | Refusal {
  const { from, source, plan } = header;
  const row: Row = {};
  const refused: string[] = [];
  const guarded = from === 'weekwise' || from === 'plain';
  const put = (column: Column, value: unknown) => {
    const text =
      Array.isArray(value) && (column === 'firstName' || column === 'zone') ? textIn(value[0]) : textIn(value);
    row[column] ||= guarded ? withoutFormulaGuard(text) : text;
  };
  for (const [at, { name, use, unless }] of plan.entries()) {
    const value = values[at];
    if (unless !== undefined && isSaid(unless, name, value)) {
      throw new OperatorError(unreadWords({ name, unless }, at + 1));
    }
    if (use === undefined || use === 'ignored') continue;
    if (typeof use === 'object') {
      const text = textIn(value);
      const why = isUnread(value, text) ? unread(name) : refusalIn(use, text, name, source.title);
      if (why !== undefined) refused.push(why);
    } else if (use === 'confirmedAt') {
      if (textIn(value) === '') refused.push(refusalOf('unconfirmed', source.title));
      put('agreedAt', value);
    } else if (use === 'json') {
      for (const [inner, one] of fieldsOf(typeof value === 'string' ? asJson(value) : value) ?? [['', value]]) {
        const whole = inner === '' ? name : `${name}.${inner}`;
        const column = header.inJson.get(sameName(whole));
        if (column !== undefined && typeof one === 'string') put(column, one);
        else if (!header.leftOut.has(sameName(whole)) && isSaid('field', inner, one)) {
          throw new OperatorError(unreadWords({ name: whole }, at + 1));
        }
      }
    } else put(use, value);
  }
  if (refused.length > 0) {
    const address = parseAddress(row.email ?? '');
    const identity = typeof address === 'string' ? undefined : address.identity;
    return { why: [...new Set(refused)].join('; '), identity };
  }
  if (!header.isTrusted) return { why: `has nothing that says whether they are subscribed in ${source.title}` };
  return readPerson(row, { ...options, title: source.title, exactNames: from === 'weekwise' });
}

/** Does a column that is passed over say what it must not? */
function isSaid(unless: NonNullable<ColumnPlan['unless']>, name: string, value: unknown): boolean {
  switch (unless) {
    case 'anything':
      return isUnread(value, textIn(value)) || textIn(value) !== '';
    case 'field':
      return fieldSaysLeft(name.split('.').at(-1)!, value);
    case 'words':
      return saysLeft(value);
  }
}

/** Why somebody in this state is refused; undefined for who is subscribed. */
function refusalIn(states: States, value: string, column: string, title: string): string | undefined {
  const word = value.toLowerCase();
  const fate = Object.hasOwn(states, word) ? states[word]! : states['*'];
  if (fate === 'subscribed') return undefined;
  if (fate !== undefined) return refusalOf(fate, title);
  // What is no word of a tool may be about a person.
  const said = /^[\w .-]{1,30}$/.test(value) ? listed([value]) : value === '' ? 'empty' : 'a word';
  return `${column.slice(0, 40)} is ${said}${value === '' ? ', so nothing says that they are subscribed' : ', which the import does not know'}`;
}

/** A state that is there and no text, such as a list of objects: it may say that they left. */
function isUnread(value: unknown, text: string): boolean {
  const isNothing =
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return text === '' && !isNothing;
}

const unread = (name: string) => `${name.slice(0, 40)} is a list or an object, which the import cannot read`;

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
