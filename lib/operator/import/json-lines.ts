import type { Readable } from 'node:stream';
import { OperatorError } from '../operator-error.ts';
import type { Line } from './source.ts';
import { textOf } from './text-of.ts';

/** A longer line, in UTF-16 units, is no line of a person. */
const lineMax = 1024 * 1024;

/**
 * The lines of a file of newline-delimited JSON; the record of one that is no JSON is undefined.
 *
 * @throws OperatorError when it is empty, or something else from its beginning
 */
export async function* jsonLines(file: Readable): AsyncGenerator<Line> {
  let begun = '';
  let number = 0;
  let people = 0;
  for await (const text of textOf(file)) {
    const lines = (begun + text).split('\n');
    begun = lines.pop()!;
    if (begun.length > lineMax)
      throw new OperatorError(`Line ${number + lines.length + 1} is longer than a person can be.`);
    for (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      if (people === 0) refuseOtherFiles(line);
      people += 1;
      yield { number, record: parsed(line) };
    }
  }
  if (begun.trim() !== '') {
    if (people === 0) refuseOtherFiles(begun);
    people += 1;
    yield { number: number + 1, record: parsed(begun) };
  }
  if (people === 0) throw new OperatorError('The file is empty.');
}

function refuseOtherFiles(line: string): void {
  if (!/^\s*\{/.test(line)) {
    throw new OperatorError('The file is not newline-delimited JSON: each line has to be one object in braces.');
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
