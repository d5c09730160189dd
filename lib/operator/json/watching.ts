import * as z from 'zod';
import { lineCodes, needCodes, noticeCodes } from './codes.ts';
import {
  byName,
  Circuit,
  Count,
  Halted,
  Instant,
  LocalDate,
  perKey,
  Sending,
  Sentence,
  statuses,
  SubscriberId,
  Text,
} from './values.ts';

/* How the service is. */

const Messages = z.object({ waiting: Count, inWork: Count, deadLetters: Count });

export const StatusShape = z.object({
  at: Instant,
  weekwise: z
    .object({ version: Text, format: Count.describe('Of the profiles that it writes.') })
    .optional()
    .describe('What runs; absent where it is from before it said so.'),
  sending: Sending,
  /** What does not go on by itself; exit code 1 where there is any. */
  attention: z.array(
    z.object({
      code: z.enum(needCodes),
      about: z.string().optional().describe('The series, notice or queue that it is about.'),
      says: Sentence,
    }),
  ),
  gate: z.object({
    halted: Halted.optional(),
    circuit: Circuit.optional(),
    restored: z.boolean(),
    transfer: z.object({ role: z.enum(['leaving', 'receiving', 'received']), other: Text, since: Instant }).optional(),
  }),
  plannedThrough: Instant.optional().describe('Absent before the first run of the planner.'),
  plannerBehindMinutes: z.int().optional(),
  feed: z.object({
    openSince: Instant.optional(),
    heardAt: Instant.optional(),
    probedAt: Instant.optional(),
    waitingAt: Instant.optional(),
  }),
  timeZones: z.object({
    edition: Text,
    ageDays: z.int(),
    planner: z.string().optional().describe('The edition by which the planner went last.'),
    plannedOtherwise: byName(Count).describe('People by zone.'),
    runtime: Text,
    runtimeOtherwise: byName(Count).describe('People by zone.'),
  }),
  people: perKey(statuses, Count).describe('Exact. A status that nobody has is absent.'),
  withdrawn: byName(Count).describe('Active people by the id of a series that is not offered.'),
  claims: z.object({ live: Count, inDoubt: Count }),
  today: z.object({ due: Count, sent: Count, late: Count }).describe('Lessons of the day (UTC).'),
  notices: z.array(
    z.object({
      id: Text,
      subject: Text,
      code: z.enum(noticeCodes),
      state: Sentence,
      late: z.boolean(),
      isUnderWay: z.boolean(),
      had: Count,
      toCome: Count,
    }),
  ),
  week: z
    .object({ lessons: Count, bounced: Count, complained: Count })
    .optional()
    .describe('The last seven days that are over; absent before the first night.'),
  queues: z.object({ send: Messages, account: Messages, feedback: Messages, webhook: Messages.optional() }),
});

export const Doctor = z.object({
  lines: z.array(
    z.object({
      code: z.enum(lineCodes),
      about: z.string().optional().describe('The host or configuration set, where there are several.'),
      ok: z.boolean(),
      name: Sentence,
      says: Sentence,
      fix: Sentence.optional(),
    }),
  ),
});

export const Audit = z.object({
  from: Instant,
  until: Instant,
  people: Count,
  owed: Count,
  states: z.object({
    confirmed: Count,
    excluded: Count,
    'in-doubt': Count,
    waiting: Count,
    postponed: Count,
    unaccounted: Count.describe('Exit code 1 where it is not 0.'),
  }),
  excluded: byName(Count).describe('By reason: the codes of slots in subscriber show.'),
  unaccounted: z.array(z.object({ subscriber: SubscriberId, localDate: LocalDate })),
  inDoubt: z.array(z.object({ subscriber: SubscriberId, localDate: LocalDate, since: Instant })),
  notices: z.array(
    z.object({ id: Text, code: z.enum(noticeCodes), state: Sentence, had: Count, toCome: Count, inDoubt: Count }),
  ),
});

export const Halt = z.object({ halted: Halted });

export const Go = z.object({
  sending: Sending,
  halted: z.null().describe('The switch is on.'),
  circuit: Circuit.optional(),
  restored: z.boolean(),
});

export const AfterRestore = z.object({
  accepted: z.boolean(),
  backupOf: Instant,
  from: Instant,
  ledger: z
    .object({
      beganAt: Instant,
      entries: z.array(z.object({ subscriber: SubscriberId, reason: Text, at: Instant })),
    })
    .optional()
    .describe('Absent where there is no ledger.'),
  assumed: z.array(
    z.object({
      subscriber: SubscriberId,
      lessons: z.array(Text),
      followUpAt: Instant.optional().describe('Of a follow-up that is taken as sent.'),
    }),
  ),
  notices: z
    .array(z.object({ id: Text, at: Instant, subject: Text }))
    .describe('That were under way in the backup: they are stopped.'),
  next: z.array(z.object({ subscriber: SubscriberId, lesson: Text, at: Instant })),
});

export const Restored = z.object({ table: Text, streamArn: Text });

export const Zones = z.object({ people: Count, planned: Count, forgotten: Count, written: z.boolean() });

export const ZonesSinceShape = z.object({
  edition: Text,
  since: Text,
  zones: z.array(
    z.object({
      zone: Text,
      people: Count,
      differences: z.array(z.object({ from: Instant, until: Instant, minutesEarlier: z.number() })),
    }),
  ),
});
