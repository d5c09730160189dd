import * as z from 'zod';
import { Instant, LocalDate, SubscriberId } from '../sending/jobs.ts';
import { practiceAnswers, triedAnswers, WeekDays } from '../person/stored-values.ts';

/** What the operator's own systems are told, and in which form. docs/openapi.json is made from it. */

/** Data about a person that events hold only where the operator says so. */
export const webhookIncludes = ['address', 'firstName', 'locale', 'answers'] as const;
export type WebhookInclude = (typeof webhookIncludes)[number];

const Score = z.int().min(0).max(10).optional();
const subscriber = SubscriberId.meta({ description: 'Id of the person; says nothing about their address.' });
const series = z.string().meta({ description: 'Id of the series.', examples: ['stress-and-back-pain'] });
/** Read when the event is sent, so that nothing goes out that was erased meanwhile. */
const details = {
  address: z.string().optional().meta({ description: 'Where webhookIncludes has it, and it is stored.' }),
  firstName: z.string().optional().meta({ description: 'Where webhookIncludes has it, and they gave one.' }),
  locale: z
    .string()
    .optional()
    .meta({
      description: 'Language of their emails and pages (BCP 47). Where webhookIncludes has it.',
      examples: ['es'],
    }),
};

function schemaOf<Type extends string, Data extends z.ZodRawShape>(type: Type, description: string, data: Data) {
  return z
    .object({
      type: z.literal(type),
      timestamp: Instant.meta({ description: 'When it happened, not when it was sent.' }),
      data: z.object(data),
    })
    .meta({ description });
}

const Subscribed = schemaOf(
  'subscribed',
  'Somebody confirmed their sign-up, was imported with their consent, or took their leaving back.',
  { subscriber, series, ...details },
);
const LessonSent = schemaOf('lesson.sent', 'SES took a lesson for them.', {
  subscriber,
  series,
  lesson: z.string().meta({ description: 'Id of the lesson.', examples: ['slow-breathing'] }),
  ...details,
});
const CheckedIn = schemaOf('checkin', 'They said how a week was, or said it anew.', {
  subscriber,
  week: LocalDate.meta({ description: 'Monday of the week.' }),
  answers: z
    .object({
      days: z.enum(practiceAnswers),
      tried: z.enum(triedAnswers).optional().meta({
        description: 'Of a practice that is done once. They were asked this, and `days` is what it comes to.',
      }),
      stress: Score,
      pain: Score,
      enjoyment: Score,
      activity: Score,
      active: WeekDays.optional().meta({ description: 'Days of the week on which they were active.' }),
    })
    .optional()
    .meta({ description: 'Where webhookIncludes has it: data about their health.' }),
  ...details,
});
const Completed = schemaOf('completed', 'Their course ended: they had every lesson, or stopped half way.', {
  subscriber,
  series,
  ...details,
});
const Unsubscribed = schemaOf('unsubscribed', 'They left.', { subscriber, series, ...details });
const Bounced = schemaOf('bounced', 'Mail does not reach them; no more is sent.', {
  subscriber,
  series,
  reason: z.enum(['bounce', 'soft-bounces']).meta({ description: 'At once, or after several transient ones.' }),
  ...details,
});
const Complained = schemaOf('complained', 'They marked a mail as spam; no more is sent.', {
  subscriber,
  series,
  ...details,
});
const Erased = schemaOf(
  'erased',
  'Everything about them was erased, as they asked, or because they moved to another address, which has an id of its own. Erase it, too.',
  { subscriber, series },
);
const Tested = schemaOf('webhook.test', 'Somebody ran npx weekwise webhook test; nothing happened.', {});

export const WebhookEvent = z.discriminatedUnion('type', [
  Subscribed,
  LessonSent,
  CheckedIn,
  Completed,
  Unsubscribed,
  Bounced,
  Complained,
  Erased,
  Tested,
]);
export type WebhookEvent = z.output<typeof WebhookEvent>;

/** Types of events that an operator can choose from. */
export const webhookEventTypes = WebhookEvent.options
  .map(({ shape }) => shape.type.value)
  .filter((type) => type !== 'webhook.test');
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** Where events may be sent: over TLS; without it only on this machine. What is before an @ would be a secret that anybody may see. */
export const WebhookUrl = z.string().refine(isSafe, {
  error: 'must be an https address without user and password, such as https://example.com/weekwise',
  abort: true,
});

function isSafe(text: string): boolean {
  const [, scheme, host] = /^(https?):\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d+)?(?:[/?#]\S*)?$/i.exec(text) ?? [];
  return scheme === 'https' || (scheme === 'http' && ['localhost', '127.0.0.1', '[::1]'].includes(host!));
}
