import type { ServiceConnection } from '../connection.ts';
import { everybody } from '../people.ts';
import { formatLine, lineOf, type PersonLine } from '../person-line.ts';
import { filterOf } from './list.ts';

/** Whose address or first name has a text in it. */
export interface LookUp {
  found: PersonLine[];
  /** There are more than were looked for. */
  more: boolean;
}

/** People that are told of at once. */
const lookUpMax = 20;

/** Looks at people until enough are found, upper and lower case alike. Where few are, it reads the whole table. */
export async function lookUp(
  text: string,
  connection: Pick<ServiceConnection, 'table' | 'onPeople' | 'clock' | 'series'>,
): Promise<LookUp> {
  const fits = filterOf({ contains: text });
  const now = connection.clock.now();
  const found: LookUp['found'] = [];
  for await (const one of everybody(connection)) {
    const line = lineOf(one, connection.series, now);
    if (line === undefined || !fits(line)) continue;
    if (found.length === lookUpMax) return { found, more: true };
    found.push(line);
  }
  return { found, more: false };
}

/** The same for people to read. */
export function formatLookUp({ found, more }: LookUp): string {
  if (found.length === 0) return 'Nobody’s address or first name has this in it.';
  return [...found.map(formatLine), ...(more ? ['and more: look for a longer text'] : [])].join('\n');
}
