import type { Temporal } from 'temporal-polyfill';
import type { Claim } from '../person/delivery.ts';
import { isAskedFor } from '../mail/mail-kinds.ts';
import { timings } from '../kit/timings.ts';
import { secondsBetween } from '../time/calendar.ts';

/** A feed that was silent for longer may have been blocked without anybody noticing. A probe breaks the silence in time. */
const silenceSeconds = timings.probeEvery + timings.late;

/** What is known of the feed by which send events reach us. ISO instants. */
export interface EventFeedState {
  /** From when on events have come in, on time and without a silence. */
  openSince?: string;
  /** When one last came in. */
  heardAt?: string;
  /** When a probe mail was last sent to find out. */
  probedAt?: string;
  /** When the planner last saw events wait on their queue while none was taken in. */
  waitingAt?: string;
}

/** What one batch of send events tells of the feed. */
export interface EventBatch {
  /** When the batch was taken in. */
  at: string;
  /** One of the events was late: there may be more behind it. */
  late: boolean;
}

/**
 * The feed after a hearing; undefined when there is nothing to write down, because one was heard a moment ago.
 */
export function heard(
  feed: EventFeedState,
  { at, late }: EventBatch,
): Required<Pick<EventFeedState, 'openSince' | 'heardAt'>> | undefined {
  const quietSeconds = feed.heardAt === undefined ? Infinity : secondsBetween(feed.heardAt, at);
  if (late || feed.openSince === undefined || quietSeconds > silenceSeconds) return { openSince: at, heardAt: at };
  return quietSeconds < writeEverySeconds ? undefined : { openSince: feed.openSince, heardAt: at };
}

/** A busy feed need not be written down at every batch. */
const writeEverySeconds = 60;

export type ClaimState =
  /** Its sender may still be at work. */
  | 'live'
  /** SES may or may not have the mail. */
  | 'in-doubt'
  /** The feed has long been open, and the send event did not come in the time that it is given: SES is taken to never have had the mail. */
  | 'not-accepted';

/**
 * Judges a claim that somebody else holds. An event that names its mail settles it at any time, by confirming it (feedback.ts). Silence is weaker:
 * events of other mails prove that the feed is open, not that this one's was not held up alone. So it counts only after hours, while the feed is known
 * to be open and has been for long enough that whatever was held up with others has come in. Time alone never settles a claim.
 */
export function judgeClaim(claim: Claim, now: Temporal.Instant, feed: EventFeedState): ClaimState {
  const at = now.toString();
  const ageSeconds = secondsBetween(claim.at, at);
  if (ageSeconds < timings.claimLife) return 'live';
  const { openSince, heardAt } = feed;
  if (openSince === undefined || heardAt === undefined) return 'in-doubt';
  const isOpen = secondsBetween(openSince, at) >= timings.feedHealthy && secondsBetween(heardAt, at) <= silenceSeconds;
  // Later than its own event, even were that one late.
  const broughtLaterOnes = secondsBetween(claim.at, heardAt) >= timings.claimLife + timings.late;
  return ageSeconds >= settlingOf(claim) && isOpen && broughtLaterOnes ? 'not-accepted' : 'in-doubt';
}

/** How long a claim's own send event is waited for, in seconds. */
function settlingOf({ delivery }: Claim): number {
  return isAskedFor(delivery) ? timings.settling.asked : timings.settling.owed;
}

/** Is it time to ask the feed whether it is open? */
export function shouldProbe(claim: Claim, now: Temporal.Instant, feed: EventFeedState): boolean {
  if (judgeClaim(claim, now, feed) !== 'in-doubt') return false;
  if (secondsBetween(claim.at, now.toString()) < eventsOnlySeconds(claim)) return false;
  return feed.probedAt === undefined || secondsBetween(feed.probedAt, now.toString()) >= timings.probeEvery;
}

/**
 * For so many seconds nothing but its own event can settle a claim. Then probes begin: early enough for the feed to be known as open once that event
 * has had its time.
 */
export function eventsOnlySeconds(claim: Claim): number {
  return settlingOf(claim) - timings.feedHealthy - timings.probeEvery;
}
