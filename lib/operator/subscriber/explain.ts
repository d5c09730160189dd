import { Temporal } from 'temporal-polyfill';
import { auditPerson } from '../../../lambdas/core/counting/audit.ts';
import { dueTick, isoInstant, localDateAt } from '../../../lambdas/core/time/calendar.ts';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import type { SendControl } from '../../../lambdas/core/kit/send-control-state.ts';
import { isRestored } from '../../../lambdas/core/sending/send-control.ts';
import type { EventFeedState } from '../../../lambdas/core/sending/in-doubt.ts';
import type { SeriesLibrary } from '../../../lambdas/core/course/series-library.ts';
import {
  isPerson,
  statusAt,
  type Person,
  type Subscriber,
  type SubscriberStatus,
} from '../../../lambdas/core/person/subscriber.ts';
import { upcoming, type Upcoming } from '../../../lambdas/core/course/upcoming.ts';
import type { SendCode } from '../json/codes.ts';
import { lineOf, lineOfPerson, type PersonLine } from '../person-line.ts';
import { sendCode } from '../send-code.ts';
import { explainSlot, type ExplainedSlot } from './explain-slot.ts';
import { datesIn } from '../../../lambdas/core/time/words.ts';
import { formatReminders, formatSchedule } from '../../../lambdas/core/person/preferences.ts';
import type { SignUp, Problem } from '../../../lambdas/core/person/records.ts';

/** Everything that answers "did she get week 3, and why not?", from what is stored. */

export interface RecordOf {
  id: string;
  person: Subscriber | undefined;
  signUp: SignUp | undefined;
  problems: readonly Problem[];
  gate: SendControl;
  tableId: string;
  feed: EventFeedState;
}

export interface Explanation {
  subscriber: string;
  /** By what they are recognised; undefined where nothing of it is stored. */
  person?: PersonLine;
  /** How they stand; undefined where nothing is stored. */
  status: SubscriberStatus | undefined;
  /** The same as a sentence. */
  standing: string;
  /** Facts beside it, one a line. */
  notes: string[];
  /** Whatever of the notes a program may go by. */
  facts: Facts;
  /** Lessons that SES took, oldest first. */
  lessons: { lesson: string; title: string; at: string }[];
  /** What became of each lesson slot of the last weeks, and why. */
  slots: ExplainedSlot[];
  problems: (Pick<Problem, 'at' | 'code' | 'delivery' | 'detail'> & { what: string })[];
  next: string[];
  /** The emails of `next`. */
  upcoming: NextMail[];
}

/** An email that comes next: when, by the clock of their zone, and what it brings. */
interface NextMail {
  at: string;
  localDate: string;
  localTime: string;
  zone: string;
  kind: Upcoming['kind'];
  /** Id; undefined for the email after the last lesson. */
  lesson?: string;
}

/** What is stored of somebody, as far as a program may go by it. */
interface Facts {
  sending: SendCode;
  preferences?: Person['preferences'] | undefined;
  /** Slots before it are not judged. */
  dueFrom?: string | undefined;
  pausedUntil?: string | undefined;
  stoppedAt?: string | undefined;
  unsubscribedAt?: string | undefined;
  suppression?: Person['suppression'] | undefined;
  erasedAt?: string | undefined;
  seriesOffered?: boolean | undefined;
  branch?: string | undefined;
  weeksBetween?: number | undefined;
  skippedLessons?: string[] | undefined;
  dayChanges?: Person['dayChanges'] | undefined;
  coachingOff?: boolean | undefined;
  notices?: string[] | undefined;
  softBouncesAt?: string[] | undefined;
  /** An email that is at work, or in doubt. */
  claim?: { delivery: string; at: string } | undefined;
  signUp?: { requestedAt: string; expiresAt: string; confirmationMailedAt?: string } | undefined;
}

/** Weeks of slots that are explained. */
export const weeksBack = 12;
const nextShown = 4;

