import type { Answered } from '../bench/pass-on.ts';
import type { Fates } from './faults.ts';
import type { Passing } from './proxy.ts';

/** Emails a second of all senders together: few enough that senders wait for their turns. */
const perSecond = 4;

/** SES's answer about an account that may send only a few emails a second. */
export function asSlowAccount(fates: Fates, { operation }: Passing, answer: Answered): Answered {
  if (operation !== 'GetSendQuota' || answer.status !== 200 || !fates.isOn('slow-account')) return answer;
  fates.count('slow-account');
  const text = answer.body.toString().replace(/(<MaxSendRate>)[^<]*/, `$1${perSecond}`);
  return { ...answer, body: Buffer.from(text) };
}
