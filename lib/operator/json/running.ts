import * as z from 'zod';
import { Audience } from '../../../lambdas/core/course/notice.ts';
import { everyQueueName } from '../../local/queues.ts';
import { blockerCodes, dutyCodes, noticeCodes } from './codes.ts';
import { byName, Count, Instant, perKey, QueueName, Sentence, SubscriberId, Text } from './values.ts';

/* What the operator runs: messages, notices, keys, moving house, test mails. */

export const DeadLetter = z.object({
  queue: QueueName,
  id: Text,
  sentAt: Instant,
  kind: z.string().describe('Kind of work or event; unreadable where it fits nothing.'),
  subscribers: z.array(SubscriberId),
  delivery: z.string().optional().describe('Such as lesson:2026-11-02.'),
  details: z.unknown().describe('What the message asks for, by kind; not part of this interface.'),
});
export const DeadLetters = z.object({ letters: z.array(DeadLetter) });
export const DeadLettersDrop = z.object({ dropped: z.boolean(), letters: z.array(DeadLetter) });
export const DeadLettersRedrive = z.object({ moved: perKey(everyQueueName, Count) });

const Reach = z.object({
  had: Count,
  toCome: Count,
  inDoubt: Count.describe('Of those to come: SES may or may not have it.'),
  leftOut: byName(Count).describe('Subscribed people who do not get it, by reason.'),
});
const Words = { subject: Text, preheader: Text, title: Text, html: Text, text: Text };
const NoticeLine = z.object({
  id: Text,
  subject: Text,
  code: z.enum(noticeCodes),
  state: Sentence,
  at: Instant,
  audience: Audience,
  stopped: z.object({ at: Instant, why: Text }).optional(),
  finished: z.object({ at: Instant, late: z.literal(true).optional() }).optional(),
});

export const NoticeDraft = z.object({ id: Text, ...Words, reach: Reach });
export const NoticeSend = z.object({ id: Text, sent: z.boolean(), audience: Audience, reach: Reach });
export const NoticeList = z.object({ notices: z.array(NoticeLine) });
export const NoticeShow = z.object({ notice: NoticeLine, text: z.object(Words).optional(), reach: Reach });
export const NoticeStop = z.object({ id: Text, stopped: z.object({ at: Instant, why: Text }) });

export const TestMail = z.object({ mail: Text, subject: Text, messageId: z.string().describe('Of SES.') });

export const Keys = z.object({
  keys: z.array(
    z.object({
      name: Text,
      duties: z.array(z.enum(dutyCodes)),
      addedAt: Instant.optional().describe('Unknown of the first.'),
      outAt: Instant.optional().describe('When it stopped signing.'),
    }),
  ),
});
export const KeysRotate = z.object({
  done: z.enum(['added', 'waits', 'signs']),
  key: Text,
  signsFrom: Instant.optional().describe('Run it again from then on.'),
  before: z.string().optional().describe('The key that signed until now.'),
});
export const KeysRevoke = z.object({
  revoked: z.array(Text),
  signsLinks: z.string().optional(),
  signsWebhooks: z.string().optional(),
});

export const ApiKeyAdd = z.object({ id: Text, key: z.string().describe('The secret, shown once.') });
export const ApiKeyList = z.object({
  keys: z.array(z.object({ id: Text, name: Text, scopes: z.array(Text).readonly(), createdAt: Instant })),
});
export const ApiKeyRemove = z.object({ removed: Text });

export const WebhookSecret = z.object({ secret: Text });
export const WebhookRotate = z.object({ key: z.string().describe('Name of the key.') });
export const WebhookTest = z.object({
  accepted: z.boolean().describe('Exit code 1 where it is not.'),
  answered: z.boolean(),
  status: z.int().optional().describe('HTTP status of the answer.'),
  retryAfterSeconds: z.number().optional(),
  code: z.string().optional().describe('Where nobody answered: the code of the error.'),
});

const Plan = {
  from: z.string().describe('ARN of the table.'),
  to: z.string().describe('ARN of the table.'),
  brings: z.enum(['all', 'leavings']),
  people: Count,
  signUps: Count,
  inDoubt: Count,
  waiting: Count,
  blockers: z
    .array(z.object({ code: z.enum(blockerCodes), says: Sentence }))
    .describe('What keeps it from being done; exit code 1 where there is any.'),
};
export const TransferPlanShape = z.object({ done: z.literal(false), ...Plan });
export const TransferDone = z.object({
  done: z.literal(true),
  ...Plan,
  settled: z.array(Text),
  compared: Count,
  changed: Count,
  deleted: Count,
  applied: Count,
});
export const TransferGivenUp = z.object({ givenUp: z.boolean() });

export const Form = z.object({ html: Text, language: z.string().describe('BCP 47.') });
export const Served = z.object({ address: z.string().describe('Works once, in one browser.') });
export const Previewed = z.object({ url: Text });
