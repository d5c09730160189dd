import * as z from 'zod';
import { jsonOrText } from '../json-text.ts';
import { readNotice, type SesNotice } from '../../core/hearing/ses-event.ts';

/** A message as SNS puts it on a queue; others than notifications are about the subscription itself. */
const Envelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  Message: z.string(),
});

/** What SES published, as it came by way of SNS: with "raw message delivery", or as text within JSON. */
export const sesNoticeInSns = z.unknown().transform((body, context): Exclude<SesNotice, { about: 'unreadable' }> => {
  const envelope = Envelope.safeParse(body);
  const notice = readNotice(envelope.success ? jsonOrText(envelope.data.Message) : body);
  if (notice.about !== 'unreadable') return notice;
  for (const { code, path } of notice.issues) context.addIssue({ code: 'custom', message: code, path });
  return z.NEVER;
});
