import * as z from 'zod';
import { Instant, LocalDate, SubscriberId } from './jobs.ts';
import { deliveryKinds } from './mail-kinds.ts';

/**
 * Events that SES publishes about a mail (Developer Guide, "Contents of event data"). Unknown fields are ignored: SES adds some now and
 * then. Tag values arrive as arrays.
 */

const tagList = z.array(z.string()).min(1);

const Mail = z.object({
  messageId: z.string(),
  /** When SES took the mail. */
  timestamp: Instant,
  tags: z.record(z.string(), tagList).default({}),
});

const Recipients = z.array(z.object({ emailAddress: z.string() }));

export const SesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: Mail }),
  z.object({ eventType: z.literal('Delivery'), mail: Mail }),
  z.object({ eventType: z.literal('DeliveryDelay'), mail: Mail }),
  z.object({
    eventType: z.literal('Reject'),
    mail: Mail,
    reject: z.object({ reason: z.string().optional() }).optional(),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: Mail,
    bounce: z.object({
      bounceType: z.string(),
      bounceSubType: z.string().default(''),
      bouncedRecipients: Recipients,
      timestamp: Instant,
      feedbackId: z.string(),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: Mail,
    complaint: z.object({
      complaintFeedbackType: z.string().nullish(),
      complaintSubType: z.string().nullish(),
      complainedRecipients: Recipients,
      timestamp: Instant,
      feedbackId: z.string(),
    }),
  }),
]);
export type SesEvent = z.infer<typeof SesEvent>;

/** What our own tags say about a mail. */
const OurTags = z.object({
  subscriber: SubscriberId,
  claim: SubscriberId,
  kind: z.enum(deliveryKinds),
  localDate: LocalDate.optional(),
  lesson: z.string().optional(),
  series: z.string().optional(),
});
export type OurTags = z.infer<typeof OurTags>;

/** Reads the tags of one of our mails; undefined for a probe or a mail that somebody else sent with the same configuration set. */
export function ourTags(event: SesEvent): OurTags | undefined {
  const { tags } = event.mail;
  const [kind, localDate] = (tags['delivery']?.[0] ?? '').split('_');
  const parsed = OurTags.safeParse({
    subscriber: tags['subscriber']?.[0],
    claim: tags['claim']?.[0],
    kind,
    localDate,
    lesson: tags['lesson']?.[0],
    series: tags['series']?.[0],
  });
  return parsed.success ? parsed.data : undefined;
}
