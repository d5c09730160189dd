import type { ExclusionReason } from '../course/course.ts';
import type { RefusalReason } from './mailer.ts';
import { delaySecondsMax, timings } from '../kit/timings.ts';

/** How it went for one person. */
export type Outcome =
  | { outcome: 'sent' }
  | {
      outcome: 'excluded';
      why:
        | ExclusionReason
        | 'unknown'
        | 'suppressed'
        | 'cooling-down'
        | 'closed-inbox'
        | 'message-rejected'
        | 'not-for-them';
    }
  /** Another claim is in the way. */
  | { outcome: 'blocked'; by: 'live' | 'in-doubt' }
  /** This claim is in doubt now; a send event, or proof of its absence, will settle it. */
  | { outcome: 'in-doubt' }
  | { outcome: 'refused'; reason: RefusalReason; code: string }
  /** Out of time, stopped with the batch, or too far from its turn: nothing was handed over. */
  | { outcome: 'not-begun'; delaySeconds?: number }
  /** A fault of ours, or of this person's data. */
  | { outcome: 'failed'; cause: unknown };

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
      return { delaySeconds: outcome.delaySeconds ?? 0, counts: false };
    case 'failed':
      return { delaySeconds: 0, counts: false };
    default:
      return outcome satisfies never;
  }
}

/** Has this been tried often enough? The next slot offers the same lesson. */
export function isLastAttempt(attempt: number): boolean {
  return attempt >= timings.attemptsMax;
}
