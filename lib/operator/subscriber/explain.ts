import type { Temporal } from 'temporal-polyfill';
import { auditPerson, type AuditLine } from '../../../lambdas/core/audit.ts';
import { localDateAt } from '../../../lambdas/core/calendar.ts';
import { everyLesson, type NotOwed } from '../../../lambdas/core/course.ts';
import { isRestored, type Gate } from '../../../lambdas/core/gate.ts';
import type { Problem } from '../../../lambdas/core/ports.ts';
import type { Series } from '../../../lambdas/core/series.ts';
import type { SeriesLibrary } from '../../../lambdas/core/series-library.ts';
import { statusOn, type SignUp, type Subscriber } from '../../../lambdas/core/subscriber.ts';
import { upcoming } from '../../../lambdas/core/upcoming.ts';
import { daysInWords, scheduleInWords, slotInWords } from '../../../lambdas/core/words.ts';

/** Everything that answers "did she get week 3, and why not?", from what is stored. */

export interface KnownOf {
  id: string;
  person: Subscriber | undefined;
  signUp: SignUp | undefined;
  problems: readonly Problem[];
  gate: Gate;
  tableId: string;
}

export interface Explanation {
  subscriber: string;
  /** How they stand, as a sentence. */
  standing: string;
  /** Facts beside it, one a line. */
  notes: string[];
  /** Lessons that SES took, oldest first. */
  lessons: { lesson: string; title: string; at: string }[];
  /** What became of each lesson slot of the last weeks, and why. */
  slots: { localDate: string; state: AuditLine['state']; why: string }[];
  problems: { at: string; what: string }[];
  next: string[];
}

/** Weeks of slots that are explained. */
const weeksBack = 12;
const nextShown = 4;

const reasons: Record<NotOwed, string> = {
  'not-subscribed': 'they were not subscribed then',
  'series-withdrawn': 'their series is not offered any more: weekwise subscriber change-series',
  paused: 'they had paused',
  moved: 'their day, time or zone has changed since',
  'not-their-day': 'it was not their lesson day',
  'already-sent': 'that slot was served',
  'too-soon': 'it came too soon after the lesson before',
  'one-a-day': 'they had another lesson on that day',
  'too-late': 'it would have come too late, so the next slot owed it',
  'no-lesson-yet': 'they had no lesson yet',
  practised: 'they had practised enough',
  skipped: 'they skipped or moved that mail',
  'left-out': 'they left that lesson out',
};

export function explain(known: KnownOf, library: SeriesLibrary, now: Temporal.Instant): Explanation {
  const { id, person, signUp, problems } = known;
  const series = library.of(person ?? { series: '' });
  const told = {
    subscriber: id,
    standing: standingOf(person, signUp, now),
    notes: [...gateNotes(known), ...(person === undefined ? signUpNotes(signUp) : notesOf(person, series, now))],
    problems: problems.map(({ at, code, delivery, detail }) => ({
      at,
      what: [code, delivery && `of ${delivery}`, detail].filter(Boolean).join(' '),
    })),
  };
  if (person === undefined || person.status === 'erased') return { ...told, lessons: [], slots: [], next: [] };
  // Their own series last: where two share a lesson, its title is the one that they know.
  const titles = new Map([...library.all, series].flatMap(everyLesson).map(({ id: lesson, title }) => [lesson, title]));
  const sent = [...(person.earlier ?? []), ...Object.entries(person.sent).map(([lesson, at]) => ({ lesson, at }))];
  const span = { from: now.subtract({ hours: weeksBack * 7 * 24 }), until: now };
  return {
    ...told,
    lessons: sent
      .map(({ lesson, at }) => ({ lesson, at, title: titles.get(lesson) ?? 'a lesson that was retired' }))
      .sort((a, b) => (a.at < b.at ? -1 : 1)),
    slots: auditPerson(person, series, span, now).map((line) => ({
      localDate: line.localDate,
      state: line.state,
      why: whyOf(line, titles),
    })),
    next: upcoming(person, series, now, nextShown).map(
      ({ slot, kind, title }) => `${slotInWords(slot)}: ${kind}${title === '' ? '' : ` “${title}”`}`,
    ),
  };
}

