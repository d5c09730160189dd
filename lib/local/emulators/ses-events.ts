import { randomUUID } from 'node:crypto';
import { headerOf, headFields, isSimulator } from './ses-checks.ts';
import type { AcceptedMail } from './ses-mailbag.ts';

/** What SES publishes about a mail (Developer Guide, "Contents of event data"). JSON-safe. */
export type PublishedEvent = { eventType: string; mail: { messageId: string; destination: string[] } } & Record<
  string,
  unknown
>;

/**
 * What SES publishes on a topic when an event destination is made or changed: plain text, no JSON. Not documented; seen in
 * https://github.com/ope-tech/laravel-ses/issues/10, as an SNS notification.
 */
export const topicValidation = 'Successfully validated SNS topic for Amazon SES event publishing.';

/** What becomes of a mail at its recipient's. */
export type Fate =
  | 'delivered'
  /** The server knows no such mailbox. */
  | 'bounced'
  /** SES did not try: it knows that the address bounces. */
  | 'suppressed'
  /** The person pressed "spam". */
  | 'complained'
  /**
   * Delivered, and a program answers that the person is away. The answer goes to the return path (RFC 3834, section 4), which is SES's, and SES
   * publishes a bounce of it: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, "Bounce types",
   * Transient General. So does the simulator's `ooto`.
   */
  | 'away'
  /**
   * The same, where SES cannot read the answer: Undetermined, without a recipient. One of 2013 is quoted in
   * https://geek-tips.imtqy.com/articles/540709/index.html.
   */
  | 'away-undetermined'
  /** SES tried for hours and gave up: "Bounce types", Transient MailboxFull. */
  | 'mailbox-full';

/** How this account's world behaves; changed by tests. */
export interface EventHabits {
  /** What becomes of mail to an address; undefined for `delivered`. The mailbox simulator's addresses have fates of their own. */
  fate?: ((recipient: string) => Fate | undefined) | undefined;
  /** Complaints that come by way of some providers name their kind `notificationType`: https://github.com/spatie/mailcoach-support/issues/217. */
  complaintsByNotificationType?: boolean | undefined;
}

/** The mailbox simulator: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html, "Using the mailbox simulator manually". */
const simulated: Readonly<Record<string, Fate>> = {
  success: 'delivered',
  bounce: 'bounced',
  suppressionlist: 'suppressed',
  complaint: 'complained',
  ooto: 'away',
};

const accountId = '000000000000';

/**
 * The events that follow the acceptance of a mail, in the order in which they come about: Send for the mail, then for each recipient
 * what its server answered.
 */
export function eventsOf(mail: AcceptedMail, raw: Buffer, region: string, habits: EventHabits = {}): PublishedEvent[] {
  const described = describeMail(mail, raw, region);
  return [
    { eventType: 'Send', mail: described, send: {} },
    ...mail.destinations.flatMap((recipient) => {
      const fate = simulatedFate(recipient) ?? habits.fate?.(recipient) ?? 'delivered';
      return eventsOfFate(fate, recipient, mail.sentAt, described).map((event) =>
        habits.complaintsByNotificationType && event.eventType === 'Complaint' ? inOldForm(event) : event,
      );
    }),
  ];
}

function eventsOfFate(fate: Fate, recipient: string, at: string, mail: PublishedEvent['mail']): PublishedEvent[] {
  const delivery = delivered(recipient, at, mail);
  const bounce = (type: string, subType: string, bouncedRecipients: object[] = [{ emailAddress: recipient }]) =>
    bounced(at, mail, { bounceType: type, bounceSubType: subType, bouncedRecipients });
  const failed = (diagnosticCode: string) => [
    { emailAddress: recipient, action: 'failed', status: '5.1.1', diagnosticCode },
  ];
  switch (fate) {
    case 'delivered':
      return [delivery];
    case 'bounced':
      return [bounce('Permanent', 'General', failed('smtp; 550 5.1.1 user unknown'))];
    case 'suppressed':
      return [bounce('Permanent', 'Suppressed', failed(suppressedSays))];
    case 'complained':
      return [delivery, complained(recipient, at, mail)];
    case 'away':
      return [delivery, bounce('Transient', 'General')];
    case 'away-undetermined':
      return [delivery, bounce('Undetermined', 'Undetermined', [])];
    case 'mailbox-full':
      return [bounce('Transient', 'MailboxFull')];
    default:
      return fate satisfies never;
  }
}

