import { clocksInTable } from './zones.ts';

/**
 * What clocks show, by our own table, whatever the runtime believes: its time zones are as old as the runtime is. All times are milliseconds
 * since 1970; a wall time is counted as if it were UTC. The table is exact from 2024 on.
 */

/** What stands between two changes: `offsets[n]` holds from `changes[n - 1]` until `changes[n]`. */
interface Clocks {
  changes: readonly number[];
  offsets: readonly number[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Yearly rules are followed through this year. */
const lastYear = 2100;

/** By what the table writes: some seventy, which all zones share. */
const read = new Map<string, Clocks>();

/** @throws RangeError when there is no such zone */
function clocksOf(zone: string): Clocks {
  const written = clocksInTable(zone);
  if (written === undefined) throw new RangeError(`There is no time zone ${zone}.`);
  return clocksWritten(written);
}

function clocksWritten(written: string): Clocks {
  let clocks = read.get(written);
  if (clocks === undefined) {
    clocks = readClocks(written);
    read.set(written, clocks);
  }
  return clocks;
}

/** Clocks by what the table writes of them. */
function readClocks(written: string): Clocks {
  const [single = '', yearly] = written.split(' from ');
  const [start, ...words] = single.split(' ');
  const changes: number[] = [];
  const offsets = [Number(start) * minuteMs];
  const change = (at: number, offset: number) => {
    changes.push(at);
    offsets.push(offset * minuteMs);
  };
  for (const word of words) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = [0, 4, 6, 8, 10].map((at) =>
      Number(word.slice(at, at === 0 ? 4 : at + 2)),
    );
    change(utcMs(year, month, day) + (hour * 60 + minute) * minuteMs, Number(word.slice(12)));
  }
  if (yearly === undefined) return { changes, offsets };
  const [firstYear, ...everyYear] = yearly.split(' ');
  const rules = everyYear.map(ruleOf);
  for (let year = Number(firstYear); year <= lastYear; year += 1) {
    for (const { month, day, weekday, minute, offset } of rules) {
      const first = utcMs(year, month, day);
      const wallMs = first + ((weekday - weekdayOfMs(first) + 7) % 7) * dayMs + minute * minuteMs;
      change(wallMs - offsets.at(-1)!, offset);
    }
  }
  return { changes, offsets };
}

/** `3/25.0@120+120`: from the first Sunday (0) on or after 25 March, at minute 120 by the clocks before, the offset is 120 minutes. */
function ruleOf(text: string) {
  const [month = 0, day = 0, weekday = 0, minute = 0, offset = 0] = text.split(/[/.@]|(?=[+-])/).map(Number);
  return { month, day, weekday, minute, offset };
}

function utcMs(year: number, month: number, day: number): number {
  // oxlint-disable-next-line no-restricted-globals -- no clock: the number of a date
  return Date.UTC(year, month - 1, day);
}

/** 0 = Sunday. 1970 began on a Thursday. */
function weekdayOfMs(ms: number): number {
  return (ms / dayMs + 4) % 7;
}

/** How many changes were made by then. */
function changesUntil({ changes }: Clocks, atMs: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]! <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far ahead of UTC the clocks of a zone are at an instant, in milliseconds. */
export function offsetAt(zone: string, atMs: number): number {
  const clocks = clocksOf(zone);
  return clocks.offsets[changesUntil(clocks, atMs)]!;
}

/** The first change of a zone's clocks after an instant; undefined when the table has none. */
export function nextChange(zone: string, afterMs: number): number | undefined {
  const clocks = clocksOf(zone);
  return clocks.changes[changesUntil(clocks, afterMs)];
}

/** The last change of a zone's clocks at or before an instant; undefined when the table has none. */
export function previousChange(zone: string, atMs: number): number | undefined {
  const clocks = clocksOf(zone);
  return clocks.changes[changesUntil(clocks, atMs) - 1];
}

/** What {@link offsetAt} and {@link nextChange} say of clocks that another edition's table writes. */
export function clocksOfTable(written: string) {
  const clocks = clocksWritten(written);
  return {
    offsetAt: (atMs: number) => clocks.offsets[changesUntil(clocks, atMs)]!,
    nextChange: (afterMs: number) => clocks.changes[changesUntil(clocks, afterMs)],
  };
}

export type LocalTime =
  /** Clocks show it once, or a second time after they went back: `first` and `last` are those instants. */
  | { kind: 'once' | 'twice'; first: number; last: number }
  /** Clocks skip it, at that change. */
  | { kind: 'gap'; change: number };

/** When the clocks of a zone show a wall time. */
export function localToInstant(zone: string, wallMs: number): LocalTime {
  // No clock is a day away from UTC, and none changes twice within two days.
  const [before, after] = [offsetAt(zone, wallMs - dayMs), offsetAt(zone, wallMs + dayMs)];
  const [early, late] = [wallMs - before, wallMs - after];
  if (before === after) return { kind: 'once', first: early, last: early };
  const change = nextChange(zone, wallMs - dayMs)!;
  if (early >= change) return late < change ? { kind: 'gap', change } : { kind: 'once', first: late, last: late };
  return late < change ? { kind: 'once', first: early, last: early } : { kind: 'twice', first: early, last: late };
}