function standingOf(person: Subscriber | undefined, signUp: SignUp | undefined, now: Temporal.Instant): string {
  if (person === undefined) {
    if (signUp === undefined) return 'Nothing is known of this address.';
    return signUp.expiresAt <= now.toString()
      ? `Signed up at ${signUp.requestedAt} and never confirmed; the link has run out.`
      : `Signed up at ${signUp.requestedAt} and has not confirmed yet.`;
  }
  switch (statusOn(person, localDateAt(now, person.preferences?.zone ?? 'UTC'))) {
    case 'active':
      return `Active since ${person.confirmedAt}.`;
    case 'paused':
      return `Paused until ${person.pausedUntil}.`;
    case 'completed':
      return 'Has had every lesson; nothing more is planned.';
    case 'unsubscribed':
      return person.unsubscribedAt === undefined
        ? 'Was taken off the suppression list. Only they can come back, by signing up.'
        : `Unsubscribed at ${person.unsubscribedAt}. Only they can come back.`;
    case 'bounced':
      return `Their mailbox refused our mail at ${person.suppression?.at} (${person.suppression?.reason}): nothing is sent.`;
    case 'complained':
      return `Marked a mail as spam at ${person.suppression?.at}: nothing is ever sent again.`;
    case 'moved':
      return 'Is moving to another address; this record closes.';
    case 'erased':
      return `Had everything erased at ${person.erasedAt}.`;
    case 'pending':
      return 'Has not confirmed yet.';
  }
}

/** What holds everybody's mail up, theirs as well. */
function gateNotes({ gate, tableId }: KnownOf): string[] {
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

function signUpNotes(signUp: SignUp | undefined): string[] {
  if (signUp === undefined) return [];
  const { confirmationMailedAt, claim } = signUp;
  if (confirmationMailedAt !== undefined) return [`The confirmation mail left at ${confirmationMailedAt}.`];
  return [
    claim === undefined
      ? 'The confirmation mail has not left yet.'
      : `The confirmation mail is in doubt since ${claim.at}.`,
  ];
}

function notesOf(person: Subscriber, series: Series, now: Temporal.Instant): string[] {
  if (person.status === 'erased') return [];
  const {
    preferences,
    claim,
    softBounces = [],
    branch,
    leftOut = [],
    dayChanges = {},
    weeksBetween,
    coachingOff,
  } = person;
  const today = localDateAt(now, preferences.zone);
  const changed = Object.entries(dayChanges).filter(([date]) => date >= today);
  const reminders = daysInWords(preferences.reminderDays);
  return [
    `Lessons ${scheduleInWords(preferences)}; reminders: ${reminders === '' ? 'none' : reminders}.`,
    `Series: ${person.series}${series.withdrawn ? ', which is not offered any more' : ''}.`,
    ...(branch === undefined ? [] : [`Branch: ${branch}.`]),
    ...(weeksBetween === undefined ? [] : [`A lesson every ${weeksBetween} weeks.`]),
    ...(leftOut.length === 0 ? [] : [`Left out: ${leftOut.join(', ')}.`]),
    ...changed.map(([date, what]) => (what === 'none' ? `Skipped: ${date}.` : `Moved to: ${date}.`)),
    ...(coachingOff === true ? ['Lessons do not answer to check-ins: they switched it off.'] : []),
    ...(softBounces.length === 0 ? [] : [`Soft bounces lately: ${softBounces.map(({ at }) => at).join(', ')}.`]),
    ...(claim === undefined ? [] : [`A mail is under way or in doubt: ${claim.delivery}, claimed at ${claim.at}.`]),
  ];
}

function whyOf(line: AuditLine, titles: ReadonlyMap<string, string>): string {
  switch (line.state) {
    case 'confirmed':
      return `“${titles.get(line.lesson) ?? line.lesson}”, which SES took at ${line.at}`;
    case 'excluded':
      return reasons[line.why];
    case 'in-doubt':
      return `nobody knows whether SES took it, since ${line.since}; events settle it, or the next slot does`;
    case 'waiting':
      return `due since ${line.since}, and not too late yet`;
    case 'postponed':
      return 'its own time passed, and the next slot brought the lesson';
    case 'unaccounted':
      return 'owed, and nothing accounts for it: look at the logs for this subscriber';
  }
}

/** The explanation as lines for people. */
export function explanationInWords({
  subscriber,
  standing,
  notes,
  lessons,
  slots,
  problems,
  next,
}: Explanation): string {
  const block = (title: string, lines: string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
  return [
    `${subscriber}: ${standing}`,
    ...notes,
    ...block(
      'Lessons',
      lessons.map(({ lesson, title, at }) => `${at}  ${lesson}  “${title}”`),
    ),
    ...block(
      `Slots of the last ${weeksBack} weeks`,
      slots.map(({ localDate, state, why }) => `${localDate}  ${state}: ${why}`),
    ),
    ...block(
      'Problems',
      problems.map(({ at, what }) => `${at}  ${what}`),
    ),
    ...block('Next', next),
  ].join('\n');
}
