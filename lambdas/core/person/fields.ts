import * as z from 'zod';
import {
  Instant,
  LessonAt,
  LocalDate,
  practiceAnswers,
  Score,
  Start,
  StoredAgreement,
  StoredClaim,
  StoredPreferences,
  triedAnswers,
  WeekDays,
} from './stored-values.ts';
import { formatDate, formatInstant, formatLongDate, formatTimes } from '../time/words.ts';
import { formatPreferences } from './preferences.ts';

/*
 * Everything that is stored in a person's profile, one row per field. Types, the readers and writers of the table, the store in memory, what a change of
 * address carries over, what each transition resets, what is kept of somebody who is gone, and the page with a person's own data all derive from it.
 */

/** What happens to somebody who is known already. A change of address is a column of its own: `moves`. */
export const transitions = [
  'signUpAgain',
  'startOver',
  'keepMonthly',
  'changeSeries',
  'leave',
  'undoUnsubscribe',
  'erase',
] as const;
export type Transition = (typeof transitions)[number];

/** What a transition does to a field: leaves it as it is stored, removes it, or writes a value that it has to give. */
export type Effect = 'keep' | 'drop' | 'set';

/** Who may write a field. `person` is the person, or an operator for them; `store` counts and numbers by itself. */
export type Writer = 'sign-up' | 'person' | 'sending' | 'feedback' | 'store';

interface Field {
  /** What the stored value looks like. */
  schema: z.ZodType;
  by: readonly Writer[];
  /** It is carried over to a new address. */
  moves: boolean;
  on: Record<Transition, Effect>;
  /** It is still stored when the person is gone: left, bounced or complained long ago, or erased. Whatever does not stay goes with them. */
  stays: boolean;
  /** Stored from the beginning, empty, because deliveries write into it. */
  initial?: unknown;
  /** What the person's own data page says about it, as a sentence. */
  says: (value: never) => string;
}

/** The effects of a field's row, one per transition and in their order: leaving one out does not compile. */
function on<
  SignUpAgain extends Effect,
  StartOver extends Effect,
  KeepMonthly extends Effect,
  ChangeSeries extends Effect,
  SendPermit extends Effect,
  UndoLeaving extends Effect,
  Erase extends Effect,
>(
  signUpAgain: SignUpAgain,
  startOver: StartOver,
  keepMonthly: KeepMonthly,
  changeSeries: ChangeSeries,
  leave: SendPermit,
  undoUnsubscribe: UndoLeaving,
  erase: Erase,
) {
  return { signUpAgain, startOver, keepMonthly, changeSeries, leave, undoUnsubscribe, erase };
}

function field<
  Schema extends z.ZodType,
  const By extends readonly Writer[],
  On extends Record<Transition, Effect>,
  const Rest extends { moves: boolean; stays: boolean; initial?: NoInfer<z.output<Schema>> },
>(schema: Schema, row: { by: By; on: On; says: (value: NonNullable<z.output<Schema>>) => string } & Rest) {
  return { schema, ...row };
}

const keep = 'keep';
const drop = 'drop';
const set = 'set';

/** What is stored of a person who confirmed. */
export const storedStatuses = [
  'active',
  'completed',
  'unsubscribed',
  'bounced',
  'complained',
  'moved',
  'erased',
] as const;

