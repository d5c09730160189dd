/** A change of a zone's clocks. */
export interface Change {
  /** Minutes since 1970, UTC. */
  at: number;
  /** Minutes east of UTC from then on. */
  offset: number;
}

/** What the clocks of a zone have shown and will show. */
export interface History {
  /** Minutes east of UTC before the first change. */
  first: number;
  changes: readonly Change[];
}

/** The service began later: what was before is not asked. */
const firstYear = 2024;
/** A yearly rule holds through this year in the data, or it is none. */
const lastYear = 2100;
/** Where there is no rule, changes are written out through this year. In Gaza and Morocco they follow the moon. */
const writtenOutThrough = 2045;
/** The calendar counts in quarter hours. */
const quarterHour = 15;

/** Clocks cannot be written down. The message says which, and why. */
export class ClocksError extends Error {
  override name = 'ClocksError';
}

/**
 * The history in a line of moment-timezone's packed data, `name|abbreviations|offsets|indices|differences|…`: offsets in minutes west of UTC
 * and times in minutes, both to the base of 60.
 */
export function unpackHistory(line: string): History {
  const [, , offsets = '', indices = '', differences = ''] = line.split('|');
  // Added to nothing, so that 0 west is 0 east and not -0.
  const east = offsets.split(' ').map((text) => 0 - fromBase60(text));
  let at = 0;
  const changes = differences
    .split(' ')
    .filter((text) => text !== '')
    .map((text, index) => {
      at += fromBase60(text);
      return { at: Math.round(at), offset: east[fromBase60(indices[index + 1]!)]! };
    });
  return { first: east[fromBase60(indices[0]!)]!, changes };
}

function fromBase60(text: string): number {
  const digit = (char: string) => '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX'.indexOf(char);
  const [whole = '', part = ''] = text.replace('-', '').split('.');
  const minutes = Array.from(whole).reduce((sum, char) => sum * 60 + digit(char), 0);
  const fraction = Array.from(part).reduce((sum, char, index) => sum + digit(char) / 60 ** (index + 1), 0);
  return (text.startsWith('-') ? -1 : 1) * (minutes + fraction);
}

/**
 * The clocks of a zone as `lambdas/core/time/zone-clocks.ts` reads them: the first offset in minutes, changes as `202611010600-300` (UTC, then the
 * offset from there on), and a rule of every year as `from 2027 3/8.0@120-240 …`: from the first Sunday (0) on or after 8 March, at
 * minute 120 by the clocks before, the offset is -240.
 *
 * @throws ClocksError when an offset is not of whole quarter hours, or two changes follow each other within two days
 */
export function formatClocks(name: string, { first, changes }: History): string {
  const begin = minutesOf(firstYear);
  const before = changes.filter(({ at }) => at < begin);
  const start = before.at(-1)?.offset ?? first;
  const shown = changes.filter(
    ({ at, offset }, index) => at >= begin && offset !== (changes[index - 1]?.offset ?? first),
  );
  check(name, start, shown);
  const rule = yearlyRule(start, shown);
  const until = rule === undefined ? minutesOf(writtenOutThrough + 1) : minutesOf(rule.from);
  const written = shown.filter(({ at }) => at < until).map(({ at, offset }) => `${digitsOf(at)}${signed(offset)}`);
  return [start, ...written, ...(rule === undefined ? [] : ['from', rule.from, ...rule.parts])].join(' ');
}

function check(name: string, start: number, changes: readonly Change[]): void {
  if ([start, ...changes.map(({ offset }) => offset)].some((offset) => offset % quarterHour !== 0)) {
    throw new ClocksError(`${name} is off by minutes that are no quarter hours: the calendar cannot count in them.`);
  }
  if (changes.some(({ at }, index) => at - (changes[index - 1]?.at ?? 0) < 2 * 1440)) {
    throw new ClocksError(
      `${name} changes its clocks twice within two days: the calendar looks at one change at a time.`,
    );
  }
}

/** The rule by which the clocks change in every year from some year on; undefined where there is none. */
function yearlyRule(start: number, changes: readonly Change[]): { from: number; parts: string[] } | undefined {
  const walls = changes.map(({ at, offset }, index) => ({ wall: at + (changes[index - 1]?.offset ?? start), offset }));
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
  const byYear = years.map((): typeof walls => []);
  for (const change of walls) byYear[new Date(change.wall * 60_000).getUTCFullYear() - firstYear]?.push(change);
  const last = byYear.at(-1)!;
  if (last.length === 0) return undefined;
  const parts = last.map(({ offset }, index) => {
    const late = byYear.slice(-40).map((ofYear) => ofYear[index]?.wall);
    return [0, 1]
      .map((daysBefore) => ruleOf(late, daysBefore))
      .find((found) => found !== undefined)
      ?.concat(signed(offset));
  });
  if (parts.some((part) => part === undefined)) return undefined;
  const asRuled = (year: number) =>
    parts.map((part) => ({ wall: wallOfRule(year, part!), offset: last[parts.indexOf(part)]!.offset }));
  // Every year is compared: a country may leave one change out and go back to its rule.
  const differs = years.findLastIndex((year, index) => JSON.stringify(asRuled(year)) !== JSON.stringify(byYear[index]));
  const from = years[differs + 1];
  return from === undefined ? undefined : { from, parts: parts as string[] };
}

/** `month/day.weekday@minute`: the first such weekday on or after the day; undefined when that explains not all of the times. */
function ruleOf(walls: readonly (number | undefined)[], daysBefore: number): string | undefined {
  if (walls.includes(undefined)) return undefined;
  // "24:00 on Thursday" is at minute 1440 of the day before.
  const dates = (walls as number[]).map((wall) => new Date((Math.floor(wall / 1440) - daysBefore) * 86_400_000));
  const first = dates[0]!;
  const days = dates.map((date) => date.getUTCDate());
  const [day, furthest] = [Math.min(...days), Math.max(...days)];
  const minutes = walls.map((wall) => (wall! % 1440) + daysBefore * 1440);
  const same =
    dates.every((date) => date.getUTCMonth() === first.getUTCMonth() && date.getUTCDay() === first.getUTCDay()) &&
    minutes.every((minute) => minute === minutes[0]);
  return same && furthest - day < 7
    ? `${first.getUTCMonth() + 1}/${day}.${first.getUTCDay()}@${minutes[0]}`
    : undefined;
}

function wallOfRule(year: number, rule: string): number {
  const [month, day, weekday, minute] = rule.split(/[/.@]|(?=[+-])/).map(Number) as [number, number, number, number];
  const from = new Date(Date.UTC(year, month - 1, day));
  return Date.UTC(year, month - 1, day + ((weekday - from.getUTCDay() + 7) % 7)) / 60_000 + minute;
}

const minutesOf = (year: number): number => Date.UTC(year, 0, 1) / 60_000;
const digitsOf = (at: number): string => new Date(at * 60_000).toISOString().slice(0, 16).replaceAll(/\D/g, '');
const signed = (offset: number): string => (offset < 0 ? String(offset) : `+${offset}`);
