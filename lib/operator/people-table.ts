import type { Temporal } from 'temporal-polyfill';
import { everybody } from '../../lambdas/adapters/dynamo/everybody.ts';
import type { Table } from '../../lambdas/adapters/dynamo/table.ts';
import { everyLesson, nextLessonSlot } from '../../lambdas/core/course/course.ts';
import type { SeriesLibrary } from '../../lambdas/core/course/series-library.ts';
import { isPerson, type Person, statusAt, type Subscriber } from '../../lambdas/core/person/subscriber.ts';
import type { SignUp } from '../../lambdas/core/person/records.ts';

/** A line of the table of people on the local home; every field is ready to be shown, '' where there is nothing to show. */
export interface PersonRow {
  id: string;
  address: string;
  status: string;
  zone: string;
  /** Weekday and local time of the lesson, e.g. "Monday 07:00". */
  slot: string;
  lessonsSent: string;
  next: string;
  claim: string;
}

/** More would be of no use on a page. */
const peopleMax = 500;

const weekdays = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Everyone in the table, up to 500, by address; an expired sign-up counts as absent. */
export async function readPeople(table: Table, now: Temporal.Instant, library: SeriesLibrary): Promise<PersonRow[]> {
  const rows: PersonRow[] = [];
  for await (const { subscriber, signUp } of everybody(table, ['profile', 'sign-up'])) {
    if (subscriber !== undefined) rows.push(subscriberRow(subscriber, now, library));
    if (signUp !== undefined && signUp.expiresAt > now.toString()) rows.push(signUpRow(signUp));
    if (rows.length >= peopleMax) break;
  }
  return rows.slice(0, peopleMax).sort((a, b) => a.address.localeCompare(b.address));
}

function subscriberRow(subscriber: Subscriber, now: Temporal.Instant, library: SeriesLibrary): PersonRow {
  if (isPerson(subscriber)) return personRow(subscriber, now, library);
  const { id, status } = subscriber;
  const nothing = { zone: '', slot: '', lessonsSent: '', next: '', claim: '' };
  return { id, status, address: status === 'erased' ? '(erased)' : '(gone)', ...nothing };
}

function personRow(person: Person, now: Temporal.Instant, library: SeriesLibrary): PersonRow {
  const series = library.of(person);
  const ofSeries = (lesson: string) => series.withdrawn || everyLesson(series).some(({ id }) => id === lesson);
  const sentCount = Object.keys(person.sent).filter(ofSeries).length;
  const next = nextLessonSlot(person, series, now);
  return {
    id: person.id,
    address: person.address,
    status: statusAt(person, now),
    ...placeOf(person),
    lessonsSent: series.withdrawn ? String(sentCount) : `${sentCount} of ${series.lessons.length}`,
    next: next === undefined ? '' : `${next.localDate} ${next.localTime}`,
    claim: claimOf(person),
  };
}

function signUpRow(signUp: SignUp): PersonRow {
  return {
    id: signUp.id,
    address: signUp.address,
    status: 'pending',
    ...placeOf(signUp),
    lessonsSent: '',
    next: '',
    claim: claimOf(signUp),
  };
}

function placeOf({ preferences: { zone, lessonDay, sendTime } }: Pick<Person, 'preferences'>) {
  return { zone, slot: `${weekdays[lessonDay] ?? ''} ${sendTime}` };
}

function claimOf({ claim }: Pick<Person, 'claim'>): string {
  return claim === undefined ? '' : `${claim.delivery} since ${claim.at}`;
}
