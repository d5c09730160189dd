import { Temporal } from 'temporal-polyfill';
import { namesOf } from './zones.ts';

/**
 * The calendar: from ticks (quarter-hour instants) to slots (time zone, local quarter hour) and back.
 *
 * A slot belongs to exactly one tick. It is the first tick at which the wall clock of its zone shows the slot's local time or later:
 * - a local time that a spring change skips is served at the first tick after the gap;
 * - a local time that an autumn change repeats is served in the first of the two passes.
 */

/** Minutes between two ticks. Every offset in use today is a multiple of it. */
export const tickMinutes = 15;
const tickMs = tickMinutes * 60_000;

/** Where subscribers stand in the calendar on one day. */
export interface Slot {
  /** IANA time zone, spelled as it is stored with the people who stand there. */
  zone: string;
  /** ISO local date, e.g. "2026-11-30". */
  localDate: string;
  /** "HH:MM" on the quarter hour. */
  localTime: string;
}

/** The partition key of the `due` index: local time, so that it never changes when a clock goes forward or back. */
export function dueKey(zone: string, localTime: string): string {
  return `${zone}|${localTime}`;
}

/** The latest tick at or before an instant. */
export function tickAtOrBefore(instant: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(instant.epochMilliseconds / tickMs) * tickMs);
}

/** The earliest tick at or after an instant. */
export function tickAtOrAfter(instant: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.ceil(instant.epochMilliseconds / tickMs) * tickMs);
}

/** Every tick after `after`, up to and including `through`. */
export function ticksBetween(after: Temporal.Instant, through: Temporal.Instant): Temporal.Instant[] {
  const ticks: Temporal.Instant[] = [];
  const last = through.epochMilliseconds;
  for (let at = tickAtOrBefore(after).epochMilliseconds + tickMs; at <= last; at += tickMs) {
    ticks.push(Temporal.Instant.fromEpochMilliseconds(at));
  }
  return ticks;
}

/** The tick at which a slot is due. */
export function dueTick(slot: Slot): Temporal.Instant {
  const wallMs = dayNumber(slot.localDate) * dayMs + minutesOf(slot.localTime) * 60_000;
  // Read as if it were UTC: a day is further than any zone is from that.
  const steady = steadyOffset(slot.zone, wallMs);
  return steady === undefined ? dueTickAroundChange(slot) : Temporal.Instant.fromEpochMilliseconds(wallMs - steady);
}

function minutesOf(localTime: string): number {
  return Number(localTime.slice(0, 2)) * 60 + Number(localTime.slice(3));
}

function dueTickAroundChange(slot: Slot): Temporal.Instant {
  const wanted = Temporal.PlainDateTime.from(`${slot.localDate}T${slot.localTime}`);
  const zone = runtimeName(slot.zone);
  const first = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const last = wanted.toZonedDateTime(zone, { disambiguation: 'later' });
  const skipped = !first.toPlainDateTime().equals(wanted);
  if (!skipped) return tickAtOrAfter(first.toInstant());
  // In a gap, "earlier" reads the wall time with the offset after the change and "later" with the one before it, so the change lies between the two.
  const change = first.getTimeZoneTransition('next');
  return tickAtOrAfter((change ?? last).toInstant());
}

/** The slots of one zone that come due at a tick, in order of local time. Usually one; several after a gap, none in a repeated hour. */
export function slotsDueAt(zone: string, tick: Temporal.Instant): Slot[] {
  const steady = steadyOffset(zone, tick.epochMilliseconds);
  return steady === undefined ? slotsAroundChange(zone, tick) : [slotAt(zone, tick.epochMilliseconds + steady)];
}

/** On a day with a clock change, every candidate is asked when it is due. */
function slotsAroundChange(zone: string, tick: Temporal.Instant): Slot[] {
  const now = clockAt(tick, zone).toPlainDateTime();
  const before = clockAt(tick.subtract({ minutes: tickMinutes }), zone).toPlainDateTime();
  const slots: Slot[] = [];
  let wall = quarterHourAtOrBefore(now);
  // After a backward change `before` lies ahead of `now`; the quarter hour shown now is then the only candidate.
  const from = Temporal.PlainDateTime.compare(before, now) < 0 ? before : now.subtract({ minutes: tickMinutes });
  while (Temporal.PlainDateTime.compare(wall, from) > 0) {
    const slot = {
      zone,
      localDate: wall.toPlainDate().toString(),
      localTime: wall.toPlainTime().toString().slice(0, 5),
    };
    if (dueTick(slot).equals(tick)) slots.unshift(slot);
    wall = wall.subtract({ minutes: tickMinutes });
  }
  return slots;
}

/** The slot that a wall clock shows. */
function slotAt(zone: string, wallMs: number): Slot {
  const day = Math.floor(wallMs / dayMs);
  return { zone, localDate: dateOfDay(day), localTime: quarterHours[(wallMs - day * dayMs) / tickMs]! };
}

const dayMs = 86_400_000;

