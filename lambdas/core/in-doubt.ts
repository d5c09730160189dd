import { Temporal } from 'temporal-polyfill';
import type { Claim } from './delivery.ts';

/**
 * How long a claim may be live, in seconds: longer than the sender's function time-out, so that a claim past it has no living sender.
 * `lib/cloud` takes the function time-out from here.
 */
export const sendTimeoutSeconds = 90;
export const claimLifeSeconds = sendTimeoutSeconds + 30;

/** How long send events are given to come in before their absence may mean anything, in seconds. */
export const settlingSeconds = 900;

/** What is known of the road by which send events reach us. */
export interface EventRoad {
  /** The latest instant at which SES accepted a mail whose send event has come in. */
  openThrough?: string;
  /** When a probe mail was last sent to find out. */
  probedAt?: string;
}

export type ClaimState =
  /** Its sender may still be at work. */
  | 'live'
  /** SES may or may not have the mail. */
  | 'in-doubt'
  /** Send events of later mails came in and this one's did not: SES never had it. */
  | 'not-accepted';

/**
 * Judges a claim that somebody else holds. Silence is evidence only while the road is known to be open: time alone never settles a claim.
 */
export function judgeClaim(claim: Claim, now: Temporal.Instant, road: EventRoad): ClaimState {
  const takenAt = Temporal.Instant.from(claim.at);
  const ageSeconds = takenAt.until(now).total('seconds');
  if (ageSeconds < claimLifeSeconds) return 'live';
  if (ageSeconds < settlingSeconds || road.openThrough === undefined) return 'in-doubt';
  const openAfterClaimSeconds = takenAt.until(road.openThrough).total('seconds');
  return openAfterClaimSeconds >= claimLifeSeconds ? 'not-accepted' : 'in-doubt';
}

/** Seconds between two probes of a silent road. */
export const probeEverySeconds = 900;

/** Is it time to ask the road whether it is open? */
export function shouldProbe(claim: Claim, now: Temporal.Instant, road: EventRoad): boolean {
  if (judgeClaim(claim, now, road) !== 'in-doubt') return false;
  return (
    road.probedAt === undefined || Temporal.Instant.from(road.probedAt).until(now).total('seconds') >= probeEverySeconds
  );
}
