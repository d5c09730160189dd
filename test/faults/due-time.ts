/**
 * Local time for the ledger, from Intl alone and written apart from the service's calendar: an error there must not hide itself here. All instants are
 * milliseconds since 1970.
 */

const quarterMs = 15 * 60_000;
const hourMs = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** What a wall clock shows: "2026-03-29T02:30". Texts of this form sort as times do. */
export function wallClock(ms: number, zone: string): string {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}T${parts.get('hour')}:${parts.get('minute')}`;
}

export function localDate(ms: number, zone: string): string {
  return wallClock(ms, zone).slice(0, 10);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00Z`).getUTCDay() || 7;
}

export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);
}

const dueTimes = new Map<string, number>();

/**
 * The first quarter hour at which the wall clock shows a time of day, or a later one where a change of clocks leaves it out. A time that comes twice
 * counts the first time.
 */
export function dueMs(zone: string, date: string, time: string): number {
  const key = `${zone} ${date} ${time}`;
  const known = dueTimes.get(key);
  if (known !== undefined) return known;
  const wanted = `${date}T${time}`;
  // Zones are 14 hours ahead of UTC at most.
  let ms = Date.parse(`${wanted}Z`) - 15 * hourMs;
  while (wallClock(ms, zone) < wanted) ms += quarterMs;
  dueTimes.set(key, ms);
  return ms;
}
