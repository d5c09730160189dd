import { addDays, isoInstant, localDateAt, weekdayOf } from '../time/calendar.ts';
import { updateWithRetry } from './update-with-retry.ts';
import { weekOf } from '../time/calendar.ts';
import { everyLesson, lessonLateDaysMax } from '../course/course.ts';
import type { Clock } from '../kit/ports.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { dayChangesMax, type DayChanges } from '../person/preferences.ts';
import type { SeriesLibrary } from '../course/series-library.ts';
import type { Person, PersonChanges } from '../person/subscriber.ts';
import { upcoming } from '../course/upcoming.ts';

/** What people do with the course between two lessons: have one again, leave one out, move or skip a single mail. */

export interface SteeringDeps {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find' | 'change'>;
  series: SeriesLibrary;
}

/** Earlier sendings that are remembered. */
const earlierMax = 20;

/** The next lesson slot brings this lesson once more. False when they never had it, or their series has it no more. */
export async function repeatLesson(
  id: string,
  lesson: string,
  deps: Pick<SteeringDeps, 'clock' | 'subscribers'> & { series: Pick<SeriesLibrary, 'of'> },
): Promise<boolean> {
  return steer(id, deps, (person) => {
    const { sent, leftOut, earlier = [] } = person;
    const at = sent[lesson];
    if (at === undefined || !isInSeries(lesson, person, deps)) return undefined;
    return {
      again: { lesson, at: isoInstant(deps.clock.now()) },
      leftOut: without(leftOut, lesson),
      // Who asks for a lesson goes on.
      stoppedAt: undefined,
      wentOnAt: isoInstant(deps.clock.now()),
      // The next sending takes the place of this one, which still has to be accounted for.
      earlier: [...earlier.filter((one) => one.at !== at), { lesson, at }].slice(-earlierMax),
    };
  });
}

/** This lesson is not sent, nor reminded of: they skip it, or it is not for them. */
export async function skipLesson(id: string, lesson: string, deps: SteeringDeps): Promise<boolean> {
  return steer(id, deps, (person) => {
    const { leftOut = [], again, ownPlan } = person;
    if (!isInSeries(lesson, person, deps)) return undefined;
    return {
      leftOut: [...leftOut.filter((one) => one !== lesson), lesson],
      ...(again?.lesson === lesson && { again: undefined }),
      ...(ownPlan?.lesson === lesson && { ownPlan: undefined }),
    };
  });
}

/** Takes {@link skipLesson} back. It is no word about stopping: of somebody who stopped it comes once they go on. */
export async function unskipLesson(id: string, lesson: string, deps: SteeringDeps): Promise<boolean> {
  return steer(id, deps, (person) => {
    const { leftOut } = person;
    return leftOut?.includes(lesson) === true && isInSeries(lesson, person, deps)
      ? { leftOut: without(leftOut, lesson), wentOnAt: isoInstant(deps.clock.now()) }
      : undefined;
  });
}

/** Of a series that is withdrawn, or lost a lesson, nothing comes again. */
function isInSeries(lesson: string, person: Person, { series }: { series: Pick<SeriesLibrary, 'of'> }): boolean {
  return everyLesson(series.of(person)).some(({ id }) => id === lesson);
}

/** The mail of a date does not come. A lesson that is skipped so comes in the week after. */
export async function skipMail(id: string, localDate: string, deps: SteeringDeps): Promise<boolean> {
  return steer(id, deps, (person) => {
    const dayChanges = withSkipped(person, localDate, deps);
    return dayChanges && { dayChanges };
  });
}

/** The lesson of a date comes on another one, which must be among {@link otherDates}. */
export async function rescheduleEmail(id: string, from: string, to: string, deps: SteeringDeps): Promise<boolean> {
  return steer(id, deps, (person) => {
    if (!otherDates(person, from, deps).includes(to)) return undefined;
    return { dayChanges: { ...withSkipped(person, from, deps), [to]: 'lesson' } };
  });
}

