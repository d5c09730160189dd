import type { Outcome } from './outcome.ts';
import type { Log } from '../kit/ports.ts';
import type { Turns } from './mailer.ts';
import { delaySecondsMax } from '../kit/timings.ts';

/**
 * Waits for a turn, then does the work that claims and sends one weekly mail. The turn comes first: a claimed person never waits for the account's rate,
 * however low it is, so that the life of a claim holds at any pace. A turn that brought no mail is given back.
 *
 * @param withinMs - the time that the sender has left to begin somebody
 */
export async function inTurn(
  subscriber: string,
  withinMs: number,
  { outbox, log }: { outbox: Turns; log: Log },
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const turn = await outbox.turn(withinMs);
  if (!turn.granted) {
    if (turn.because === 'pace') return { outcome: 'not-begun', delaySeconds: secondsOf(turn.waitMs) };
    log.warn('delivery.refused', { subscriber, reason: turn.because, code: turn.code });
    return { outcome: 'refused', reason: turn.because, code: turn.code };
  }
  let wasUsed = false;
  try {
    const outcome = await work();
    wasUsed = reachedSes(outcome);
    return outcome;
  } finally {
    if (!wasUsed) turn.giveBack();
  }
}

function secondsOf(ms: number): number {
  return Math.min(delaySecondsMax, Math.floor(ms / 1000));
}

/** Outcomes for which SES was called; of an exclusion that depends on why. */
const reachesSes: Record<Exclude<Outcome['outcome'], 'excluded'>, boolean> = {
  sent: true,
  'in-doubt': true,
  refused: true,
  blocked: false,
  'not-begun': false,
  failed: false,
};

/** Was SES called? */
function reachedSes(outcome: Outcome): boolean {
  return outcome.outcome === 'excluded' ? outcome.why === 'message-rejected' : reachesSes[outcome.outcome];
}
