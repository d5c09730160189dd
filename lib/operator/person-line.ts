import type { Temporal } from 'temporal-polyfill';
import { everyLesson } from '../../lambdas/core/course/course.ts';
import type { SeriesLibrary } from '../../lambdas/core/course/series-library.ts';
import type { SignUp } from '../../lambdas/core/person/records.ts';
import { isPerson, type Person, statusAt, type SubscriberStatus } from '../../lambdas/core/person/subscriber.ts';
import type { Somebody } from './people.ts';

/** Whom an operator has before them, in one line. For the operator's eyes only: it goes into no log, metric or address of a page. */
export interface PersonLine {
  subscriber: string;
  address: string;
  /** '' for none. */
  firstName: string;
  status: SubscriberStatus;
  /** Id. */
  series: string;
  /** Id and title of the latest lesson that SES took. */
  lesson?: string;
  lessonTitle?: string;
  /** When they confirmed, or signed up. */
  since: string;
  /** Date in UTC of the latest email about the course that SES took. */
  lastMailOn?: string;
  /** Where they came from. */
  from?: string;
  /** The operator's note. */
  note?: string;
}

/** The line of somebody; undefined where there is none to recognise: they are gone, or their sign-up has expired. */
export function lineOf(one: Somebody, library: SeriesLibrary, now: Temporal.Instant): PersonLine | undefined {
  if ('signUp' in one) return one.signUp.expiresAt <= now.toString() ? undefined : lineOfSignUp(one.signUp);
  return isPerson(one.subscriber) ? lineOfPerson(one.subscriber, library, now) : undefined;
}

export function lineOfSignUp({ id, address, firstName, series, requestedAt, from }: SignUp): PersonLine {
  return {
    subscriber: id,
    address,
    firstName,
    status: 'pending',
    series,
    since: requestedAt,
    ...(from !== undefined && { from }),
  };
}

export function lineOfPerson(person: Person, library: SeriesLibrary, now: Temporal.Instant): PersonLine {
  const { id, address, firstName, series, sent, confirmedAt, from, note } = person;
  const [lesson] = Object.entries(sent).reduce((latest, one) => (one[1] >= latest[1] ? one : latest), ['', '']);
  const title = titleOf(lesson, person, library);
  const lastMailOn = lastMailOf(person);
  return {
    subscriber: id,
    address,
    firstName,
    status: statusAt(person, now),
    series,
    ...(lesson !== '' && { lesson }),
    ...(title !== undefined && { lessonTitle: title }),
    since: confirmedAt,
    ...(lastMailOn !== undefined && { lastMailOn }),
    ...(from !== undefined && { from }),
    ...(note !== undefined && { note }),
  };
}

/** Of their own series, where several share a lesson; undefined for a retired one. */
function titleOf(lesson: string, person: Person, library: SeriesLibrary): string | undefined {
  const all = [library.of(person), ...library.all].flatMap(everyLesson);
  return all.find(({ id }) => id === lesson)?.title;
}

function lastMailOf({ sent, ...person }: Person) {
  const { welcomeSentAt, reminderSentOn, onDemandSentAt, followUpSentAt, farewellSentAt } = person;
  const days = [...Object.values(sent), welcomeSentAt, reminderSentOn, onDemandSentAt, followUpSentAt, farewellSentAt];
  return days
    .filter((at) => at !== undefined)
    .map((at) => at.slice(0, 10))
    .sort()
    .at(-1);
}

/** As they are called: `Ann <ann@example.org>`. */
export function formatName({ firstName, address }: Pick<PersonLine, 'firstName' | 'address'>): string {
  return firstName === '' ? address : `${firstName} <${address}>`;
}

/** For people to read, the id first: it is what other commands take. */
export function formatLine(line: PersonLine): string {
  const { subscriber, status, series, lesson, lessonTitle, since, lastMailOn, from, note } = line;
  const facts = [
    formatName(line),
    status,
    series,
    lesson === undefined ? 'no lesson yet' : `“${lessonTitle ?? lesson}”`,
    `since ${since.slice(0, 10)}`,
    lastMailOn === undefined ? 'no email yet' : `last email ${lastMailOn}`,
    from && `from ${from}`,
    note && `note: ${note}`,
  ];
  return `${subscriber}  ${facts.filter(Boolean).join(', ')}`;
}
