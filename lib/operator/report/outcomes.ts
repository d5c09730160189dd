import { Temporal } from 'temporal-polyfill';
import { lastDayOf, lessonAskedAbout } from '../../../lambdas/core/course/asked-about.ts';
import { followUpDays } from '../../../lambdas/core/course/follow-up.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import { agreedToReport } from '../../../lambdas/core/person/consent-wordings.ts';
import type { CheckIn } from '../../../lambdas/core/person/records.ts';
import { practiceAnswers, type PracticeAnswer, type Start } from '../../../lambdas/core/person/stored-values.ts';
import type { Person } from '../../../lambdas/core/person/subscriber.ts';
import { addDays, daysBetween, isoInstant, localDateAt } from '../../../lambdas/core/time/calendar.ts';
import { Tally } from './tally.ts';

/*
 * What people said of themselves at the start, and what became of it. Memory grows with weeks and lessons, not with people, and nothing in here knows who
 * somebody is. Only people who are subscribed count, who agreed to be counted, and who said where they start when they started.
 */

/** What is asked at the start and later, in order. Of days active more is better, of the others less. */
export const questions = ['stress', 'pain', 'enjoyment', 'activity', 'active'] as const;
export type Question = (typeof questions)[number];

/** Moments of a course that people are compared at: after so many weeks, or by the email three months after the end. */
export const moments = { 'week 8': 8, 'week 16': 16, 'three months after': undefined } as const;
export type Moment = keyof typeof moments;
const momentNames = Object.keys(moments) as Moment[];

/** An answer counts for a week up to so many days before and after it: not every check-in asks everything. */
const daysAround = 7;
/** Days from the first lesson on in which somebody says where they start; later it is no start. */
const startDaysMax = 13;
/** Later weeks are of people who go slowly or keep a lesson a month: too few, and too far from one another. */
const weeksMax = 52;

/** What is looked at of a person: nothing that names them. */
export type Counted = Pick<
  Person,
  'status' | 'preferences' | 'sent' | 'earlier' | 'completedAt' | 'followUpSentAt' | 'start' | 'healthConsent'
>;
type Said = Pick<CheckIn, 'at' | 'week' | 'to' | 'days' | Question>;

/** What was said at one place of the course. */
export class Place {
  /** People who answered anything. */
  answered = 0;
  readonly practised = Object.fromEntries(practiceAnswers.map((one) => [one, 0])) as Record<PracticeAnswer, number>;
  /** Of those who answered a question at both times: what they had said at the start. */
  readonly atStart = tallies();
  /** The answer less that of the start. */
  readonly change = tallies();

  /** @param said - what one person said there, what counts most first */
  add(said: readonly Said[], start: Start): void {
    if (said.length === 0) return;
    this.answered += 1;
    this.practised[said[0]!.days] += 1;
    for (const question of questions) {
      const before = start[question];
      const after = said.find((one) => one[question] !== undefined)?.[question];
      if (before === undefined || after === undefined) continue;
      this.atStart[question].add(before);
      this.change[question].add(after - before);
    }
  }
}

/** A moment, with how many could have answered. */
export class MomentPlace extends Place {
  /** People who are that far. */
  due = 0;
  /** Of these, people who got an email that asked. */
  asked = 0;
}

function tallies(): Record<Question, Tally> {
  return Object.fromEntries(questions.map((question) => [question, new Tally()])) as Record<Question, Tally>;
}

/** Everybody of one series, counted at an instant. */
export class Outcomes {
  /** People who had a lesson: the first one asks where they start. */
  had = 0;
  /** Of these, people whose start counts. */
  started = 0;
  /** People with a start who agreed to a wording that does not name this use: not counted. */
  otherWording = 0;
  /** People who said where they start when the course had done something already: not counted. */
  startedLate = 0;
  readonly atStart = tallies();
  readonly moments = Object.fromEntries(momentNames.map((name) => [name, new MomentPlace()])) as Record<
    Moment,
    MomentPlace
  >;
  /** By weeks since the first lesson. */
  readonly weeks = new Map<number, Place>();
  /** By id of the lesson whose practice they were asked about. */
  readonly lessons = new Map<string, Place>();
  readonly #series: Series;
  readonly #now: Temporal.Instant;

