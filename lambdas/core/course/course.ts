import type { Temporal } from 'temporal-polyfill';
import { addDays, daysBetween, dueTick, localDateAt, msOf, type Slot } from '../time/calendar.ts';
import { weekOf } from '../time/calendar.ts';
import { mailKinds, type WeeklyKind } from '../mail/mail-kinds.ts';
import { dayChangesMax, daysKey, kindOn, slotOn, timeOf } from '../person/preferences.ts';
import type { Lesson, Series } from './series.ts';
import type { Person } from '../person/subscriber.ts';
import { isSameZone } from '../time/zones.ts';

/** Fewer days than this between two lesson slots is too soon: someone who moves their day is not sent two lessons in a row. */
export const lessonGapDaysMin = 4;

/** A lesson later than this is no longer owed by its slot: the next slot, at most a week away, owes it. */
export const lessonLateDaysMax = 6;

/** How far beyond the gap the next lesson may be: as many lessons in a row as can be moved, and the days to the next weekday. */
const daysMissedMax = 7 * dayChangesMax + 10;

/** Days of practice in a week after which no reminder comes. */
const practisedDaysMin = 5;

/** Local time from which on a text for the evening is true. */
const eveningFrom = '17:00';

/** A reminder later than this prompts nothing; it is dropped. */
export const reminderLateHoursMax = 4;

/**
 * The lesson that they asked to have again; or the first that was neither sent yet nor left out: of the branch they chose, then of the course,
 * which goes on where it paused. Undefined when there is none, or they stopped half way.
 */
export function nextLesson(series: Series, person: CourseState): Lesson | undefined {
  const { sent, branch, leftOut = [], stoppedAt } = person;
  if (stoppedAt !== undefined) return undefined;
  const chosen = series.branches.find(({ id, onDemand }) => id === branch && !onDemand);
  return (
    everyLesson(series).find(({ id }) => isOwedAgain(id, person)) ??
    [...(chosen?.lessons ?? []), ...series.lessons].find(({ id }) => !Object.hasOwn(sent, id) && !leftOut.includes(id))
  );
}

/** Would this series, its branches left aside, bring them a lesson that they have neither had nor left out? */
export function hasNewFor({ sent, leftOut = [] }: Pick<CourseState, 'sent' | 'leftOut'>, series: Series): boolean {
  return series.lessons.some(({ id }) => !Object.hasOwn(sent, id) && !leftOut.includes(id));
}

/** What decides which lesson is next. */
export type CourseState = Pick<Person, 'sent' | 'branch' | 'again' | 'leftOut' | 'stoppedAt'>;

/** They asked to have this lesson again, and it was not sent since. */
export function isOwedAgain(id: string, { again, sent }: Pick<Person, 'again' | 'sent'>): boolean {
  return again?.lesson === id && (sent[id] ?? '') < again.at;
}

/** Every lesson of a series, of its branches as well. */
export function everyLesson({ lessons, branches }: Series): Lesson[] {
  return [...lessons, ...branches.flatMap((branch) => branch.lessons)];
}

/** The lesson that comes at once when somebody asks for it on a bad day. */
export function lessonOnDemand({ branches }: Series): Lesson | undefined {
  return branches.find(({ onDemand }) => onDemand)?.lessons[0];
}

/** The lesson that was sent last and is still part of the series. */
export function latestLesson(series: Series, sent: Record<string, string>): Lesson | undefined {
  const had = everyLesson(series).filter(({ id }) => Object.hasOwn(sent, id));
  return had.reduce<Lesson | undefined>(
    (latest, lesson) => (latest === undefined || sent[lesson.id]! >= sent[latest.id]! ? lesson : latest),
    undefined,
  );
}

/** Why a slot owes a person nothing. */
export type ExclusionReason =
  | 'not-subscribed'
  | 'series-withdrawn'
  | 'paused'
  | 'moved'
  | 'not-their-day'
  | 'already-sent'
  | 'too-soon'
  | 'one-a-day'
  | 'too-late'
  | 'no-lesson-yet'
  | 'practised'
  | 'skipped'
  | 'left-out';

export type Owed =
  | { owed: 'lesson'; lesson: Lesson }
  | { owed: 'completion' }
  | { owed: 'reminder'; lesson: Lesson; text: number }
  | { owed: 'nothing'; why: ExclusionReason };

/**
 * What a slot owes a person, decided from the person as they are now, at the last moment before the mail is made.
 *
 * @param kind - what the index said this slot is for
 * @param now - instant of the decision
 */