/** Everything comes as the weekdays say again, but for the lesson day of a week whose lesson was sent already: no week has two. */
export async function clearDayChanges(id: string, deps: SteeringDeps): Promise<boolean> {
  return steer(id, deps, ({ dayChanges, lessonSentOn, preferences }) => {
    if (dayChanges === undefined) return undefined;
    const kept = Object.entries(dayChanges).filter(
      ([date, what]) =>
        what === 'none' &&
        weekdayOf(date) === preferences.lessonDay &&
        lessonSentOn !== undefined &&
        weekOf(date) === weekOf(lessonSentOn),
    );
    return { dayChanges: kept.length === 0 ? undefined : Object.fromEntries(kept) };
  });
}

/** How many days a lesson may be moved on by: then the next one is still far enough away. */
const laterDaysMax = 3;

/** Dates on which the lesson of a date may come instead: from tomorrow on, and no other lesson is lost over it. */
export function otherDates(person: Person, from: string, deps: Pick<SteeringDeps, 'clock' | 'series'>): string[] {
  const skipped = withSkipped(person, from, deps);
  // A reminder stays on its day, or would become a second lesson.
  const until = addDays(from, weeksChecked * 7);
  const usual = lessonDates(person, until, deps);
  if (skipped === undefined || !usual.includes(from)) return [];
  const now = deps.clock.now();
  const today = localDateAt(now, person.preferences.zone);
  const found: string[] = [];
  for (let date = addDays(today, 1); date <= addDays(from, laterDaysMax); date = addDays(date, 1)) {
    // In its own week, so that no week has two.
    if (date === from || weekOf(date) !== weekOf(from)) continue;
    const moved = { ...person, dayChanges: { ...skipped, [date]: 'lesson' as const } };
    const comes = lessonDates(moved, until, deps);
    if (comes.includes(date) && comes.length >= usual.length) found.push(date);
  }
  return found;
}

/** Weeks after the lesson in which a move may not cost another one. */
const weeksChecked = 3;

/** More mails than come until then, however far ahead the calendar is read. */
const mailsChecked = 100;

function lessonDates(
  person: Person,
  until: string,
  { clock, series }: Pick<SteeringDeps, 'clock' | 'series'>,
): string[] {
  return upcoming(person, series.of(person), clock.now(), mailsChecked)
    .filter(({ kind, slot }) => kind !== 'reminder' && slot.localDate <= until)
    .map(({ slot }) => slot.localDate);
}

/** The dayChanges of a person without the mail of a date; undefined when no mail of theirs is to come on it. */
function withSkipped(
  person: Person,
  localDate: string,
  { clock, series }: Pick<SteeringDeps, 'clock' | 'series'>,
): DayChanges | undefined {
  const now = clock.now();
  if (!upcoming(person, series.of(person), now, 20).some(({ slot }) => slot.localDate === localDate)) return undefined;
  // What is past may still be owed for some days, so it is not forgotten at once.
  const since = addDays(localDateAt(now, person.preferences.zone), -lessonLateDaysMax - 1);
  const kept = Object.entries(person.dayChanges ?? {}).filter(([date]) => date >= since && date !== localDate);
  const all = { ...Object.fromEntries(kept), [localDate]: 'none' as const };
  return Object.keys(all).length < dayChangesMax ? all : undefined;
}

async function steer(
  id: string,
  deps: Pick<SteeringDeps, 'subscribers'>,
  decide: (person: Person) => PersonChanges | undefined,
): Promise<boolean> {
  return updateWithRetry(id, deps, (person) => (person.status === 'active' ? decide(person) : undefined));
}

function without(all: readonly string[] | undefined, one: string): string[] | undefined {
  const left = (all ?? []).filter((lesson) => lesson !== one);
  return left.length === 0 ? undefined : left;
}
