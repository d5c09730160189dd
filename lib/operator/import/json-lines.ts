import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import type { Line } from './source.ts';

/** The lines of a file of newline-delimited JSON; the record of one that is no JSON is undefined. */
export async function* jsonLines(file: Readable): AsyncGenerator<Line> {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  let number = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    const lines = (begun + decoder.write(chunk)).split('\n');
    begun = lines.pop()!;
    for (const line of lines) {
      number += 1;
      if (line.trim() !== '') yield { number, record: parsed(line) };
    }
  }
  if (begun.trim() !== '') yield { number: number + 1, record: parsed(begun) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