export function owedBy(slot: Slot, kind: WeeklyKind, person: Person, series: Series, now: Temporal.Instant): Owed {
  const next = nextLesson(series, person);
  const why = notOwed(slot, kind, person, next, now) ?? (series.withdrawn ? 'series-withdrawn' : undefined);
  if (why !== undefined) return { owed: 'nothing', why };
  if (kind === 'lesson') {
    const lesson = next;
    return lesson === undefined ? { owed: 'completion' } : { owed: 'lesson', lesson };
  }
  const lesson = latestLesson(series, person.sent);
  if (lesson === undefined) return { owed: 'nothing', why: 'no-lesson-yet' };
  if (person.leftOut?.includes(lesson.id) === true) return { owed: 'nothing', why: 'left-out' };
  return { owed: 'reminder', lesson, text: nextText(lesson, slot.localTime, person) };
}

function notOwed(
  slot: Slot,
  kind: WeeklyKind,
  person: Person,
  next: Lesson | undefined,
  now: Temporal.Instant,
): ExclusionReason | undefined {
  const { preferences } = person;
  if (person.status !== 'active') return 'not-subscribed';
  if (slot.localDate < (person.pausedUntil ?? '')) return 'paused';
  if (!isSameZone(slot.zone, preferences.zone) || slot.localTime !== timeOf(kind, preferences)) return 'moved';
  const due = dueTick(slot);
  if (due.epochMilliseconds < msOf(person.dueFrom)) return 'moved';
  if (person.dayChanges?.[slot.localDate] === 'none') return 'skipped';
  if (kindOn(daysKey(person), slot.localDate) !== kind) return 'not-their-day';
  const servedOn = person[mailKinds[kind].limit.perSlot];
  if ((servedOn ?? '') >= slot.localDate) return 'already-sent';
  const today = localDateAt(now, preferences.zone);
  if (kind === 'reminder') {
    if (due.until(now).total('hours') > reminderLateHoursMax) return 'too-late';
    return hasPractised(slot.localDate, person) ? 'practised' : undefined;
  }
  if (daysBetween(slot.localDate, today) > lessonLateDaysMax) return 'too-late';
  if (servedOn !== undefined && daysBetween(servedOn, slot.localDate) < gapDaysMin(person, next)) return 'too-soon';
  const lastSent = Object.values(person.sent).sort().at(-1);
  if (lastSent !== undefined && localDateAt({ epochMilliseconds: msOf(lastSent) }, preferences.zone) >= today)
    return 'one-a-day';
  return undefined;
}

/** Who has practised on most days needs no prompt this week. */
function hasPractised(localDate: string, { recentCheckIns, practisedOn = [] }: Person): boolean {
  const latest = recentCheckIns?.at(-1);
  if (latest?.days === '5-7' && latest.week === weekOf(localDate)) return true;
  const weekAgo = addDays(localDate, -7);
  return practisedOn.filter((date) => date > weekAgo).length >= practisedDaysMin;
}

/** Days from the last lesson slot to that of the next lesson, at least: by the person's cadence or the author's wait, whichever is longer. */
function gapDaysMin({ weeksBetween = 1 }: Pick<Person, 'weeksBetween'>, next: Lesson | undefined): number {
  return (Math.max(weeksBetween, next?.wait ?? 1) - 1) * 7 + lessonGapDaysMin;
}

/** The text after the one that they had last, of those that are true at this time of day: in turn, and never one twice running if there is another. */
function nextText({ reminders, eveningReminders }: Lesson, localTime: string, { reminderText = -1 }: Person): number {
  const isEvening = localTime >= eveningFrom;
  const texts = Array.from(reminders.keys()).filter((text) => isEvening || !eveningReminders.includes(text));
  return texts.find((text) => text > reminderText) ?? texts[0]!;
}

/**
 * The slot in which the next lesson will leave, for everything that tells a person when to expect mail. Undefined when none is planned:
 * the person left, stopped half way, or has had every lesson.
 */
export function nextLessonSlot(person: Person, series: Series, now: Temporal.Instant): Slot | undefined {
  if (person.status !== 'active') return undefined;
  const next = nextLesson(series, person);
  if (next === undefined) return undefined;
  const today = localDateAt(now, person.preferences.zone);
  const first = (person.pausedUntil ?? '') > today ? person.pausedUntil! : today;
  for (let offset = 0; offset <= gapDaysMin(person, next) + daysMissedMax; offset += 1) {
    const slot = slotOn('lesson', addDays(first, offset), person.preferences);
    const due = dueTick(slot);
    if (due.epochMilliseconds <= now.epochMilliseconds) continue;
    if (notOwed(slot, 'lesson', person, next, due) === undefined) return slot;
  }
  return undefined;
}