/** "00:00", "00:15" … "23:45". */
export const quarterHours: readonly string[] = Array.from({ length: 96 }, (_, index) => {
  const twoDigits = (part: number) => String(part).padStart(2, '0');
  return `${twoDigits(Math.floor(index / 4))}:${twoDigits((index % 4) * tickMinutes)}`;
});

function dateOfDay(day: number): string {
  // oxlint-disable-next-line no-restricted-globals -- no clock: the calendar of a number
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Days since 1970-01-01. Plain numbers: every mail asks for some dozen of these, and objects for each were a tenth of its time. */
function dayNumber(localDate: string): number {
  // oxlint-disable-next-line no-restricted-globals -- no clock: the number of a date
  return Date.parse(localDate) / dayMs;
}

interface SteadySpan {
  fromMs: number;
  untilMs: number;
  offsetMs: number;
}

/** Spans without a clock change, the latest few of each zone: nearly every moment of the year falls into one. */
const steadySpans = new Map<string, SteadySpan[]>();

/** What is owed now and what comes next may lie on both sides of a change. */
const spansKept = 3;

/** The zone's offset in milliseconds at a moment with no clock change within a day of it; undefined near one. */
function steadyOffset(zone: string, atMs: number): number | undefined {
  const spans = steadySpans.get(zone) ?? [];
  let span = spans.find(({ fromMs, untilMs }) => atMs >= fromMs - dayMs && atMs < untilMs + dayMs);
  if (span === undefined) {
    // A moment later, since "previous" does not count a change at the very instant.
    span = spanAround(clockAt(Temporal.Instant.fromEpochMilliseconds(atMs + 1), zone));
    steadySpans.set(zone, [span, ...spans.slice(0, spansKept - 1)]);
  }
  const steady = atMs >= span.fromMs && atMs < span.untilMs && span.offsetMs % tickMs === 0;
  return steady ? span.offsetMs : undefined;
}

function spanAround(local: Temporal.ZonedDateTime): SteadySpan {
  const previous = local.getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity;
  const next = local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  return { fromMs: previous + dayMs, untilMs: next - dayMs, offsetMs: local.offsetNanoseconds / 1e6 };
}

function quarterHourAtOrBefore(wall: Temporal.PlainDateTime): Temporal.PlainDateTime {
  return wall.round({ smallestUnit: 'minute', roundingIncrement: tickMinutes, roundingMode: 'floor' });
}

/** The local date in a zone. */
export function localDateAt(instant: Temporal.Instant, zone: string): string {
  const steady = steadyOffset(zone, instant.epochMilliseconds);
  return steady === undefined
    ? clockAt(instant, zone).toPlainDate().toString()
    : dateOfDay(Math.floor((instant.epochMilliseconds + steady) / dayMs));
}

/** "07:05": what clocks in a zone show. */
export function localTimeAt(instant: Temporal.Instant, zone: string): string {
  return clockAt(instant, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** 1 = Monday … 7 = Sunday (ISO 8601) of a local date. */
export function weekdayOf(localDate: string): number {
  // The day before the first was a Wednesday.
  return ((dayNumber(localDate) + 3) % 7) + 1;
}

/** Whole days from one local date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The local date some days later. */
export function addDays(localDate: string, days: number): string {
  return dateOfDay(dayNumber(localDate) + days);
}

/** What clocks in a zone show at an instant. Its own zone is called as the runtime calls it. */
export function clockAt(instant: Temporal.Instant, zone: string): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO(runtimeName(zone));
}

/** Does this runtime know the clocks of the zone, by any of its names? */
export function isKnownZone(zone: string): boolean {
  return knownName(zone) !== undefined;
}

/** The name by which this runtime knows a zone. A place may have been renamed since the runtime was made. */
function runtimeName(zone: string): string {
  // An unknown one fails where it is used, and is named there.
  return knownName(zone) ?? zone;
}

/** Only names that are known: there are few of those. */
const knownNames = new Map<string, string>();

function knownName(zone: string): string | undefined {
  const found = knownNames.get(zone) ?? nameKnownTo(runtimeKnows, zone);
  if (found !== undefined) knownNames.set(zone, found);
  return found;
}

/** A name of the zone that some clocks know: as it is spelled, or else another one of the same zone. */
export function nameKnownTo(knows: (name: string) => boolean, zone: string): string | undefined {
  return [zone, ...namesOf(zone)].find(knows);
}

/** Offsets such as "+01:00" are refused: they have no daylight saving, so they are no place. */
function runtimeKnows(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** An instant as stored and compared: UTC, whole seconds, always the same length, so that text order is time order. */
export function isoInstant(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' });
}

/** Seconds that the calendar's index may need to show a change. */
const indexLagSeconds = 60;

/** The first tick that a change made now is sure to be seen by; what the person is told is counted from here. */
export function calendarFrom(now: Temporal.Instant): string {
  return isoInstant(tickAtOrAfter(now.add({ seconds: indexLagSeconds })));
}
