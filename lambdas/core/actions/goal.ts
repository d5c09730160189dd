import { isSubscribed, type PersonChanges } from '../person/subscriber.ts';
import { type Agreement, agreeToHealthData, type HealthConsentDeps } from './health-consent.ts';
import { updateWithRetry } from './update-with-retry.ts';

/** Longest line about what somebody does it for, in characters. */
export const goalMax = 120;

/** How it ends: nothing is stored of somebody who has not agreed to it, or is no subscriber (any more). */
export type GoalOutcome = 'kept' | 'not-agreed' | 'nobody';

/**
 * Keeps what they do it for; an empty text keeps nothing. It says something about their health, so it is stored only if they agreed to that, now or
 * earlier.
 */
export async function keepGoal(
  id: string,
  goal: string,
  deps: Pick<HealthConsentDeps, 'clock' | 'subscribers'>,
  agreement?: Agreement,
): Promise<GoalOutcome> {
  if (goal !== '' && agreement !== undefined) await agreeToHealthData(id, agreement, deps);
  let outcome: GoalOutcome = 'nobody';
  await updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    outcome = !isSubscribed(person)
      ? 'nobody'
      : goal !== '' && person.healthConsent === undefined
        ? 'not-agreed'
        : 'kept';
    return outcome === 'kept' ? { goal: goal === '' ? undefined : goal } : undefined;
  });
  return outcome;
}
