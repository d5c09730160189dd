import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { jsonOrUndefined } from '../kit/json.ts';

/** How a new domain's daily mail grows: receivers distrust an address that begins with a burst. */
export const WarmUp = z.object({
  /** ISO date (UTC) of the first day. */
  from: z.iso.date(),
  /** Weekly mails on the first day. */
  firstDay: z.number().int().min(1),
  /** Factor from a day to the next. */
  growth: z.number().min(1).max(4),
});
export type WarmUp = z.infer<typeof WarmUp>;

/** A warm-up as JSON text, as environment variables hold it; empty text is none. */
export const WarmUpText = z.string().transform((text, context): WarmUp | undefined => {
  if (text === '') return undefined;
  const parsed = WarmUp.safeParse(jsonOrUndefined(text));
  if (parsed.success) return parsed.data;
  context.addIssue('must be like {"from":"2026-12-01","firstDay":200,"growth":1.5}');
  return z.NEVER;
});

/** The most mails that may have gone out in the last 24 hours, on some day of the warm-up. */
export function warmUpCap({ from, firstDay, growth }: WarmUp, now: Temporal.Instant): number {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  const days = Temporal.PlainDate.from(from).until(today).days;
  return Math.floor(firstDay * growth ** Math.max(0, days));
}
