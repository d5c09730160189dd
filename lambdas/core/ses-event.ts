import * as z from 'zod';
import { Instant, LocalDate, SubscriberId } from './jobs.ts';
import { deliveryKinds } from './mail-kinds.ts';

/**
 * Events that SES publishes about an email (Developer Guide, "Contents of event data"), cut down to what is used. SES sends the recipient, the subject
 * and every header, including the unsubscribe link. Parsing comes first and drops every field that is not named here, before anything is logged or
 * stored. SES adds fields now and then. Tag values arrive as arrays.
 */

const tagList = z.array(z.string()).min(1);

/** Our own tags; SES adds others. */
const Tags = z.object({
  subscriber: tagList.optional(),
  claim: tagList.optional(),
  delivery: tagList.optional(),
  lesson: tagList.optional(),
  series: tagList.optional(),
});

const Mail = z.object({
  messageId: z.string(),
  /** When SES took the mail. */
  timestamp: Instant,
  tags: Tags.default({}),
});

/** A word from SES or from a mailbox provider, which may write anything there. Neither an address nor a token fits. */
const Word = z.string().transform((text) => (/^[\w .-]{0,40}$/.test(text) ? text : 'other'));

export const SesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: Mail }),
  z.object({ eventType: z.literal('Delivery'), mail: Mail }),
  z.object({ eventType: z.literal('DeliveryDelay'), mail: Mail }),
  z.object({
    eventType: z.literal('Reject'),
    mail: Mail,
    reject: z.object({ reason: Word.optional() }).optional(),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: Mail,
    bounce: z.object({
      bounceType: Word,
      bounceSubType: Word.default(''),
      timestamp: Instant,
      feedbackId: z.string(),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: Mail,
    complaint: z.object({
      complaintFeedbackType: Word.nullish(),
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
