import { Temporal } from 'temporal-polyfill';
import { contactMonthsMax } from '../../lambdas/core/course/whom-to-call.ts';

/** Was the yes to the help lines given in the last months, so that nobody has to check them yet? Both are ISO dates. */
export function acceptedLately(accepted: string | undefined, today: string): boolean {
  if (accepted === undefined) return false;
  return accepted >= Temporal.PlainDate.from(today).subtract({ months: contactMonthsMax }).toString();
}
