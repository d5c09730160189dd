import * as z from 'zod';
import { columns, sourceNames } from '../import/choices.ts';
import { exclusionCodes, keptCodes, sendCodes } from './codes.ts';
import { byName, Count, Instant, LocalDate, PersonLine, Sentence, Status, SubscriberId, Text } from './values.ts';

/* People: one, some, all; in and out. */

const Suppression = z.object({ reason: z.enum(['bounce', 'complaint', 'soft-bounces']), at: Instant });

export const SubscriberShow = z.object({
  subscriber: SubscriberId,
  status: Status.optional().describe('Absent where nothing is stored; exit code 1 then.'),
  person: PersonLine.optional().describe('Absent where nothing of it is stored.'),
  standing: Sentence,
  notes: z.array(Sentence).describe('What facts say, in sentences.'),
  facts: z.object({
    sending: z.enum(sendCodes).describe('What holds everybody’s mail up, theirs as well.'),
    preferences: z
      .object({
        zone: Text,
        lessonDay: z.int().min(1).max(7).describe('1 for Monday.'),
        sendTime: Text,
        reminderDays: z.array(z.int().min(1).max(7)),
        reminderTime: z.string().optional().describe('Absent: at the time of lessons.'),
        locale: Text,
      })
      .optional(),
    dueFrom: Instant.optional().describe('Slots before it are not judged: the arrangement was another.'),
    pausedUntil: LocalDate.optional(),
    stoppedAt: Instant.optional().describe('They stopped half way.'),
    unsubscribedAt: Instant.optional(),
    suppression: Suppression.optional(),
    erasedAt: Instant.optional(),
    seriesOffered: z.boolean().optional(),
    branch: Text.optional(),
    weeksBetween: z.int().optional(),
    skippedLessons: z.array(Text).optional(),
    dayChanges: byName(z.enum(['none', 'lesson']))
      .optional()
      .describe('By date: no email, or a lesson.'),
    coachingOff: z.boolean().optional(),
    notices: z.array(Text).optional().describe('Ids of notices that they had.'),
    softBouncesAt: z.array(Instant).optional(),
    claim: z.object({ delivery: Text, at: Instant }).optional().describe('An email that is at work or in doubt.'),
    signUp: z.object({ requestedAt: Instant, expiresAt: Instant, confirmationMailedAt: Instant.optional() }).optional(),
  }),
  lessons: z.array(z.object({ lesson: Text, title: Text, at: Instant })).describe('That SES took, oldest first.'),
  slots: z
    .array(
      z.object({
        localDate: LocalDate,
        state: z.enum(['confirmed', 'excluded', 'in-doubt', 'waiting', 'postponed', 'unaccounted']),
        code: z.enum(exclusionCodes).optional().describe('Of an excluded slot: why it brought no lesson.'),
        lesson: Text.optional(),
        at: Instant.optional(),
        ses: z.enum(['accepted', 'bounced', 'bounced-for-now', 'complained', 'rejected']).optional(),
        why: Sentence,
      }),
    )
    .describe('Of the last twelve weeks.'),
  problems: z.array(
    z.object({ at: Instant, code: Text, delivery: Text.optional(), detail: Text.optional(), what: Sentence }),
  ),
  upcoming: z.array(
    z.object({
      at: Instant,
      localDate: LocalDate,
      localTime: Text,
      zone: Text,
      kind: z.enum(['lesson', 'reminder', 'completion']),
      lesson: z.string().optional().describe('Absent for the email after the last lesson.'),
    }),
  ),
  next: z.array(Sentence).describe('The same in words.'),
});

export const SubscriberFind = z.object({
  found: z.array(PersonLine).describe('Exit code 1 where there is nobody.'),
  more: z.boolean().describe('There are more than were looked for.'),
});

export const SubscriberList = z.object({
  people: z.array(PersonLine).describe('Exit code 1 where there is nobody.'),
  lookedAt: Count,
  more: z.boolean().describe('There are people whom nobody looked at.'),
});

export const SubscriberAction = z.object({
  subscriber: SubscriberId,
  done: z.string().describe('Name of the command.'),
});

const Where = {
  subscriber: SubscriberId,
  ours: z.boolean().describe('It was on our record before.'),
  ses: z.boolean().describe('It was on the SES list before.'),
};
const Reason = z.enum(['bounce', 'complaint']);

export const SuppressionList = z.object({
  ses: z.array(
    z.object({
      address: Text,
      reason: Reason,
      at: Instant,
      subscriber: SubscriberId.optional().describe('Where our record says the same.'),
    }),
  ),
  oursOnly: z.array(z.object({ subscriber: SubscriberId, reason: Text, at: Instant })),
});
export const SuppressionAdd = z.object({ ...Where, reason: Reason });
export const SuppressionRemove = z.object({ ...Where, closed: z.boolean().describe('Had said “never ask again”.') });

/** A person as an import reads them: every value as text, and absent where there is none. */
export const ExportedPerson = z.object({
  ...(Object.fromEntries(columns.map((column) => [column, z.string().optional()])) as Record<
    (typeof columns)[number],
    z.ZodOptional<z.ZodString>
  >),
  email: z.string(),
  status: z.string(),
});
export const Export = z.object({ people: z.array(ExportedPerson) });
export const ExportToFile = z.object({ file: Text, people: Count });

const Kind = z.object({ count: Count, lines: z.array(Count).describe('The first ones.') });

export const Import = z.object({
  name: z.string().describe('By which it can be undone.'),
  interrupted: z.boolean().describe('Run it again: it resumes. Exit code 1, also where a line was refused.'),
  startedAt: Instant.optional(),
  lines: Count,
  added: Count,
  asked: Count,
  known: Count,
  gone: Count,
  refused: Count,
  namesDropped: Count,
  kinds: byName(Kind).describe('By outcome (added, asked, known, gone), and by reason of a refusal in a sentence.'),
  refusals: z.array(z.object({ line: Count, why: Sentence })).describe('The first of them; --errors writes all.'),
  from: z.enum(sourceNames).optional().describe('Absent where the file has no columns.'),
  columns: z
    .array(
      z.object({
        name: Text,
        use: z
          .union([z.string(), z.looseObject({})])
          .optional()
          .describe('Absent for a column that nobody knows.'),
        guess: Text.optional(),
      }),
    )
    .readonly(),
  previews: z
    .array(
      z.object({
        line: Count,
        firstName: Text,
        schedule: Sentence,
        series: Text,
        lesson: z.string().optional().describe('Absent where they had every one.'),
        lessonNumber: Count.optional(),
        status: z.enum(['active', 'asked to confirm']),
        pausedUntil: LocalDate.optional(),
      }),
    )
    .readonly()
    .describe('Of a dry run: the first people as they would be.'),
});

export const ImportList = z.object({
  imports: z.array(z.object({ name: Text, people: Count, revocable: Count.describe('Can be taken back.') })),
});

export const ImportUndo = z.object({
  name: Text,
  written: z.boolean(),
  interrupted: z.boolean(),
  takenBack: Count,
  kept: z.array(z.object({ id: SubscriberId, why: z.enum(keptCodes) })),
});
