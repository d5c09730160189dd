import { Temporal } from 'temporal-polyfill';
import { dueTick, isoInstant, localDateAt } from '../time/calendar.ts';
import { warnOfComplaints } from './complaints.ts';
import type { BegunCount, Counts, DayCounts, LessonCounts } from './counts.ts';
import { warnOfSilence } from './silent-feed.ts';
import type { Control } from '../sending/control.ts';
import type { Key } from '../kit/table-keys.ts';
import type { PersonRecord } from '../person/everybody.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { CountsStore } from './counts.ts';
import type { SubscriberScan } from '../person/everybody.ts';
import { isPerson, statusAt, type Person } from '../person/subscriber.ts';
import { practiceAnswers, type PracticeAnswer } from '../person/stored-values.ts';

/*
 * How the service fares, in numbers, for its operator. Counted from what is stored, once a night: a message that comes twice, or a crash between a mail
 * and its count, cannot make a number wrong, and no mail costs a write.
 */

/** From its slot: the planner runs every quarter hour, and a batch takes its time. */
const inTimeMinutes = 15;

export const noDay: DayCounts = {
  signedUp: 0,
  left: 0,
  bounced: 0,
  complained: 0,
  lessons: 0,
  inTime: 0,
  within1Hour: 0,
  later: 0,
};

/**
 * Counts everybody, by series. Memory grows with days and lessons, not with people.
 *
 * @param series - ids of series that have numbers even when nobody is in them: of one that everybody has left, the last ones must not stand
 */
export async function countAll(
  crowd: AsyncIterable<PersonRecord>,
  now: Temporal.Instant,
  series: readonly string[] = [],
): Promise<Map<string, Counts>> {
  const count = new Count(now, series);
  for await (const record of crowd) count.add(record);
  return count.bySeries();
}

/** A count of everybody at an instant. It may be put aside and gone on with elsewhere. */
class Count {
  readonly now: Temporal.Instant;
  readonly #counted: Record<string, Counts>;
  lastSentAt: string | undefined;

  constructor(now: Temporal.Instant, series: readonly string[], begun?: BegunCount) {
    this.now = now;
    this.lastSentAt = begun?.lastSentAt;
    this.#counted = { ...Object.fromEntries(series.map((id) => [id, emptyCounts(now)])), ...begun?.counted };
  }

