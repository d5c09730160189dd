import * as z from 'zod';
import { SesEvent } from '../core/ses-event.ts';

/** A notification as SNS puts it on a queue: the event is JSON text within JSON. */
const Notification = z.object({ Type: z.literal('Notification'), Message: z.string() });

/** An SES event that came by way of SNS, with or without "raw message delivery". */
export const sesEventInSns = z.unknown().transform((body, context): SesEvent => {
  const notification = Notification.safeParse(body);
  const event = SesEvent.safeParse(notification.success ? jsonOrUndefined(notification.data.Message) : body);
  if (event.success) return event.data;
  for (const issue of event.error.issues) context.addIssue({ code: 'custom', message: issue.code, path: issue.path });
  return z.NEVER;
});

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
