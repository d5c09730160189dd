import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import type { DateOrder } from './choices.ts';

/** Times, dates and names as spreadsheets and tools write them. What could mean two things is not guessed. */

/** "HH:MM" for 7:00, 07:00:00, 7.30, 7 am and 7:15 PM; other text stays as it is, to be refused. */
export function readTime(text: string): string {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?(?:[:.]00(?:\.0+)?)?\s*(?:([ap])\.?\s?m\.?)?$/i.exec(text.trim());
  const [, hours = '', minutes, half] = found ?? [];
  // "7" alone may be anything.
  if (found === null || (minutes === undefined && half === undefined)) return text;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return text;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  return `${String(hour).padStart(2, '0')}:${minutes ?? '00'}`;
}

/** Why a date or an instant cannot be read. */
export interface Unreadable {
  why: string;
}

const ambiguous = { why: 'could have day and month either way: say --dates dmy or --dates mdy' };

/**
 * An ISO date for 2026-10-01, 2026/10/01, 25.10.2026 and the like; a time behind it is left aside.
 *
 * @param order - of day and month; without it a date that could be read either way is refused
 */
export function readDate(text: string, order: DateOrder | undefined): string | Unreadable {
  const read = dateAndRest(text, order);
  return 'why' in read ? read : read.date;
}

/** An instant, UTC, whole seconds. A time without a zone is in UTC, a date without a time its beginning. */
export function readInstant(text: string, order: DateOrder | undefined): string | Unreadable {
  const unreadable = { why: 'must be a time such as 2026-11-01T09:00:00Z or 2026-11-01 09:00' };
  const read = dateAndRest(text, order);
  if ('why' in read) return read === notADate ? unreadable : read;
  const [, clock = '', half = '', offset = ''] =
    /^[T\s]*([\d:.]*)\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}(?:\s*UTC)?)?$/i.exec(read.rest) ?? [
      undefined,
      '?',
    ];
  const [, hours, seconds] = /^(\d{1,2}:\d{2})(:\d{2})?(?:\.\d+)?$/.exec(clock) ?? [];
  if (clock !== '' && hours === undefined) return unreadable;
  const time = clock === '' ? '00:00' : readTime(`${hours} ${half}`.trim());
  const zone = /([+-]\d{2}):?(\d{2})/.exec(offset);
  try {
    const iso = `${read.date}T${time}${seconds ?? ':00'}${zone === null ? 'Z' : `${zone[1]}:${zone[2]}`}`;
    return isoInstant(Temporal.Instant.from(iso));
  } catch {
    return unreadable;
  }
}

const notADate = { why: 'must be a date such as 2026-11-01' };

function dateAndRest(text: string, order: DateOrder | undefined): { date: string; rest: string } | Unreadable {
  const typed = text.trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(.*)$/s.exec(typed);
  if (iso !== null) return dated(iso[1]!, iso[2]!, iso[3]!, iso[4]!);
  const local = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)(.*)$/s.exec(typed);
  if (local === null) return notADate;
  const [, one = '', , two = '', year = '', rest = ''] = local;
  const asDayFirst = Number(two) <= 12;
  const asMonthFirst = Number(one) <= 12;
  if (order === undefined && asDayFirst && asMonthFirst && one !== two) return ambiguous;
  const dayFirst = order === undefined ? asDayFirst : order === 'dmy';
  return dayFirst ? dated(year, two, one, rest) : dated(year, one, two, rest);
}

function dated(year: string, month: string, day: string, rest: string) {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  try {
    return { date: Temporal.PlainDate.from(date).toString(), rest };
  } catch {
    return notADate;
  }
}

const title =
  /^(?:(?:dr|prof|professor|med|dipl|mag|ing|mr|mrs|ms|miss|mx|sir|dame|rev|herr|frau|hr|fr|mme|mlle|monsieur|madame|sr|sra|dott|doc)\b\.?[\s,]*(?:med\.|-ing\.)?\s*)+(?=\s|\p{L}|$)/iu;

/** A first name without titles: "Dr. Anna" is Anna, and "Dr." nobody's name. */
export function firstNameIn(text: string): string {
  return text.trim().replace(title, '').trim();
}

/** The first name in a whole one, "Last, First" as well. Tools fill an empty name with the address, which is none. */
export function firstNameOf(whole: string): string {
  if (whole.includes('@')) return '';
  const parts = whole.split(',').map((part) => part.trim());
  const given = parts.length === 2 && parts[1] !== '' ? parts[1]! : parts[0]!;
  const [first = ''] = firstNameIn(given).split(/\s+/);
  return first;
}
