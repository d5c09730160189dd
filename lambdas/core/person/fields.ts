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
>(schema: Schema, row: { by: By; on: On } & Rest) {
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
  }),
  address: field(z.string().min(3), {
    by: ['sign-up'],
    moves: false,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  firstName: field(z.string(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  status: field(z.enum(storedStatuses), {
    by: ['sign-up', 'person', 'sending', 'feedback'],
    moves: false,
    on: on(set, set, set, set, set, set, set),
    stays: true,
  }),
  preferences: field(StoredPreferences, {
    by: ['sign-up', 'person'],
    moves: true,
    // One lesson a month is one email a month: no reminders until they ask for some.
    on: on(set, keep, set, keep, keep, keep, drop),
    stays: false,
  }),
  series: field(z.string().min(1), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, keep, keep, set, keep, keep, drop),
    stays: false,
  }),
  /** Slots due before this instant do not belong to this arrangement: it began later. */
  dueFrom: field(Instant, {
    by: ['sign-up', 'person'],
    moves: false,
    on: on(set, set, set, set, keep, set, drop),
    stays: false,
  }),
  /** Lesson id → instant at which SES took it. */
  sent: field(z.record(z.string(), Instant), {
    by: ['sending', 'person'],
    moves: true,
    on: on(keep, set, set, keep, keep, keep, drop),
    stays: true,
    initial: {},
  }),
  /** Slot date of the latest lesson; a slot is served once. */
  lessonSentOn: field(LocalDate.exactOptional(), {
    by: ['sending', 'person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  reminderSentOn: field(LocalDate.exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Which text of its lesson that reminder had, from 0: the next one has another. */
  reminderText: field(z.int().min(0).exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  welcomeSentAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  completedAt: field(Instant.exactOptional(), {
    by: ['sending', 'person'],
    moves: false,
    on: on(drop, drop, drop, drop, keep, keep, drop),
    stays: true,
  }),
  /** When they were asked how it is, three months after the end; see course/follow-up.ts. */
  followUpSentAt: field(Instant.exactOptional(), {
    by: ['sending', 'person'],
    moves: true,
    on: on(drop, drop, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** When they chose to stop half way: from then on no lesson comes, and then the look back that ends a course. */
  stoppedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, drop, drop, drop, keep, keep, drop),
    stays: false,
  }),
  /** When they last asked for more of the course. A look back that left before ends nothing any more; see claim-rules.ts. */
  wentOnAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(keep, keep, keep, set, keep, keep, drop),
    stays: false,
  }),
  /** Instants of the last two emails that answered something they did: enough to keep to two a day and ten minutes apart. */
  linkMailedAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  linkMailedBefore: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** When they were sent a lesson that they had asked for, next to the course. */
  onDemandSentAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Ids of the notices that they had: none comes twice, wherever they move meanwhile. */
  notices: field(z.array(z.string()).exactOptional(), {
    by: ['sending'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  farewellAskedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, set, drop, drop),
    stays: false,
  }),
  farewellSentAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** First local date on which emails go out again. */
  pausedUntil: field(LocalDate.exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, drop, drop, set, keep, keep, drop),
    stays: false,
  }),
  /** When the first press was that began the pause. */
  pausedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, drop, drop, keep, keep, keep, drop),
    stays: false,
  }),
  unsubscribedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, set, drop, drop),
    stays: true,
  }),
  leavingReason: field(z.string().exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, drop, drop, drop),
    stays: false,
  }),
  erasedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, set),
    stays: true,
  }),
  /** The link, form or file by which they came, as the operator named it; see came-from.ts. Whoever comes back by none keeps the one from before. */
  from: field(z.string().exactOptional(), {
    by: ['sign-up'],
    moves: true,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** What the operator wrote down about them. They read it on the page with their own data. */
  note: field(z.string().exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** The branch that they chose: its lessons come first. */
  branch: field(z.string().exactOptional(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, keep, keep, drop, keep, keep, drop),
    stays: false,
  }),
  /** That we may store data about their health: what they told of it may be here only since they agreed, or from before anybody was asked. */
  healthConsent: field(StoredAgreement.exactOptional(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Name of the import that brought them. */
  importedBy: field(z.string().exactOptional(), {
    by: ['sign-up'],
    moves: true,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Weeks from lesson to lesson, where it is not one. */
  weeksBetween: field(z.int().min(1).exactOptional(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(set, set, set, set, keep, keep, drop),
    stays: false,
  }),
  /** A lesson that they asked to have again, and when: owed until it was sent after that. */
  again: field(LessonAt.exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, drop, drop, drop, keep, keep, drop),
    stays: false,
  }),
  /** Earlier sendings of lessons that came again. */
  earlier: field(z.array(LessonAt).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Ids of lessons that they had before they began the course again, or kept a lesson a month: `sent` has forgotten them. */
  hadBefore: field(z.array(z.string()).exactOptional(), {
    by: ['sign-up', 'person'],
    moves: true,
    on: on(keep, set, set, keep, keep, keep, drop),
    stays: true,
  }),
  /** Ids of lessons that they skipped or that are not for them: not sent, and not reminded of. */
  leftOut: field(z.array(z.string()).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, drop, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Ids of lessons that they keep, to find them again. */
  kept: field(z.array(z.string()).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Single emails that they moved or skipped. */
  dayChanges: field(z.record(LocalDate, z.enum(['none', 'lesson'])).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, drop, drop, keep, keep, keep, drop),
    stays: false,
  }),
  /** Their own "When …, I will …" for a lesson. Quoted in its reminders. */
  ownPlan: field(z.object({ lesson: z.string(), text: z.string() }).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, drop, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** What they do it for, in their own words: what goes on from "So that I can". */
  goal: field(z.string().exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Their numbers before the course did anything: what later ones are compared with. */
  start: field(Start.exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, drop, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Local dates of the last four weeks on which they said they practised, in order. */
  practisedOn: field(z.array(LocalDate).exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** The secret part of the address of their calendar; absent when they have none. */
  feed: field(z.string().exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
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
    },
  ),
  /** They do not want lessons adapted to their check-ins. An objection stands until they take it back, so a new sign-up keeps it. */
  coachingOff: field(z.boolean().exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** They want their scores of stress and pain in every fourth lesson. */
  scoresInMails: field(z.boolean().exactOptional(), {
    by: ['person'],
    moves: true,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  claim: field(StoredClaim.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** The standing record that the address must not be mailed. */
  suppression: field(
    z.object({ reason: z.enum(['bounce', 'complaint', 'soft-bounces']), at: Instant }).exactOptional(),
    {
      by: ['feedback', 'person'],
      moves: false,
      on: on(drop, keep, keep, keep, keep, keep, keep),
      stays: true,
    },
  ),
  /** Recent transient bounces, oldest first. */
  softBounces: field(z.array(z.object({ at: Instant, id: z.string() })).exactOptional(), {
    by: ['feedback'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  confirmedAt: field(Instant, {
    by: ['sign-up'],
    moves: false,
    on: on(set, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** Counts every change a person makes, so that two open settings pages cannot overwrite each other unseen. */
  version: field(z.int().min(0), {
    by: ['store'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, keep),
    stays: true,
  }),
  /** The id under which they are since they changed their address: whatever ends mail by a link to this one ends it there. */
  movedTo: field(z.string().exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, drop, keep),
    stays: true,
  }),
  /** When that was: for some days it can be cancelled. */
  movedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, drop, drop),
    stays: false,
  }),
  moveToldAt: field(Instant.exactOptional(), {
    by: ['sending'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, drop, drop),
    stays: false,
  }),
  /** When everything had gone along to that address: until then the change may have been cut short by a crash, and somebody has to go on with it. */
  moveFinishedAt: field(Instant.exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, drop, drop),
    stays: false,
  }),
  /** The id under which they were before they changed to this address. What they take back here is taken back there too. */
  movedFrom: field(z.string().exactOptional(), {
    by: ['sign-up'],
    moves: false,
    on: on(drop, keep, keep, keep, keep, keep, drop),
    stays: false,
  }),
  /** It goes up when their earlier links are made void; see link-stamp.ts. Absent is 0. */
  epoch: field(z.int().min(0).exactOptional(), {
    by: ['person'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, set),
    stays: true,
  }),
  /** Set while it is stored in an earlier format than this code writes; see adapters/dynamo/formats.ts. */
  format: field(z.int().exactOptional(), {
    by: ['store'],
    moves: false,
    on: on(keep, keep, keep, keep, keep, keep, keep),
    stays: true,
  }),
} satisfies Record<string, Field>;

export type Fields = typeof fields;
export type FieldName = keyof Fields;

export const fieldNames = Object.keys(fields) as FieldName[];
