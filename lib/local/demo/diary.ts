import { localDateAt, localTimeAt, weekdayOf } from '../../../lambdas/core/time/calendar.ts';
import { Temporal } from 'temporal-polyfill';
import type { AcceptedMail } from '../emulators/ses.ts';
import { cast, type Role } from './cast.ts';
import type { Life } from './life.ts';

/** One line of the table. */
interface Entry {
  /** "Mon 2026-11-30 07:00" on the person's own clock. */
  local: string;
  zone: string;
  /** "2026-11-30 06:00". */
  utc: string;
  who: string;
  what: string;
}

/** Mails and deeds in the order in which they happened. */
export function diary(mails: readonly AcceptedMail[], { deeds, zoneOf }: Life): Entry[] {
  const lines = [
    ...deeds.map(({ at, role, what }) => ({ at, role, what: `(${what})` })),
    ...mails.flatMap((mail) => {
      const role = cast.find(({ address }) => mail.destinations.includes(address));
      const at = Temporal.Instant.from(mail.sentAt);
      return role === undefined ? [] : [{ at, role, what: `${kindOf(mail)}: ${mail.subject}` }];
    }),
  ].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  return lines.map(({ at, role, what }) => entry(at, role, zoneOf(role, at), what));
}

function entry(at: Temporal.Instant, role: Role, zone: string, what: string): Entry {
  const date = localDateAt(at, zone);
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekdayOf(date) - 1];
  return {
    local: `${weekday} ${date} ${localTimeAt(at, zone)}`,
    zone,
    utc: at.toString().slice(0, 16).replace('T', ' '),
    who: role.name || '(no name)',
    what,
  };
}

function kindOf({ tags }: AcceptedMail): string {
  return (tags['delivery'] ?? 'mail').split('_')[0]!;
}

/** The table as text, its columns aligned. */
export function asTable(entries: Entry[]): string {
  const rows = [
    ['local time', 'zone', 'UTC', 'who', 'what'],
    ...entries.map(({ local, zone, utc, who, what }) => [local, zone, utc, who, what]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
