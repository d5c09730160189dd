import { together } from '../kit/parallel.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { RequestCounters } from '../kit/request-counters.ts';

/*
 * Confirmation mail to addresses that nobody has can cost the account its right to send: SES reviews an account at 5 % of bounces. So mails and
 * bounces of each place where people sign up are counted, and while too many bounce, that place is asked for a proof of work.
 */

const bouncesMax = 0.05;
/** Fewer mails prove nothing. */
const sampleMin = 20;

/** Both this window and the one before it count, so that a slow attack is no better than a quick one. */
const windowSeconds = 24 * 3600;

interface BrakeDeps {
  clock: Clock;
  limits: RequestCounters;
}

/** Counts a confirmation mail that SES took. */
export async function countConfirmation(source: string, deps: BrakeDeps): Promise<void> {
  await count('confirmations', source, deps);
}

/** Counts one that bounced for good, and says so to the operator while there are too many. */
export async function countConfirmationBounce(source: string, deps: BrakeDeps & { log: Log }): Promise<void> {
  await count('confirmation-bounces', source, deps);
  deps.log.count('confirmation.bounced');
  if (await isBraked(source, deps)) deps.log.warn('confirmations.braked', { source });
}

/** Do too many of the last confirmation mails bounce of those that were asked for in this place? */
export async function isBraked(source: string, deps: BrakeDeps): Promise<boolean> {
  const [mailed, bounced] = await together([
    recent('confirmations', source, deps),
    recent('confirmation-bounces', source, deps),
  ]);
  return mailed >= sampleMin && bounced / mailed > bouncesMax;
}

type Counter = 'confirmations' | 'confirmation-bounces';

async function count(counter: Counter, source: string, { clock, limits }: BrakeDeps): Promise<void> {
  const seconds = Math.floor(clock.now().epochMilliseconds / 1000);
  await limits.count(keyIn(counter, source, windowOf(seconds)), seconds + 3 * windowSeconds);
}

async function recent(counter: Counter, source: string, { clock, limits }: BrakeDeps): Promise<number> {
  const window = windowOf(Math.floor(clock.now().epochMilliseconds / 1000));
  const [now, before] = await together([window, window - 1].map((one) => limits.read(keyIn(counter, source, one))));
  return now! + before!;
}

function windowOf(seconds: number): number {
  return Math.floor(seconds / windowSeconds);
}

function keyIn(counter: Counter, source: string, window: number): string {
  return `${counter}:${source}#${window}`;
}
