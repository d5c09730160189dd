import type { Composer, OutgoingMail } from '../../core/sending/mailer.ts';

/**
 * A mail to SES's mailbox simulator. Its send event shows that the feed by which events come is open; it counts for neither quota nor
 * reputation ("Using the mailbox simulator", SES Developer Guide). Its tags name nobody.
 */
export async function probeMail(composer: Composer, from: { name: string; address: string }): Promise<OutgoingMail> {
  const to = 'success+feed@simulator.amazonses.com';
  const raw = await composer.compose({
    from,
    replyTo: from.address,
    to,
    subject: 'Probe of the event feed',
    text: 'This mail to the mailbox simulator shows whether send events arrive.',
    html: '<p>This mail to the mailbox simulator shows whether send events arrive.</p>',
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  return { stream: 'account', to, raw, tags: { delivery: 'probe' } };
}
