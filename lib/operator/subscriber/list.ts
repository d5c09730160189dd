import * as z from 'zod';
import type { ServiceConnection } from '../connection.ts';
import { everybody } from '../people.ts';
import { formatLine, lineOf, type PersonLine } from '../person-line.ts';
import { listedStatuses, listOrders } from './choices.ts';

/** Whom a list is asked for. What can be read in a field may be in the address of a page, but for `contains` and `note`: they may name a person. */
export const PeopleFilter = z.object({
  status: z.enum(listedStatuses).optional(),
  /** Id. */
  series: z.string().optional(),
  /** Id of the latest lesson that they were sent. */
  lesson: z.string().optional(),
  /** Where they came from. */
  from: z.string().toLowerCase().optional(),
  /** They joined on this day or later, in UTC. */
  since: z.iso.date().optional(),
  /** Part of an address or first name, in upper or lower case. */
  contains: z.string().optional(),
  /** Part of the operator's note. */
  note: z.string().optional(),
  sort: z.enum(listOrders).default('name'),
});
export type PeopleFilter = z.output<typeof PeopleFilter>;

export interface PeopleList {
  /** In the order that was asked for. */
  people: PersonLine[];
  /** How many people were looked at. */
  lookedAt: number;
  /** There are people whom nobody looked at, since a list is not to read a table of millions. */
  more: boolean;
}

/**
 * People of a filter, in order. Reads the table from its beginning, whose order is that of nothing, until it has looked at `lookedAtMax` people: half a
 * read unit per 4 KB.
 */
export async function listPeople(
  filter: PeopleFilter,
  connection: Pick<ServiceConnection, 'table' | 'onPeople' | 'clock' | 'series'>,
  lookedAtMax: number,
): Promise<PeopleList> {
  const now = connection.clock.now();
  const fits = filterOf(filter);
  const people: PersonLine[] = [];
  let lookedAt = 0;
  for await (const one of everybody(connection)) {
    if (lookedAt === lookedAtMax) return { people: sorted(people, filter.sort), lookedAt, more: true };
    lookedAt += 1;
    const line = lineOf(one, connection.series, now);
    if (line !== undefined && fits(line)) people.push(line);
  }
  return { people: sorted(people, filter.sort), lookedAt, more: false };
}

/** Does a line fit? */
export function filterOf(filter: Omit<PeopleFilter, 'sort'>): (line: PersonLine) => boolean {
  const { status, series, lesson, from, since } = filter;
  const contains = folded(filter.contains ?? '');
  const note = folded(filter.note ?? '');
  return (line) =>
    (status ?? line.status) === line.status &&
    (series ?? line.series) === line.series &&
    (lesson === undefined || lesson === line.lesson) &&
    (from === undefined || from === line.from) &&
    (since === undefined || since <= line.since) &&
    (folded(line.address).includes(contains) || folded(line.firstName).includes(contains)) &&
    folded(line.note ?? '').includes(note);
}

/** As it is compared: names come composed or not, by the keyboard that they were typed on. */
function folded(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

const names = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

function sorted(people: PersonLine[], order: PeopleFilter['sort']): PersonLine[] {
  const byName = (a: PersonLine, b: PersonLine) =>
    names.compare(a.firstName || a.address, b.firstName || b.address) || names.compare(a.address, b.address);
  const latest = { name: () => '', since: ({ since }: PersonLine) => since, 'last-email': lastMail }[order];
  return people.sort((a, b) => compare(latest(b), latest(a)) || byName(a, b));
}

const lastMail = ({ lastMailOn = '' }: PersonLine) => lastMailOn;
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** The same for people to read. */
export function formatList({ people, lookedAt, more }: PeopleList): string {
  return [
    ...(people.length === 0 ? ['Nobody fits.'] : people.map(formatLine)),
    ...(more ? [formatLookedAt(lookedAt)] : []),
  ].join('\n');
}

/** What a list leaves out. */
export function formatLookedAt(lookedAt: number): string {
  return `Looked at the first ${lookedAt.toLocaleString('en')} people in the table only, and there are more: weekwise export writes everybody.`;
}
