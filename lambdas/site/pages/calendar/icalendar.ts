import type { Temporal } from 'temporal-polyfill';

/*
 * Calendars by RFC 5545, written so that Outlook, Google and Apple agree on them: every property before the first part within, times of a place with
 * its clock changes written out, and nothing that makes somebody look busy.
 */

/** Something in a calendar. All texts are as people read them. */
export interface CalendarEvent {
  /** The same whenever the event is told again. */
  uid: string;
  start: Temporal.Instant;
  minutes: number;
  /** How clocks there show it; undefined for UTC. */
  clocks: { zone: string; offsetMs: number } | undefined;
  /** It comes again every week on these ISO weekdays, up to this instant. */
  weekly?: { weekdays: readonly number[]; until: Temporal.Instant };
  title: string;
  about: string;
  url: string;
  /** Shown when it begins. */
  alarm?: true;
}

export interface Calendar {
  /** How it is called, and who publishes it. */
  name: string;
  url: string;
  now: Temporal.Instant;
  /** Goes up with every change. */
  sequence: number;
  /** How often programs are asked to look again, for a calendar that is followed. */
  refreshHours?: number;
  events: readonly CalendarEvent[];
  /** A VTIMEZONE, in lines. */
  timezone: (zone: string) => readonly string[];
}

/** The file, in the lines of RFC 5545 §3.1. */
export function calendarText(calendar: Calendar): string {
  const { name, url, refreshHours, events, timezone } = calendar;
  const zones = new Set(events.flatMap(({ clocks }) => (clocks === undefined ? [] : [clocks.zone])));
  const [home] = zones;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${text(`-//${name}//weekwise//EN`)}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    ...(home === undefined ? [] : [`X-WR-TIMEZONE:${home}`]),
    `URL:${url}`,
    // The property of RFC 7986, and the one that Outlook knows.
    ...(refreshHours === undefined
      ? []
      : [`REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`, `X-PUBLISHED-TTL:PT${refreshHours}H`]),
    ...[...zones].flatMap((zone) => [...timezone(zone)]),
    ...events.flatMap((event) => eventLines(event, calendar)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, { now, sequence }: Calendar): string[] {
  const { uid, start, minutes, weekly, title, about, url, alarm } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${utc(now)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART${time(start, event)}`,
    `DTEND${time(start.add({ minutes }), event)}`,
    ...(weekly === undefined
      ? []
      : [
          `RRULE:FREQ=WEEKLY;BYDAY=${weekly.weekdays.map((day) => days[day - 1]).join(',')};UNTIL=${utc(weekly.until)}`,
        ]),
    `SUMMARY:${text(title)}`,
    `DESCRIPTION:${text(about)}`,
    `URL:${url}`,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
    ...(alarm ? ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT0S', `DESCRIPTION:${text(title)}`, 'END:VALARM'] : []),
    'END:VEVENT',
  ];
}

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** What follows the name of a property with a time (§3.3.5). */
function time(at: Temporal.Instant, { clocks }: CalendarEvent): string {
  if (clocks === undefined) return `:${utc(at)}`;
  return `;TZID=${clocks.zone}:${utc(at.add({ milliseconds: clocks.offsetMs })).slice(0, -1)}`;
}

function utc(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

/** A value of type TEXT (§3.3.11). */
function text(value: string): string {
  return value
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** Most bytes of a line, without its end. */
const lineBytesMax = 75;

/** A long line goes on in the next one, behind a blank; no character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (bytes + more > lineBytesMax) {
      parts.push(part);
      part = '';
      bytes = 1;
    }
    part += character;
    bytes += more;
  }
  return [...parts, part].join('\r\n ');
}
