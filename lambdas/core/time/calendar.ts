import { Temporal } from 'temporal-polyfill';
import { localToInstant, offsetAt, previousChange } from './zone-clocks.ts';

/**
 * The calendar: from ticks (quarter-hour instants) to slots (time zone, local quarter hour) and back.
 *
 * A slot belongs to exactly one tick. It is the first tick at which the wall clock of its zone shows the slot's local time or later:
 * - a local time that a spring change skips is served at the first tick after the gap;
 * - a local time that an autumn change repeats is served in the first of the two passes.
 */

/** Minutes between two ticks. Every offset in use today is a multiple of it. */
export const tickMinutes = 15;
const quarterHourMs = tickMinutes * 60_000;

/** Where subscribers stand in the calendar on one day. */
export interface Slot {
  /** IANA time zone, spelled as it is stored with the people who stand there. */
  zone: string;
  /** ISO local date, e.g. "2026-11-30". */
  localDate: string;
  /** "HH:MM" on the quarter hour. */
  localTime: string;
  /** Time of day of the lessons of those whom it is for, where it is a slot of reminders alone: people stand by the time of their lessons. */
  lessonTime?: string | undefined;
}

/** The partition key of the `due` index: local time, so that it never changes when a clock goes forward or back. */
export function dueKey(zone: string, localTime: string): string {
  return `${zone}|${localTime}`;
}

/** The latest tick at or before an instant. */
export function tickAtOrBefore(instant: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(instant.epochMilliseconds / quarterHourMs) * quarterHourMs);
}

/** The earliest tick at or after an instant. */
export function tickAtOrAfter(instant: Temporal.Instant): Temporal.Instant {
  return tickAtOrAfterMs(instant.epochMilliseconds);
}

function tickAtOrAfterMs(atMs: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.ceil(atMs / quarterHourMs) * quarterHourMs);
}

/** Every tick after `after`, up to and including `through`, in milliseconds since 1970. */
export function ticksBetween(after: Temporal.Instant, through: Temporal.Instant): number[] {
  const ticks: number[] = [];
  const last = through.epochMilliseconds;
  for (let at = tickAtOrBefore(after).epochMilliseconds + quarterHourMs; at <= last; at += quarterHourMs) {
    ticks.push(at);
  }
  return ticks;
}

/** The tick at which a slot is due. */
export function dueTick(slot: Slot): Temporal.Instant {
  const shown = localToInstant(slot.zone, wallMsOf(slot));
  return tickAtOrAfterMs(shown.kind === 'gap' ? shown.change : shown.first);
}

/** Which of the quarter hours of a day are meant. */
export interface LocalTimes {
  has: (localTime: string) => boolean;
}
const anyTime: LocalTimes = { has: () => true };

/** The slots of one zone that come due at a tick, in order of local time. Usually one; several after a gap, none in a repeated hour. */
export function slotsDueAt(zone: string, tick: Temporal.Instant, among: LocalTimes = anyTime): Slot[] {
  const tickMs = tick.epochMilliseconds;
  return slotsPassed(zone, furthestWall(zone, tickMs - quarterHourMs), tickMs + offsetAt(zone, tickMs), among);
}

/**
 * The furthest that the clocks of a zone have shown at any tick up to one, as a wall time in milliseconds. In an hour that is shown again, that
 * is further than what they show.
 */
export function furthestWall(zone: string, tickMs: number): number {
  const shown = tickMs + offsetAt(zone, tickMs);
  const change = previousChange(zone, tickMs);
  // Clocks go back by some hours at most.
  if (change === undefined || tickMs - change > dayMs) return shown;
  const before = (Math.ceil(change / quarterHourMs) - 1) * quarterHourMs;
  return Math.max(shown, before + offsetAt(zone, before));
}