export function explain(known: RecordOf, library: SeriesLibrary, now: Temporal.Instant): Explanation {
  const { id, person, signUp, problems } = known;
  const line = lineOfKnown(known, library, now);
  const told = {
    subscriber: id,
    ...(line !== undefined && { person: line }),
    status: statusOf(known, now),
    standing: inactivePage(person, signUp, now),
    notes: [
      ...gateNotes(known),
      ...(person === undefined ? [] : notesOf(person, library, now)),
      ...signUpNotes(signUp, person !== undefined, now),
    ],
    facts: factsAbout(known, library),
    problems: problems.map(({ at, code, delivery, detail }) => ({
      at,
      code,
      ...(delivery !== undefined && { delivery }),
      ...(detail !== undefined && { detail }),
      what: [code, delivery && `of ${delivery}`, detail].filter(Boolean).join(' '),
    })),
  };
  if (!isPerson(person)) return { ...told, lessons: [], slots: [], next: [], upcoming: [] };
  const series = library.of(person);
  // Their own series last: where two share a lesson, its title is the one that they know.
  const titles = new Map([...library.all, series].flatMap(everyLesson).map(({ id: lesson, title }) => [lesson, title]));
  const sent = [...(person.earlier ?? []), ...Object.entries(person.sent).map(([lesson, at]) => ({ lesson, at }))];
  const span = { from: now.subtract({ hours: weeksBack * 7 * 24 }), until: now };
  const nextMails = upcoming(person, series, now, nextShown);
  return {
    ...told,
    lessons: sent
      .map(({ lesson, at }) => ({ lesson, at, title: titles.get(lesson) ?? 'a retired lesson' }))
      .sort((a, b) => (a.at < b.at ? -1 : 1)),
    slots: auditPerson(person, series, span, now).map((line) => explainSlot(line, person, known, titles)),
    next: nextMails.map(
      ({ slot, kind, title }) => `${datesIn('en').formatSlot(slot)}: ${kind}${title === '' ? '' : ` “${title}”`}`,
    ),
    upcoming: nextMails.map(({ slot, kind, lesson }) => {
      const { localDate, localTime, zone } = slot;
      return { at: isoInstant(dueTick(slot)), localDate, localTime, zone, kind, ...(lesson !== '' && { lesson }) };
    }),
  };
}

function statusOf({ person, signUp }: RecordOf, now: Temporal.Instant): SubscriberStatus | undefined {
  if (person !== undefined) return statusAt(person, now);
  return signUp === undefined || signUp.expiresAt <= isoInstant(now) ? undefined : 'pending';
}

function factsAbout({ person, signUp, gate, tableId }: RecordOf, library: SeriesLibrary): Facts {
  const whole: Partial<Person> = isPerson(person) ? person : {};
  const { preferences, dueFrom, pausedUntil, stoppedAt, series, branch, weeksBetween, leftOut } = whole;
  const { dayChanges, coachingOff, notices, softBounces, claim = signUp?.claim } = whole;
  return {
    sending: sendCode({ ...gate, restored: isRestored(gate, tableId) }),
    preferences,
    dueFrom,
    pausedUntil,
    stoppedAt,
    unsubscribedAt: person?.unsubscribedAt,
    suppression: person?.suppression,
    erasedAt: person?.erasedAt,
    seriesOffered: series === undefined ? undefined : library.find(series) !== undefined,
    branch,
    weeksBetween,
    skippedLessons: leftOut,
    dayChanges,
    coachingOff,
    notices,
    softBouncesAt: softBounces?.map(({ at }) => at),
    claim,
    signUp,
  };
}

function lineOfKnown({ person, signUp }: RecordOf, library: SeriesLibrary, now: Temporal.Instant) {
  if (isPerson(person)) return lineOfPerson(person, library, now);
  return signUp === undefined ? undefined : lineOf({ signUp }, library, now);
}

function inactivePage(person: Subscriber | undefined, signUp: SignUp | undefined, now: Temporal.Instant): string {
  if (person === undefined) {
    if (signUp === undefined) return 'Nothing is stored about this address.';
    return signUp.expiresAt <= now.toString()
      ? `Signed up at ${signUp.requestedAt} and never confirmed; the link has expired.`
      : `Signed up at ${signUp.requestedAt} and has not confirmed yet.`;
  }
  const at = isPerson(person) ? person : undefined;
  switch (statusAt(person, now)) {
    case 'active':
      return `Active since ${at?.confirmedAt}.`;
    case 'paused':
      return `Paused until ${at?.pausedUntil}.`;
    case 'completed':
      return at?.stoppedAt === undefined
        ? 'Has had every lesson; nothing more is planned.'
        : `Stopped half way at ${at.stoppedAt}; nothing more is planned.`;
    case 'unsubscribed':
      return person.unsubscribedAt === undefined
        ? 'Was taken off the suppression list. Only they can come back, by signing up.'
        : `Unsubscribed at ${person.unsubscribedAt}. Only they can come back.`;
    case 'bounced':
      return `Their mailbox refused our mail at ${person.suppression?.at} (${person.suppression?.reason}): nothing is sent.`;
    case 'complained':
      return `Marked an email as spam at ${person.suppression?.at}: nothing is ever sent again.`;
    case 'moved':
      return 'Moved to another address; the course goes on there.';
    case 'erased':
      return `Had everything erased at ${person.erasedAt}.`;
    case 'pending':
      return 'Has not confirmed yet.';
  }
}

