import * as z from 'zod';
import { Instant, LocalDate, SubscriberId } from '../sending/jobs.ts';
import { deliveryKinds } from '../mail/mail-kinds.ts';

/**
 * Events that SES publishes about an email (Developer Guide, "Contents of event data"), cut down to what is used. SES sends the recipient, the subject
 * and every header, including the unsubscribe link. Parsing comes first and drops every field that is not named here, before anything is logged or
 * stored. SES adds fields now and then. Tag values arrive as arrays.
 */

/** SES writes tag values as lists; a value without one means the same, and null none. */
const tagList = z
  .union([z.array(z.string()), z.string().transform((value) => [value]), z.null().transform(() => [])])
  .optional();

/** Our own tags; SES adds others. */
const Tags = z.object({
  subscriber: tagList,
  claim: tagList,
  delivery: tagList,
  lesson: tagList,
  text: tagList,
  series: tagList,
  notice: tagList,
});
const tagNames = Object.keys(Tags.shape);

const Mail = z.object({
  messageId: z.string(),
  /** When SES took the mail. */
  timestamp: Instant,
  tags: z.preprocess((tags) => tags ?? {}, Tags),
});

/** A word from SES or from a mailbox provider, which may write anything there. Neither an address nor a token fits. */
const Word = z
  .unknown()
  .transform((text) => {
    if (typeof text !== 'string' || text === '') return undefined;
    return /^[\w .-]{1,40}$/.test(text) ? text : 'other';
  })
  .optional();

const when = Instant.nullish();
const feedbackId = z.string().nullish();

export const SesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: Mail }),
  z.object({
    eventType: z.literal('Reject'),
    mail: Mail,
    reject: z.object({ reason: Word }).nullish(),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: Mail,
    /** The recipients are not read: a mail has one, and an automatic answer may name none. */
    bounce: z.object({ bounceType: Word, bounceSubType: Word, timestamp: when, feedbackId }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: Mail,
    complaint: z.object({ complaintFeedbackType: Word, timestamp: when, feedbackId }).nullish(),
  }),
]);
export type SesEvent = z.infer<typeof SesEvent>;

/** Event types that SES has and we do not ask for; an operator may add them to the event destination. */
const unusedTypes = new Set(['Delivery', 'DeliveryDelay', 'Open', 'Click', 'Rendering Failure', 'Subscription']);

/** What came by the event feed. */
export type SesNotice =
  | { about: 'a-mail'; event: SesEvent }
  /** Nothing that we need to know of a mail of ours. `kind` is one of a few words, for a counter. */
  | { about: 'nothing-of-ours'; kind: string }
  /** It may be about a mail of ours, and cannot be read. `issues` say where, never what it holds. */
  | { about: 'unreadable'; issues: { path: PropertyKey[]; code: string }[] };

/**
 * Reads what was published on the topic: an event, parsed from JSON, or text.
 *
 * Besides events SES publishes a sentence when it has checked the topic, and {@link unusedTypes}; some complaints name their kind
 * `notificationType`, as SES's older notifications do (Developer Guide, "Amazon SNS notification contents").
 */
export function readNotice(published: unknown): SesNotice {
  const nothing = (kind: string): SesNotice => ({ about: 'nothing-of-ours', kind });
  if (typeof published === 'string') {
    // An event that was cut off may be the one that somebody waits for.
    if (published.trimStart().startsWith('{')) return { about: 'unreadable', issues: [{ path: [], code: 'not_json' }] };
    return nothing(published.startsWith('Successfully validated SNS topic') ? 'topic-validated' : 'no-event');
  }
  if (typeof published !== 'object' || published === null) return nothing('no-event');
  const { eventType, notificationType, mail } = published as Record<string, unknown>;
  const type = eventType ?? notificationType;
  if (type === undefined && mail === undefined) return nothing('no-event');
  if (type === 'AmazonSnsSubscriptionSucceeded') return nothing('topic-validated');
  if (typeof type === 'string' && !usedTypes.has(type)) {
    return nothing(unusedTypes.has(type) ? type.replace(' ', '') : 'unknown-type');
  }
  const event = SesEvent.safeParse({ ...published, eventType: type });
  if (event.success) return { about: 'a-mail', event: event.data };
  return isSurelyOfOthers(mail) ? nothing('of-others') : { about: 'unreadable', issues: event.error.issues };
}

/** Event types that the configuration sets publish: as few as prove that SES took an email, and what became of it. */
export const usedTypes: ReadonlySet<string> = new Set(SesEvent.options.map(({ shape }) => shape.eventType.value));

/** Are there tags, and none of ours? */
function isSurelyOfOthers(mail: unknown): boolean {
  const { tags } = (mail ?? {}) as { tags?: unknown };
  return typeof tags === 'object' && tags !== null && !tagNames.some((name) => Object.hasOwn(tags, name));
}

/** What our own tags say about a mail. */
const OurTags = z.object({
  subscriber: SubscriberId,
  claim: SubscriberId,
  kind: z.enum(deliveryKinds),
  localDate: LocalDate.optional(),
  lesson: z.string().optional(),
  text: z.coerce.number().int().optional(),
  series: z.string().optional(),
  notice: z.string().optional(),
});
export type OurTags = z.infer<typeof OurTags>;

/** Reads the tags of one of our mails; undefined for a probe or a mail that somebody else sent with the same configuration set. */
export function ourTags(event: SesEvent): OurTags | undefined {
  const { tags } = event.mail;
  const [kind, localDate] = (tags.delivery?.[0] ?? '').split('_');
  const parsed = OurTags.safeParse({
    subscriber: tags.subscriber?.[0],
    claim: tags.claim?.[0],
    kind,
    localDate,
    lesson: tags.lesson?.[0],
    text: tags.text?.[0],
    series: tags.series?.[0],
    notice: tags.notice?.[0],
  });
  return parsed.success ? parsed.data : undefined;
}
