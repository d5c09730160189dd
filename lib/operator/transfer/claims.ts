import { Temporal } from 'temporal-polyfill';
import { nextLesson } from '../../../lambdas/core/course/course.ts';
import { timings } from '../../../lambdas/core/kit/timings.ts';
import { deliveryKinds } from '../../../lambdas/core/mail/mail-kinds.ts';
import type { Claim } from '../../../lambdas/core/person/delivery.ts';
import { isPerson } from '../../../lambdas/core/person/subscriber.ts';
import type { ServiceConnection } from '../connection.ts';
import type { Somebody } from '../people.ts';

/** Seconds after which nothing more is to be expected of a claim in a halted stage: its sender is done, and its event came, even late. */
const overAfterSeconds = timings.claimLife + timings.late;

/** The claim that somebody holds. */
export function claimOf(one: Somebody): Claim | undefined {
  if ('signUp' in one) return one.signUp.claim;
  return isPerson(one.subscriber) ? one.subscriber.claim : undefined;
}

/** When a claim may be settled, as an instant. */
export function overAt({ at }: Claim): Temporal.Instant {
  return Temporal.Instant.from(at).add({ seconds: overAfterSeconds });
}

/**
 * Settles a claim in doubt as if SES had its mail: whoever did not get one misses it, which is better than getting it from both stages.
 *
 * @returns what was taken as sent, such as `lesson:2026-11-30`
 */
export async function settle(
  one: Somebody,
  { subscribers, series }: Pick<ServiceConnection, 'subscribers' | 'series'>,
): Promise<string | undefined> {
  const claim = claimOf(one);
  if (claim === undefined) return undefined;
  const who = 'signUp' in one ? one.signUp : one.subscriber;
  const kind = deliveryKinds.find((known) => claim.delivery.startsWith(`${known}:`));
  // Newer code took it; it knows what to do.
  if (kind === undefined) return undefined;
  const person = 'subscriber' in one && isPerson(one.subscriber) ? one.subscriber : undefined;
  const lesson = kind === 'lesson' && person ? nextLesson(series.of(person), person)?.id : undefined;
  if (kind === 'lesson' && lesson === undefined) {
    await subscribers.releaseClaim(who.id, kind, claim.id);
    return undefined;
  }
  const on = claim.delivery.slice(kind.length + 1);
  await subscribers.recordSent(who.id, {
    kind,
    claimId: claim.id,
    ...(kind === 'notice' ? { notice: on } : { localDate: on }),
    ...(lesson !== undefined && { lesson }),
    ...(person !== undefined && { series: person.series }),
    at: claim.at,
  });
  return claim.delivery;
}