/** The slots of one zone that clocks pass between two wall times, the second one included, in order. */
export function slotsPassed(
  zone: string,
  afterWallMs: number,
  throughWallMs: number,
  among: LocalTimes = anyTime,
): Slot[] {
  const slots: Slot[] = [];
  let wallMs = (Math.floor(afterWallMs / quarterHourMs) + 1) * quarterHourMs;
  for (; wallMs <= throughWallMs; wallMs += quarterHourMs) {
    const day = Math.floor(wallMs / dayMs);
    const localTime = quarterHours[(wallMs - day * dayMs) / quarterHourMs]!;
    if (among.has(localTime)) slots.push({ zone, localDate: dateOfDay(day), localTime });
  }
  return slots;
}

function wallMsOf({ localDate, localTime }: Slot): number {
  const minutes = Number(localTime.slice(0, 2)) * 60 + Number(localTime.slice(3));
  return dayNumber(localDate) * dayMs + minutes * 60_000;
}

const dayMs = 86_400_000;

/** "00:00", "00:15" … "23:45". */
export const quarterHours: readonly string[] = Array.from({ length: 96 }, (_, index) => {
  const twoDigits = (part: number) => String(part).padStart(2, '0');
  return `${twoDigits(Math.floor(index / 4))}:${twoDigits((index % 4) * tickMinutes)}`;
});

/** Dates that were asked for, by their number: the planner asks for the same one some hundred times a day. */
const knownDates = new Map<number, string>();
const knownDatesMax = 1_000;

function dateOfDay(day: number): string {
  const known = knownDates.get(day);
  if (known !== undefined) return known;
  // oxlint-disable-next-line no-restricted-globals -- no clock: the calendar of a number
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  // Stryker disable next-line ConditionalExpression,EqualityOperator: it is only how many are remembered
  if (knownDates.size >= knownDatesMax) knownDates.clear();
  knownDates.set(day, date);
  return date;
}

/** Days since 1970-01-01. Plain numbers: every mail asks for some dozen of these, and objects for each were a tenth of its time. */
function dayNumber(localDate: string): number {
  // oxlint-disable-next-line no-restricted-globals -- no clock: the number of a date
  return Date.parse(localDate) / dayMs;
}

/** The local date in a zone. */
export function localDateAt({ epochMilliseconds }: Pick<Temporal.Instant, 'epochMilliseconds'>, zone: string): string {
  return dateOfDay(Math.floor(wallMsAt(epochMilliseconds, zone) / dayMs));
}

/** "07:05": what clocks in a zone show. */
export function localTimeAt(instant: Temporal.Instant, zone: string): string {
  // oxlint-disable-next-line no-restricted-globals -- no clock: the words for a number
  return new Date(wallMsAt(instant.epochMilliseconds, zone)).toISOString().slice(11, 16);
}

function wallMsAt(atMs: number, zone: string): number {
  return atMs + offsetAt(zone, atMs);
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

/** An instant as stored and compared: UTC, whole seconds, always the same length, so that text order is time order. */
export function isoInstant({ epochMilliseconds }: Temporal.Instant): string {
  // oxlint-disable-next-line no-restricted-globals -- no clock: the words for a number
  return new Date(Math.floor(epochMilliseconds / 1000) * 1000).toISOString().replace('.000', '');
}

/** Milliseconds since 1970 of an instant as it is stored. A plain number: the sender asks for some of these for every mail. */
export function msOf(isoInstant: string): number {
  // oxlint-disable-next-line no-restricted-globals -- no clock: the number of an instant
  return Date.parse(isoInstant);
}

/** Seconds from one ISO instant to another; negative when `to` is earlier. Exact to the millisecond. */
export function secondsBetween(from: string, to: string): number {
  return (msOf(to) - msOf(from)) / 1000;
}

/** Seconds in which the calendar's index nearly always shows a change. Where it takes longer, the planner's second look at the slot finds it. */
const indexLagSeconds = 60;

/** The first tick that a change made now is seen by; what the person is told is counted from here. */
export function firstVisibleTick(now: Temporal.Instant): string {
  return isoInstant(tickAtOrAfter(now.add({ seconds: indexLagSeconds })));
}

/** The Monday of the week of a local date. */
export function weekOf(localDate: string): string {
  return addDays(localDate, 1 - weekdayOf(localDate));
}
