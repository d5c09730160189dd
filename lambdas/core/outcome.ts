import type { NotOwed } from './course.ts';
import type { RefusalReason } from './ports.ts';

/** How it went for one person. */
export type Outcome =
  | { outcome: 'sent' }
  | {
      outcome: 'excluded';
      why: NotOwed | 'unknown' | 'suppressed' | 'cooling-down' | 'closed-inbox' | 'message-rejected';
    }
  /** Another claim is in the way. */
  | { outcome: 'blocked'; by: 'live' | 'in-doubt' }
  /** This claim is in doubt now; a send event, or proof of its absence, will settle it. */
  | { outcome: 'in-doubt' }
  | { outcome: 'refused'; reason: RefusalReason; code: string }
  /** Out of time, or stopped with the batch: not begun. */
  | { outcome: 'not-begun' }
  /** A fault of ours, or of this person's data. */
  | { outcome: 'failed'; cause: unknown };

/** SQS's limit, in seconds. */
export const delaySecondsMax = 900;

/** Seconds until a refused mail is tried again. */
const refusedDelaySeconds: Record<Exclude<RefusalReason, 'message'>, number> = {
  rate: 5,
  network: 30,
  quota: delaySecondsMax,
  'warm-up': delaySecondsMax,
  reserve: delaySecondsMax,
  account: delaySecondsMax,
};

/** When an outcome asks for another try, and whether that counts as an attempt. */
export function tryAgain(outcome: Outcome): { delaySeconds: number; counts: boolean } | undefined {
  switch (outcome.outcome) {
    case 'sent':
    case 'excluded':
      return undefined;
    case 'blocked':
      return { delaySeconds: outcome.by === 'live' ? 120 : delaySecondsMax, counts: true };
    case 'in-doubt':
      return { delaySeconds: delaySecondsMax, counts: true };
    case 'refused':
      return outcome.reason === 'message'
        ? undefined
        : { delaySeconds: refusedDelaySeconds[outcome.reason], counts: false };
    case 'not-begun':
      return { delaySeconds: 0, counts: false };
    case 'failed':
      return { delaySeconds: 0, counts: false };
    default:
      return outcome satisfies never;
  }
}

/** Times that a person is put back for a claim in the way: with 15 minutes between them, half a day. The next slot then offers the same lesson. */
const attemptsMax = 48;

/** Has this been tried often enough? The next slot offers the same lesson. */
export function isLastAttempt(attempt: number): boolean {
  return attempt >= attemptsMax;
}