  add({ subscriber, signUp, checkIns }: PersonRecord): void {
    const at = isoInstant(this.now);
    if (signUp !== undefined && signUp.expiresAt > at) add(this.#of(signUp.series).now.people, 'pending');
    if (!isPerson(subscriber)) return;
    countPerson(subscriber, checkIns, this.#of(subscriber.series), this.now);
    for (const sentAt of Object.values(subscriber.sent)) {
      if (sentAt <= at && sentAt > (this.lastSentAt ?? '')) this.lastSentAt = sentAt;
    }
  }

  bySeries(): Map<string, Counts> {
    const today = isoInstant(this.now).slice(0, 10);
    for (const { days } of Object.values(this.#counted)) delete days[today];
    return new Map(Object.entries(this.#counted));
  }

  /** @param from - days before it are left out */
  putAside(part: number, through: Key, from: string): BegunCount {
    const counted = Object.entries(this.#counted).map(([series, { now, days }]) => {
      const recent = Object.entries(days).filter(([day]) => day >= from);
      return [series, { now, days: Object.fromEntries(recent) }] as const;
    });
    const lastSentAt = this.lastSentAt;
    return {
      at: isoInstant(this.now),
      part,
      through,
      counted: Object.fromEntries(counted),
      ...(lastSentAt !== undefined && { lastSentAt }),
    };
  }

  #of(series: string): Counts {
    return (this.#counted[series] ??= emptyCounts(this.now));
  }
}

function emptyCounts(now: Temporal.Instant): Counts {
  return { now: { at: isoInstant(now), people: {}, activeByLessons: {}, lessons: {} }, days: {} };
}

function countPerson(person: Person, checkIns: PersonRecord['checkIns'], counts: Counts, now: Temporal.Instant): void {
  const status = statusAt(person, now);
  const sent = Object.entries(person.sent).toSorted(([, a], [, b]) => (a < b ? -1 : 1));
  add(counts.now.people, status);
  if (person.status === 'active') add(counts.now.activeByLessons, String(sent.length));
  // What they had is counted where they are now.
  if (person.status === 'moved') return;

  const day = (instant: string) => (counts.days[instant.slice(0, 10)] ??= { ...noDay });
  day(person.confirmedAt).signedUp += 1;
  if (person.unsubscribedAt !== undefined) day(person.unsubscribedAt).left += 1;
  if (person.suppression !== undefined) {
    day(person.suppression.at)[person.suppression.reason === 'complaint' ? 'complained' : 'bounced'] += 1;
  }
  for (const [lesson, at] of sent) {
    lessonOf(counts, lesson).sent += 1;
    day(at).lessons += 1;
  }
  for (const lesson of person.kept ?? []) {
    const counted = lessonOf(counts, lesson);
    counted.liked = (counted.liked ?? 0) + 1;
  }
  const last = sent.at(-1);
  if (last === undefined) return;
  const lateness = latenessOf(person, last[1]);
  if (lateness !== undefined) day(last[1])[lateness] += 1;
  const lastLesson = lessonOf(counts, last[0]);
  if (person.unsubscribedAt !== undefined) lastLesson.leftAfter += 1;
  if (person.suppression !== undefined && person.suppression.reason !== 'complaint') {
    lastLesson.bouncedAfter = (lastLesson.bouncedAfter ?? 0) + 1;
  }
  for (const [lesson, days] of saidOf(sent, checkIns)) lessonOf(counts, lesson).practised[days] += 1;
}

/** What a person said of each lesson: once, however many weeks they answered before the next one came. */
function saidOf(sent: readonly [string, string][], checkIns: PersonRecord['checkIns']): Map<string, PracticeAnswer> {
  const said = new Map<string, PracticeAnswer>();
  for (const { week, days } of checkIns.toSorted((a, b) => (a.week < b.week ? -1 : 1))) {
    // What is asked in a week is about the one before: about the lesson that came then.
    const practised = sent.findLast(([, at]) => at.slice(0, 10) < week);
    if (practised !== undefined) said.set(practised[0], days);
  }
  return said;
}

function lessonOf({ now }: Counts, lesson: string): LessonCounts {
  return (now.lessons[lesson] ??= {
    sent: 0,
    leftAfter: 0,
    bouncedAfter: 0,
    liked: 0,
    practised: Object.fromEntries(practiceAnswers.map((answer) => [answer, 0])) as LessonCounts['practised'],
  });
}

/** Undefined when their slot is another one since. */
function latenessOf(person: Person, sentAt: string): 'inTime' | 'within1Hour' | 'later' | undefined {
  if (person.lessonSentOn === undefined) return undefined;
  const { zone, sendTime } = person.preferences;
  const due = dueTick({ zone, localDate: person.lessonSentOn, localTime: sendTime });
  const minutes = due.until(Temporal.Instant.from(sentAt)).total('minutes');
  if (minutes < 0) return undefined;
  if (minutes <= inTimeMinutes) return 'inTime';
  return minutes <= 60 ? 'within1Hour' : 'later';
}

function add<Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Where stored and counted numbers of a day are not the same. */
export interface Difference {
  series: string;
  day: string;
  what: keyof DayCounts;
  stored: number;
  counted: number;
}

/** Numbers of a day that can be counted again later; how late a lesson was is known only of people's latest. */
const countedAgain = ['signedUp', 'left', 'bounced', 'complained', 'lessons'] as const;

/** Compares days that were counted before with what is counted now. Days that were never counted differ in everything that is not nought. */
export function differences(
  series: string,
  stored: Readonly<Record<string, DayCounts>>,
  counted: Readonly<Record<string, DayCounts>>,
): Difference[] {
  const days = [...new Set([...Object.keys(stored), ...Object.keys(counted)])].toSorted();
  return days.flatMap((day) =>
    countedAgain.flatMap((what) => {
      const [was, is] = [(stored[day] ?? noDay)[what], (counted[day] ?? noDay)[what]];
      return was === is ? [] : [{ series, day, what, stored: was, counted: is }];
    }),
  );
}

export interface CountingDeps {
  clock: Clock;
  crowd: SubscriberScan;
  counts: CountsStore;
  /** Ids of the series that are offered. */
  series: readonly string[];
  log: Log;
}

/** A night that did not come is made up for. */
const daysKept = 7;

/** With less time left, a count is put aside: the rest of the run is for people who are gone for long. */
const spareMs = 180_000;

export interface NightlyCountDeps extends CountingDeps {
  control: Pick<Control, 'eventFeed'>;
  /** Milliseconds that this run has left. */
  remainingMs: () => number;
}

/**
 * Counts everybody and keeps the numbers: of each series as it is now, and of the days that are over. A run that gets short of time puts the count aside, and
 * the next one goes on with it. May be repeated.
 *
 * @param begin - false: only a count that was put aside is gone on with
 */
export async function runNightlyCount(deps: NightlyCountDeps, begin = true): Promise<void> {
  const { clock, crowd, counts, series: offered, log, remainingMs } = deps;
  const begun = await counts.begun();
  if (begun === undefined && !begin) return;
  const now = begun === undefined ? clock.now() : Temporal.Instant.from(begun.at);
  const from = localDateAt(now.subtract({ hours: 24 * daysKept }), 'UTC');
  const count = new Count(now, offered, begun);
  for await (const record of crowd.everybody(begun?.through)) {
    count.add(record);
    if (record.through === undefined || remainingMs() >= spareMs) continue;
    const next = count.putAside((begun?.part ?? 0) + 1, record.through, from);
    const kept = await counts.keepBegun(next, begun);
    log.info(kept ? 'counts.put-aside' : 'counts.overtaken', { part: next.part });
    return;
  }
  const bySeries = count.bySeries();
  await keep(bySeries, from, counts);
  if (begun !== undefined) await counts.keepBegun(undefined, begun);
  warnOfComplaints(
    [...bySeries.values()].map(({ days }) => days),
    from,
    log,
  );
  warnOfSilence({ lastSentAt: count.lastSentAt, heardAt: (await deps.control.eventFeed()).heardAt }, now, log);
  log.info('counts.kept', { series: bySeries.size, runs: (begun?.part ?? 0) + 1 });
}

async function keep(bySeries: ReadonlyMap<string, Counts>, from: string, counts: CountsStore): Promise<void> {
  for (const [series, counted] of bySeries) {
    const { days } = await counts.read(series);
    for (const [day, numbers] of Object.entries(counted.days)) {
      // A day stays as it was counted first: later, those who had themselves erased are missing.
      if (day >= from && days[day] === undefined) await counts.keepDay(series, day, numbers);
    }
    await counts.keepNow(series, counted.now);
  }
}

/** Counts everybody anew, and says where the kept days differ; `write` keeps what was counted in their place. */
export async function rebuildCounts(
  { clock, crowd, counts, series: offered }: Omit<CountingDeps, 'log'>,
  write: boolean,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const [series, counted] of await countAll(crowd.everybody(), clock.now(), offered)) {
    const { days } = await counts.read(series);
    const differing = differences(series, days, counted.days);
    found.push(...differing);
    if (!write) continue;
    for (const day of new Set(differing.map((difference) => difference.day))) {
      const { inTime, within1Hour, later } = days[day] ?? counted.days[day] ?? noDay;
      await counts.keepDay(series, day, { ...(counted.days[day] ?? noDay), inTime, within1Hour, later });
    }
    await counts.keepNow(series, counted.now);
  }
  return found;
}