const suppressedSays =
  'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.';

/** What the mailbox simulator does at an address, its `+label` aside; undefined for addresses elsewhere. */
function simulatedFate(recipient: string): Fate | undefined {
  if (!isSimulator(recipient)) return undefined;
  const [name = ''] = recipient.toLowerCase().split(/[+@]/, 1);
  return Object.hasOwn(simulated, name) ? simulated[name] : 'delivered';
}

function inOldForm({ eventType, ...rest }: PublishedEvent): PublishedEvent {
  return { notificationType: eventType, ...rest } as unknown as PublishedEvent;
}

function delivered(recipient: string, timestamp: string, mail: PublishedEvent['mail']): PublishedEvent {
  return {
    eventType: 'Delivery',
    mail,
    delivery: {
      timestamp,
      processingTimeMillis: 0,
      recipients: [recipient],
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: 'local.smtp-out.amazonses.com',
    },
  };
}

function bounced(
  timestamp: string,
  mail: PublishedEvent['mail'],
  bounce: { bounceType: string; bounceSubType: string; bouncedRecipients: object[] },
): PublishedEvent {
  return {
    eventType: 'Bounce',
    mail,
    bounce: { feedbackId: feedbackId(), ...bounce, timestamp, reportingMTA: 'dsn; local.smtp-out.amazonses.com' },
  };
}

function complained(recipient: string, timestamp: string, mail: PublishedEvent['mail']): PublishedEvent {
  return {
    eventType: 'Complaint',
    mail,
    complaint: {
      feedbackId: feedbackId(),
      complaintSubType: null,
      complainedRecipients: [{ emailAddress: recipient }],
      timestamp,
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: timestamp,
    },
  };
}

function feedbackId(): string {
  return `0102${Date.now().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
}

function describeMail(
  mail: AcceptedMail,
  raw: Buffer,
  region: string,
): PublishedEvent['mail'] & Record<string, unknown> {
  const from = headerOf(raw, 'From') ?? mail.source;
  const [replyTo, date] = [headerOf(raw, 'Reply-To'), headerOf(raw, 'Date')];
  return {
    timestamp: mail.sentAt,
    source: from,
    sourceArn: `arn:aws:ses:${region}:${accountId}:identity/${mail.source.slice(mail.source.lastIndexOf('@') + 1)}`,
    sendingAccountId: accountId,
    messageId: mail.messageId,
    destination: mail.destinations,
    ...headersOf(raw),
    commonHeaders: {
      from: [from],
      ...(replyTo !== undefined && { replyTo: [replyTo] }),
      ...(date !== undefined && { date }),
      to: [headerOf(raw, 'To') ?? ''],
      messageId: mail.messageId,
      subject: mail.subject,
    },
    tags: {
      'ses:source-tls-version': ['TLSv1.3'],
      'ses:operation': ['SendRawEmail'],
      ...(mail.configurationSet === undefined ? {} : { 'ses:configuration-set': [mail.configurationSet] }),
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [mail.source.slice(mail.source.lastIndexOf('@') + 1)],
      'ses:caller-identity': ['local'],
      ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
}

/** SES sends no more of the original headers. */
const headersSizeBytesMax = 10 * 1024;

/** The headers of the email, unfolded and in order, up to that size. */
function headersOf(raw: Buffer): { headersTruncated: boolean; headers: { name: string; value: string }[] } {
  const fields = headFields(raw);
  let sizeBytes = 0;
  const headers = fields.filter(({ name, value }) => (sizeBytes += name.length + value.length) <= headersSizeBytesMax);
  return { headersTruncated: headers.length < fields.length, headers };
}
