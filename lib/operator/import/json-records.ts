import { OperatorError } from '../operator-error.ts';

/** A longer record, in UTF-16 units, is not one of a person. */
const recordMax = 1024 * 1024;

export interface JsonRecord {
  /** Line on which it ends, from 1. */
  number: number;
  /** Undefined where it is not JSON. */
  value: unknown;
}

/** The records of newline-delimited JSON, one per line. Memory is bounded by the longest record allowed. */
export async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<JsonRecord> {
  let number = 0;
  for await (const line of linesOf(text)) {
    number += 1;
    if (line.trim() !== '') yield { number, value: parsed(line) };
  }
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let begun = '';
  let number = 1;
  for await (const piece of text) {
    let start = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
      yield begun + piece.slice(start, end);
      begun = '';
      number += 1;
      start = end + 1;
    }
    begun += piece.slice(start);
    if (begun.length > recordMax) throw tooLong(number);
  }
  yield begun;
}

/** The objects of one JSON array, however long the array is. Their numbers are lines as far as each stands on one of its own, since an import goes on by them. */
export async function* jsonArray(text: AsyncIterable<string>): AsyncGenerator<JsonRecord> {
  let number = 1;
  let last = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let record = '';
  for await (const piece of text) {
    let start = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const sign = piece[at]!;
      if (sign === '\n') number += 1;
      if (!(depth === 1 ? ',{[] \t\r\n' : depth === 0 ? '[ \t\r\n' : sign).includes(sign)) throw notObjects();
      if (inString) {
        if (escaped) escaped = false;
        else if (sign === '\\') escaped = true;
        else if (sign === '"') inString = false;
        continue;
      }
      if (sign === '"') inString = true;
      else if (sign === '{' || sign === '[') {
        depth += 1;
        if (depth === 2) start = at;
      } else if (sign === '}' || sign === ']') {
        depth -= 1;
        if (depth === 1) {
          last = Math.max(number, last + 1);
          yield { number: last, value: parsed(record + piece.slice(start, at + 1)) };
          record = '';
          start = at + 1;
        }
      }
    }
    record = depth > 1 ? record + piece.slice(start) : '';
    if (record.length > recordMax) throw tooLong(number);
  }
  if (depth > 0) throw new OperatorError('The file is cut off: its JSON array does not end.');
}

function notObjects(): OperatorError {
  return new OperatorError('The file is JSON, but not a list of objects: each person has to be one object in braces.');
}

function tooLong(number: number): OperatorError {
  return new OperatorError(`The record at line ${number} is longer than one of a person can be (1 MiB).`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How deep names within names are read. */
const depthMax = 4;

/** An object's fields by name; those of objects within it behind a dot, as in "Demographic.Timezone". Undefined for what is not an object. */
export function fieldsOf(value: unknown): [name: string, value: unknown][] | undefined {
  return isObject(value) ? flattened(value, '', depthMax) : undefined;
}

function flattened(value: object, prefix: string, depth: number): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]): [string, unknown][] =>
    isObject(inner) && depth > 1 ? flattened(inner, `${prefix}${name}.`, depth - 1) : [[`${prefix}${name}`, inner]],
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field as text: what is no text or number is empty, a list its parts with spaces between. */
export function textIn(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map(textIn).join(' ').trim() : '';
}
