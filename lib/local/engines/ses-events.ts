import { randomUUID } from 'node:crypto';
import { headerOf, headFields } from './ses-checks.ts';
import type { AcceptedMail } from './ses-mailbag.ts';

/** What SES publishes about a mail (Developer Guide, "Contents of event data"). JSON-safe. */
export type PublishedEvent = { eventType: string; mail: { messageId: string; destination: string[] } } & Record<
  string,
  unknown
>;

const accountId = '000000000000';
const simulatorDomain = 'simulator.amazonses.com';

/**
 * The events that follow the acceptance of a mail, in the order in which they come about: Send for the mail, then for each recipient
 * what its server answered. The mailbox simulator's addresses behave as AWS documents; any other address takes what it is sent.
 */
export function eventsOf(mail: AcceptedMail, raw: Buffer, region: string): PublishedEvent[] {
  const described = describeMail(mail, raw, region);
  return [
    { eventType: 'Send', mail: described, send: {} },
    ...mail.destinations.flatMap((recipient) => fateOf(recipient, mail, described)),
  ];
}

function fateOf(recipient: string, { sentAt }: AcceptedMail, mail: PublishedEvent['mail']): PublishedEvent[] {
  switch (simulatedMailbox(recipient)) {
    case 'bounce':
      return [
        bounced(recipient, sentAt, mail, 'General', {
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        }),
      ];
    case 'suppressionlist':
      return [
        bounced(recipient, sentAt, mail, 'Suppressed', {
          action: 'failed',
          status: '5.1.1',
          diagnosticCode:
            'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
        }),
      ];
    case 'complaint':
      return [delivered(recipient, sentAt, mail), complained(recipient, sentAt, mail)];
    // `success`, `ooto`, whose automatic answer goes to the sender's mailbox and is no event, and everybody else.
    case undefined:
    default:
      return [delivered(recipient, sentAt, mail)];
  }
}

/** The simulator's mailbox that an address names, its `+label` aside; undefined for addresses elsewhere. */
function simulatedMailbox(recipient: string): string | undefined {
  const [local = '', domain] = recipient.toLowerCase().split('@');
  return domain === simulatorDomain ? local.split('+', 1)[0] : undefined;
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
  recipient: string,
  timestamp: string,
  mail: PublishedEvent['mail'],
  bounceSubType: string,
  diagnosis: { action: string; status: string; diagnosticCode: string },
): PublishedEvent {
  return {
    eventType: 'Bounce',
    mail,
    bounce: {
      feedbackId: feedbackId(),
      bounceType: 'Permanent',
      bounceSubType,
      bouncedRecipients: [{ emailAddress: recipient, ...diagnosis }],
      timestamp,
      reportingMTA: 'dsn; local.smtp-out.amazonses.com',
    },
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
