import type { PublishedEvent } from '../../../lib/local/emulators/ses.ts';
import type { AcceptedMail } from '../../../lib/local/emulators/ses-mailbag.ts';
import { learns, type Self } from './self.ts';

/** Complains about the latest email, or has it bounce. */
export async function objects(
  self: Self,
  deed: 'complains' | 'bounces',
  mails: readonly AcceptedMail[],
): Promise<void> {
  const mail = mails.findLast(({ tags }) => tags['subscriber'] !== undefined)!;
  const beganMs = self.actor.nowMs();
  await self.inject(feedbackAbout(mail, deed, new Date(beganMs).toISOString()));
  learns(self, beganMs, { is: 'gone', by: deed === 'complains' ? 'complaint' : 'bounce' });
}

/** An event as SES publishes it when a receiver's server, or the receiver, objects. */
function feedbackAbout(mail: AcceptedMail, deed: 'complains' | 'bounces', timestamp: string): PublishedEvent {
  const [emailAddress] = mail.destinations;
  const about = {
    mail: {
      messageId: mail.messageId,
      timestamp: mail.sentAt,
      destination: mail.destinations,
      tags: Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
  const feedbackId = `feedback-${mail.messageId}`;
  return deed === 'complains'
    ? {
        eventType: 'Complaint',
        ...about,
        complaint: { complainedRecipients: [{ emailAddress }], timestamp, feedbackId },
      }
    : {
        eventType: 'Bounce',
        ...about,
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress }],
          timestamp,
          feedbackId,
        },
      };
}