/** What holds everybody's mail up, theirs as well. */
function gateNotes({ gate, tableId }: RecordOf): string[] {
  return [
    ...(isRestored(gate, tableId)
      ? ['All mail waits: the table was restored from a backup. Next: weekwise go --after-restore']
      : []),
    ...(gate.halted === undefined ? [] : [`All mail is halted since ${gate.halted.at}: ${gate.halted.why}`]),
    ...(gate.circuit === undefined
      ? []
      : [`SES refuses all mail since ${gate.circuit.openedAt}: ${gate.circuit.code}`]),
  ];
}

/** @param isKnown - they were here before, so that the first sentence is not about this */
function signUpNotes(signUp: SignUp | undefined, isKnown: boolean, now: Temporal.Instant): string[] {
  if (signUp === undefined || (isKnown && signUp.expiresAt <= isoInstant(now))) return [];
  const { requestedAt, confirmationMailedAt, claim } = signUp;
  const again = isKnown ? [`Signed up again at ${requestedAt}, and has not confirmed yet.`] : [];
  if (confirmationMailedAt !== undefined) return [...again, `The confirmation email left at ${confirmationMailedAt}.`];
  return [
    ...again,
    claim === undefined
      ? 'The confirmation email has not left yet.'
      : `The confirmation email is in doubt since ${claim.at}.`,
  ];
}

function notesOf(person: Subscriber, library: SeriesLibrary, now: Temporal.Instant): string[] {
  if (!isPerson(person)) {
    if (person.status === 'erased') return [];
    // Lessons are a map from the beginning, so whoever has none was never here.
    return [person.sent === undefined ? 'Never confirmed this address.' : 'Gone for long: what was known is deleted.'];
  }
  const {
    preferences,
    claim,
    softBounces = [],
    branch,
    leftOut = [],
    dayChanges = {},
    weeksBetween,
    coachingOff,
    notices = [],
  } = person;
  const today = localDateAt(now, preferences.zone);
  const changed = Object.entries(dayChanges).filter(([date]) => date >= today);
  const reminders = formatReminders(preferences, 'en');
  return [
    `Lessons ${formatSchedule(preferences, 'en')}; reminders: ${reminders === '' ? 'none' : reminders}.`,
    ...arrangementNotes(person, now),
    ...(library.find(person.series) === undefined ? ['Their series is NOT OFFERED any more.'] : []),
    ...(branch === undefined ? [] : [`Branch: ${branch}.`]),
    ...(weeksBetween === undefined ? [] : [`A lesson every ${weeksBetween} weeks.`]),
    ...(leftOut.length === 0 ? [] : [`Skipped lessons: ${leftOut.join(', ')}.`]),
    ...changed.map(([date, what]) => (what === 'none' ? `Skipped: ${date}.` : `Moved to: ${date}.`)),
    ...(coachingOff === true ? ['Lessons do not adapt to check-ins: they switched it off.'] : []),
    ...(notices.length === 0 ? [] : [`Had the notices ${notices.join(', ')}.`]),
    ...(softBounces.length === 0 ? [] : [`Soft bounces lately: ${softBounces.map(({ at }) => at).join(', ')}.`]),
    ...(claim === undefined ? [] : [`An email is in progress or in doubt: ${claim.delivery}, claimed at ${claim.at}.`]),
  ];
}

/** Slots from before the present arrangement are not judged, and whoever looks for one should know why it is not there. */
function arrangementNotes({ dueFrom, confirmedAt }: Person, now: Temporal.Instant): string[] {
  const began = Temporal.Instant.from(dueFrom);
  const changedHours = Temporal.Instant.from(confirmedAt).until(began).total('hours');
  const isTold = began.until(now).total('hours') < weeksBack * 7 * 24;
  if (changedHours < 1 || !isTold) return [];
  return [
    `Slots before ${dueFrom} are not shown: their day, time, zone or pause changed then, or they came back; only lessons are kept from before.`,
  ];
}
