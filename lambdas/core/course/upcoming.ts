import { Temporal } from 'temporal-polyfill';
import { addDays, dueTick, isoInstant, localDateAt, type Slot } from '../time/calendar.ts';
import { owedBy } from './course.ts';
import { daysKey, kindOn, slotOn } from '../person/preferences.ts';
import type { Series } from './series.ts';
import type { Person } from '../person/subscriber.ts';

/** A mail that the calendar will bring, if nothing changes. */
export interface Upcoming {
  slot: Slot;
  kind: 'lesson' | 'reminder' | 'completion';
  /** Title of the lesson that it brings or reminds of. */
  title: string;
  /** Id of that lesson; '' for a look back. */
  lesson: string;
}

/** Days to look ahead: a pause or a monthly cadence may leave the next weeks empty. */
const daysAhead = 70;

/** The next mails of a person, by the very rules that will send them. */
export function upcoming(person: Person, series: Series, now: Temporal.Instant, count: number): Upcoming[] {
  const { zone } = person.preferences;
  const days = daysKey(person);
  const today = localDateAt(now, zone);
  const then = { ...person, sent: { ...person.sent } };
  const found: Upcoming[] = [];
  for (let offset = 0; offset <= daysAhead && found.length < count; offset += 1) {
    const localDate = addDays(today, offset);
    const kind = kindOn(days, localDate);
    if (kind === undefined) continue;
    const slot = slotOn(kind, localDate, person.preferences);
    const due = dueTick(slot);
    if (Temporal.Instant.compare(due, now) <= 0) continue;
    const owed = owedBy(slot, kind, then, series, due);
    if (owed.owed === 'nothing') continue;
    const { title, id: lesson } = owed.owed === 'completion' ? { title: '', id: '' } : owed.lesson;
    found.push({ slot, kind: owed.owed, title, lesson });
    if (owed.owed === 'completion') break;
    if (owed.owed === 'reminder') continue;
    then.sent[owed.lesson.id] = isoInstant(due);
    then.lessonSentOn = localDate;
  }
  return found;
}