export const fields = {
  id: field(z.string().min(1), {
    by: ['store'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, keep),
    stays: true,
    says: (id) => `Your subscriber number is ${id}. It is made from your address and says nothing about it.`,
  }),
  address: field(z.string().min(3), {
    by: ['sign-up'],
    moves: false,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (address) => `Your email address is ${address}.`,
  }),
  firstName: field(z.string(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (name) => (name === '' ? 'You gave no first name.' : `Your first name is ${name}.`),
  }),
  status: field(z.enum(storedStatuses), {
    by: ['sign-up', 'person', 'sending', 'feedback'],
    moves: false,
    on: on(set, set, set, set, set, set, set),
    stays: true,
    says: (status) => `Your subscription is ${status}.`,
  }),
  preferences: field(StoredPreferences, {
    by: ['sign-up', 'person'],
    moves: true,
    // One lesson a month is one email a month: no reminders until they ask for some.
    on: on(set, keep, set, keep, keep, keep, drop),
    stays: false,
    says: formatPreferences,
  }),
  series: field(z.string().min(1), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, keep, keep, set, keep, keep, drop),
    stays: false,
    says: (series) => `You are in the series “${series}”.`,
  }),
  /** Slots due before this instant do not belong to this arrangement: it began later. */
  dueFrom: field(Instant, {
    by: ['sign-up', 'person'],
    moves: false,
    on: on(set, set, set, set, keep, set, drop),
    stays: false,
    says: (at) => `Your present schedule began on ${formatInstant(at)}.`,
  }),
  /** Lesson id → instant at which SES took it. */
  sent: field(z.record(z.string(), Instant), {
    by: ['sending', 'person'],
    moves: true,
    on: on(keep, set, set, keep, keep, keep, drop),
    stays: true,
    initial: {},
    says: (sent) => {
      // The table keeps no order within a value.
      const inOrder = Object.entries(sent).sort(([, a], [, b]) => (a < b ? -1 : 1));
      const lessons = inOrder.map(([lesson, at]) => `“${lesson}” on ${formatInstant(at)}`);
      return lessons.length === 0 ? 'We have sent you no lesson yet.' : `Lessons we sent you: ${lessons.join(', ')}.`;
    },
  }),
  /** Slot date of the latest lesson; a slot is served once. */
  lessonSentOn: field(LocalDate.exactOptional(), {
    by: ['sending', 'person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (date) => `Your latest lesson was for ${formatLongDate(date)}.`,
  }),
  reminderSentOn: field(LocalDate.exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (date) => `Your latest reminder was for ${formatLongDate(date)}.`,
  }),
  /** Which text of its lesson that reminder had, from 0: the next one has another. */
  reminderText: field(z.int().min(0).exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (text) => `It was text ${text + 1} of those that its lesson has for reminders.`,
  }),
  welcomeSentAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (at) => `We welcomed you on ${formatInstant(at)}.`,
  }),
  completedAt: field(Instant.exactOptional(), {
    by: ['sending', 'person'],
    moves: false,
    on: on(drop, drop, drop, drop, keep, keep, drop),
    stays: true,
    says: (at) => `Your course ended on ${formatInstant(at)}.`,
  }),
  /** When they chose to stop half way: from then on no lesson comes, and then the look back that ends a course. */
  stoppedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, drop, drop, drop, keep, keep, drop),
    stays: false,
    says: (at) => `You chose to stop half way on ${formatInstant(at)}.`,
  }),
  /** Instants of the last two emails that answered something they did: enough to keep to two a day and ten minutes apart. */
  linkMailedAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (at) => `We last answered you by email on ${formatInstant(at)}.`,
  }),
  linkMailedBefore: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (at) =>
      at < '1971' ? 'Before that we had not answered you by email.' : `The time before was ${formatInstant(at)}.`,
  }),
  /** When they were sent a lesson that they had asked for, next to the course. */
  onDemandSentAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (at) => `You last asked for a lesson at once on ${formatInstant(at)}.`,
  }),
  farewellAskedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, set, drop, drop),
    stays: false,
    says: (at) => `You asked for one last email on ${formatInstant(at)}.`,
  }),
  farewellSentAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (at) => `That last email went out on ${formatInstant(at)}.`,
  }),
  /** First local date on which emails go out again. */
  pausedUntil: field(LocalDate.exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, drop, drop, set, keep, keep, drop),
    stays: false,
    says: (date) => `Your pause lasts until ${formatLongDate(date)}.`,
  }),
  /** When the first press was that began the pause. */
  pausedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, drop, drop, keep, keep, keep, drop),
    stays: false,
    says: (at) => `You last began a pause on ${formatInstant(at)}.`,
  }),
  unsubscribedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, set, drop, drop),
    stays: true,
    says: (at) => `You unsubscribed on ${formatInstant(at)}.`,
  }),
  leavingReason: field(z.string().exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, drop, drop, drop),
    stays: false,
    says: (reason) => `The reason you gave: ${reason}.`,
  }),
  erasedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, set),
    stays: true,
    says: (at) => `You had everything erased on ${formatInstant(at)}.`,
  }),
  /** The branch that they chose: its lessons come first. */
  branch: field(z.string().exactOptional(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, keep, keep, drop, keep, keep, drop),
    stays: false,
    says: (branch) => `You chose the extra lessons “${branch}”.`,
  }),
  /** That we may store data about their health: what they told of it may be here only since they agreed, or from before anybody was asked. */
  healthConsent: field(StoredAgreement.exactOptional(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: ({ at }) => `Since ${formatInstant(at)} you agree that we store data about your health.`,
  }),
  /** Name of the import that brought them. */
  importedBy: field(z.string().exactOptional(), {
    by: ['sign-up'],
    moves: true,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (name) => `We took your subscription over from a list that we call “${name}”.`,
  }),
  /** Weeks from lesson to lesson, where it is not one. */
  weeksBetween: field(z.int().min(1).exactOptional(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, set, set, set, keep, keep, drop),
    stays: false,
    says: (weeks) => `You get one lesson every ${weeks} weeks.`,
  }),
  /** A lesson that they asked to have again, and when: owed until it was sent after that. */
  again: field(LessonAt.exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, drop, drop, drop, keep, keep, drop),
    stays: false,
    says: ({ lesson, at }) => `You asked for the lesson “${lesson}” again on ${formatInstant(at)}.`,
  }),
  /** Earlier sendings of lessons that came again. */
  earlier: field(z.array(LessonAt).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (earlier) =>
      `Sent before and asked for again: ${earlier.map(({ lesson, at }) => `“${lesson}” on ${formatInstant(at)}`).join(', ')}.`,
  }),
  /** Ids of lessons that they skipped or that are not for them: not sent, and not reminded of. */
  leftOut: field(z.array(z.string()).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, drop, keep, keep, keep, keep, drop),
    stays: false,
    says: (lessons) => `Lessons you skipped: ${lessons.map((lesson) => `“${lesson}”`).join(', ')}.`,
  }),
  /** Ids of lessons that they keep, to find them again. */
  kept: field(z.array(z.string()).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (lessons) => `Lessons you keep: ${lessons.map((lesson) => `“${lesson}”`).join(', ')}.`,
  }),
  /** Single emails that they moved or skipped. */
  dayChanges: field(z.record(LocalDate, z.enum(['none', 'lesson'])).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, drop, drop, keep, keep, keep, drop),
    stays: false,
    says: (changes) =>
      `Days you changed: ${Object.entries(changes)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([date, what]) => `${formatDate(date)} (${what === 'none' ? 'no email' : 'the lesson comes'})`)
        .join(', ')}.`,
  }),
  /** Their own "When …, I will …" for a lesson. Quoted in its reminders. */
  ownPlan: field(z.object({ lesson: z.string(), text: z.string() }).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, drop, keep, keep, keep, keep, drop),
    stays: false,
    says: ({ lesson, text }) => `Your plan for “${lesson}”: ${text}`,
  }),
  /** What they do it for, in their own words: what goes on from "So that I can". */
  goal: field(z.string().exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (goal) => `What you do it for: so that you can ${goal}`,
  }),
  /** Their numbers before the course did anything: what later ones are compared with. */
  start: field(Start.exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: ({ to, stress, pain, active }) =>
      `Where you started, in the week to ${formatDate(to)}: ${[
        ...(stress === undefined ? [] : [`stress ${stress}`]),
        ...(pain === undefined ? [] : [`pain ${pain}`]),
        ...(active === undefined ? [] : [`active on ${active} of 7 days`]),
      ].join(', ')}.`,
  }),
  /** Local dates of the last four weeks on which they said they practised, in order. */
  practisedOn: field(z.array(LocalDate).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (dates) => `Days you told us you practised: ${dates.map(formatDate).join(', ')}.`,
  }),
  /** The secret part of the address of their calendar; absent when they have none. */
  feed: field(z.string().exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: () => 'You made a private address for your calendar.',
  }),
  /** What they said about their last weeks, oldest first. */
  recentCheckIns: field(
    z
      .array(
        z.object({
          week: LocalDate,
          to: LocalDate.exactOptional(),
          days: z.enum(practiceAnswers),
          tried: z.enum(triedAnswers).exactOptional(),
          stress: Score.exactOptional(),
          pain: Score.exactOptional(),
          active: WeekDays.exactOptional(),
          /** Id of the lesson whose practice it was about. */
          lesson: z.string().exactOptional(),
          /** There is a note to it, which stays in the check-in itself. */
          noted: z.literal(true).exactOptional(),
        }),
      )
      .exactOptional(),
    {
      by: ['person'],
      moves: true,
      on: on(drop, keep, keep, keep, keep, keep, drop),
      stays: false,
      says: (weeks) =>
        `Check-ins that your lessons may use: ${weeks
          .map(({ week, days, stress, pain, active, lesson }) =>
            [
              `in the week of ${formatDate(week)} practice${lesson === undefined ? '' : ` of “${lesson}”`} on ${days} days`,
              ...(stress === undefined ? [] : [`stress ${stress}`]),
              ...(pain === undefined ? [] : [`pain ${pain}`]),
              ...(active === undefined ? [] : [`active on ${active} of 7 days`]),
            ].join(', '),
          )
          .join('; ')}.`,
    },
  ),
  /** They do not want lessons adapted to their check-ins. An objection stands until they take it back, so a new sign-up keeps it. */
  coachingOff: field(z.boolean().exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (off) => (off ? 'Your lessons do not use your check-ins.' : 'Your lessons use your check-ins.'),
  }),
  /** They want their scores of stress and pain in every fourth lesson. */
  scoresInMails: field(z.boolean().exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (wanted) => (wanted ? 'Your emails may show your scores.' : 'Your emails do not show your scores.'),
  }),
  claim: field(StoredClaim.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: ({ delivery, at }) => `An email to you is on its way (${delivery}) since ${formatInstant(at)}.`,
  }),
  /** The standing record that the address must not be mailed. */
  suppression: field(
    z.object({ reason: z.enum(['bounce', 'complaint', 'soft-bounces']), at: Instant }).exactOptional(),
    {
      by: ['feedback', 'person'],
      moves: false,
      on: on(drop, keep, keep, keep, keep, keep, keep),
      stays: true,
      says: ({ reason, at }) =>
        reason === 'complaint'
          ? `One of our emails was marked as spam on ${formatInstant(at)}: we never write again.`
          : `Your mailbox refused our email on ${formatInstant(at)}: we do not write to it.`,
    },
  ),
  /** Recent transient bounces, oldest first. */
  softBounces: field(z.array(z.object({ at: Instant, id: z.string() })).exactOptional(), {
    by: ['feedback'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (bounces) =>
      `Your mailbox could not take our email for a while: ${bounces.map(({ at }) => formatInstant(at)).join(', ')}.`,
  }),
  confirmedAt: field(Instant, {
    by: ['sign-up'],
    moves: false,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (at) => `You confirmed your address on ${formatInstant(at)}.`,
  }),
  /** Counts every change a person makes, so that two open settings pages cannot overwrite each other unseen. */
  version: field(z.int().min(0), {
    by: ['store'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, keep),
    stays: true,
    says: (version) => `Your record was changed ${formatTimes(version)}.`,
  }),
  /** The id under which they are since they changed their address: whatever ends mail by a link to this one ends it there. */
  movedTo: field(z.string().exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, drop, keep),
    stays: true,
    says: (id) => `Your emails go to another address now, under the subscriber number ${id}.`,
  }),
  /** When that was: for some days it can be cancelled. */
  movedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, drop, drop),
    stays: false,
    says: (at) => `You changed to that address on ${formatInstant(at)}.`,
  }),
  moveToldAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, drop, drop),
    stays: false,
    says: (at) => `We told this address of the change on ${formatInstant(at)}.`,
  }),
  /** When everything had gone along to that address: until then the change may have been cut short by a crash, and somebody has to go on with it. */
  moveFinishedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, drop, drop),
    stays: false,
    says: (at) => `What you told us had gone along to that address on ${formatInstant(at)}.`,
  }),
  /** The id under which they were before they changed to this address. What they take back here is taken back there too. */
  movedFrom: field(z.string().exactOptional(), {
    by: ['sign-up'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
    says: (id) => `You came from another address, where your subscriber number was ${id}.`,
  }),
  /** It goes up when their earlier links are made void; see link-stamp.ts. Absent is 0. */
  epoch: field(z.int().min(0).exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, set),
    stays: true,
    says: (times) => `Your earlier links were made void ${formatTimes(times)}.`,
  }),
  /** Set while it is stored in an earlier format than this code writes; see adapters/dynamo/formats.ts. */
  format: field(z.int().exactOptional(), {
    by: ['store'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, keep),
    stays: true,
    says: (format) => `Your record is stored in format ${format}.`,
  }),
} satisfies Record<string, Field>;

export type Fields = typeof fields;
export type FieldName = keyof Fields;

export const fieldNames = Object.keys(fields) as FieldName[];