  constructor(series: Series, now: Temporal.Instant) {
    this.#series = series;
    this.#now = now;
  }

  /** Counts one person. Whoever is gone, or has moved to another address, is passed over. */
  add(person: Counted, checkIns: readonly Said[]): void {
    const first = [...Object.values(person.sent), ...(person.earlier ?? []).map(({ at }) => at)].toSorted()[0];
    if ((person.status !== 'active' && person.status !== 'completed') || first === undefined) return;
    this.had += 1;
    const { start, healthConsent } = person;
    if (start === undefined) return;
    const firstDay = dayOf(first, person);
    if (healthConsent === undefined || !agreedToReport(healthConsent)) this.otherWording += 1;
    else if (daysBetween(firstDay, start.to) > startDaysMax) this.startedLate += 1;
    else this.#compare(person, start, firstDay, checkIns);
  }

  #compare(person: Counted, start: Start, firstDay: string, checkIns: readonly Said[]): void {
    this.started += 1;
    for (const question of questions) {
      if (start[question] !== undefined) this.atStart[question].add(start[question]);
    }
    // The first lesson asks about the week before it: from its last day on weeks are counted.
    const daysIn = (localDate: string) => daysBetween(addDays(firstDay, -1), localDate);
    const now = isoInstant(this.#now);
    const said = checkIns
      .filter((one) => one.at <= now && lastDayOf(one) > start.to)
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map((one) => ({ one, days: daysIn(lastDayOf(one)) }));

    for (const name of momentNames) {
      const week = moments[name];
      if (week === undefined) this.#afterwards(this.moments[name], person, start, said);
      else this.#atWeek(this.moments[name], week * 7, person, start, said, daysIn);
    }
    // Said twice at one place, the later one counts.
    const byWeek = new Map(said.map(({ one, days }) => [Math.round(days / 7), one]));
    for (const [week, one] of byWeek) {
      if (week >= 1 && week <= weeksMax) placeOf(this.weeks, week).add([one], start);
    }
    const byLesson = new Map(said.map(({ one }) => [lessonAskedAbout(person, this.#series, one.at)?.id, one]));
    for (const [lesson, one] of byLesson) if (lesson !== undefined) placeOf(this.lessons, lesson).add([one], start);
  }

  #atWeek(
    place: MomentPlace,
    wanted: number,
    person: Counted,
    start: Start,
    said: readonly { one: Said; days: number }[],
    daysIn: (localDate: string) => number,
  ): void {
    const isNear = (days: number) => Math.abs(days - wanted) <= daysAround;
    if (daysIn(dayOf(isoInstant(this.#now), person)) <= wanted + daysAround) return;
    place.due += 1;
    const near = said
      .filter(({ days }) => isNear(days))
      .toSorted((a, b) => Math.abs(a.days - wanted) - Math.abs(b.days - wanted))
      .map(({ one }) => one);
    // An email asks about the week up to the day before it.
    const mails = [...Object.values(person.sent), ...(person.earlier ?? []).map(({ at }) => at), person.completedAt];
    const isAsked = mails.some((at) => at !== undefined && isNear(daysIn(addDays(dayOf(at, person), -1))));
    // Some answer by the link of an older email.
    if (isAsked || near.length > 0) place.asked += 1;
    place.add(near, start);
  }

  #afterwards(place: MomentPlace, person: Counted, start: Start, said: readonly { one: Said }[]): void {
    const { followUpSentAt } = person;
    if (followUpSentAt === undefined) return;
    place.due += 1;
    place.asked += 1;
    const until = isoInstant(Temporal.Instant.from(followUpSentAt).add({ hours: followUpDays * 24 }));
    const answers = said.map(({ one }) => one).filter(({ at }) => at >= followUpSentAt && at <= until);
    place.add(answers, start);
  }
}

function placeOf<Key>(places: Map<Key, Place>, key: Key): Place {
  const place = places.get(key) ?? new Place();
  places.set(key, place);
  return place;
}

function dayOf(instant: string, { preferences }: Pick<Person, 'preferences'>): string {
  return localDateAt(Temporal.Instant.from(instant), preferences.zone);
}
