import { Temporal } from 'temporal-polyfill';
import { addDays, dueTick, localDateAt, weekdayOf, type Slot } from '../time/calendar.ts';
import { lessonLateDaysMax, owedBy, type ExclusionReason } from '../course/course.ts';
import type { Series } from '../course/series.ts';
import type { Person } from '../person/subscriber.ts';
import { timings } from '../kit/timings.ts';

/** What became of one slot of one person. */
export type Settled =
  | { state: 'confirmed'; lesson: string; at: string }
  | { state: 'excluded'; why: ExclusionReason }
  /** A claim whose sender is gone: evidence has yet to settle it. */
  | { state: 'in-doubt'; since: string }
  /** Not there yet, and not too late. */
  | { state: 'waiting'; since: string }
  /** Its own time passed, and the next slot brought the lesson. */
  | { state: 'postponed' }
  /** Owed, and nothing accounts for it. */
  | { state: 'unaccounted' };

export type AuditLine = { localDate: string } & Settled;

/**
 * What became of every lesson slot of a person that came due in a span: at any time owed = confirmed + excluded + in doubt + waiting, and
 * nothing is unaccounted for. Slots from before the person's present arrangement began are not judged: what they were is not kept.
 */
export function auditPerson(
  person: Person,
  series: Series,
  span: { from: Temporal.Instant; until: Temporal.Instant },
  now: Temporal.Instant,
): AuditLine[] {
  const slots = lessonSlots(person, span);
  const settled = slots.map((slot, index) => settle(slot, slots[index + 1], person, series, now));
  return slots.map(({ localDate }, index) => {
    const own = settled[index]!;
    const later = settled.slice(index + 1).some(({ state }) => state === 'confirmed');
    return { localDate, ...(own.state === 'unaccounted' && later ? ({ state: 'postponed' } as const) : own) };
  });
}

/** The lesson slots of a person that came due in a span, oldest first. */
export function lessonSlots(
  { preferences, dayChanges = {}, dueFrom }: Pick<Person, 'preferences' | 'dayChanges' | 'dueFrom'>,
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
): Slot[] {
  const { zone, sendTime, lessonDay } = preferences;
  const begin = Temporal.Instant.compare(from, dueFrom) < 0 ? Temporal.Instant.from(dueFrom) : from;
  const slots: Slot[] = [];
  // A slot that a gap in the clock delays may be due on the day after its own.
  for (let date = addDays(localDateAt(begin, zone), -1); ; date = addDays(date, 1)) {
    if (weekdayOf(date) !== lessonDay && dayChanges[date] !== 'lesson') continue;
    const slot = { zone, localDate: date, localTime: sendTime };
    const due = dueTick(slot);
    if (Temporal.Instant.compare(due, until) > 0) return slots;
    if (Temporal.Instant.compare(due, begin) >= 0) slots.push(slot);
  }
}

function settle(slot: Slot, next: Slot | undefined, person: Person, series: Series, now: Temporal.Instant): Settled {
  const due = dueTick(slot);
  const until = next === undefined ? now : dueTick(next);
  const earlier = (person.earlier ?? []).map(({ lesson, at }) => [lesson, at] as const);
  const sent = [...Object.entries(person.sent), ...earlier].find(
    ([, at]) => Temporal.Instant.compare(at, due) >= 0 && Temporal.Instant.compare(at, until) < 0,
  );
  if (sent !== undefined) return { state: 'confirmed', lesson: sent[0], at: sent[1] };
  const { claim } = person;
  if (claim !== undefined && claim.delivery === `lesson:${slot.localDate}`) {
    const ageSeconds = Temporal.Instant.from(claim.at).until(now).total('seconds');
    return { state: ageSeconds < timings.claimLife ? 'waiting' : 'in-doubt', since: claim.at };
  }
  // As it was when the slot came due, as far as that is still known: lessons sent since must not make it look served.
  const sentByThen = Object.fromEntries(
    Object.entries(person.sent).filter(([, at]) => Temporal.Instant.compare(at, due) < 0),
  );
  const then = { ...person, sent: sentByThen };
  if (person.lessonSentOn !== undefined && person.lessonSentOn > slot.localDate) delete then.lessonSentOn;
  const owed = owedBy(slot, 'lesson', then, series, due);
  if (owed.owed === 'nothing') return { state: 'excluded', why: owed.why };
  if (owed.owed === 'completion') return { state: 'excluded', why: 'already-sent' };
  const lateDays = due.until(now).total('hours') / 24;
  return lateDays < lessonLateDaysMax ? { state: 'waiting', since: due.toString() } : { state: 'unaccounted' };
}
