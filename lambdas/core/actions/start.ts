import { addDays, localDateAt } from '../time/calendar.ts';
import type { Start } from '../person/stored-values.ts';
import { isSubscribed, type PersonChanges } from '../person/subscriber.ts';
import { type Agreement, agreeToHealthData, type HealthConsentDeps } from './health-consent.ts';
import { updateWithRetry } from './update-with-retry.ts';

/** What somebody says of why they are here, and of where they begin. Shown to them alone. */

/** Longest line about what somebody does it for, in characters. */
export const goalMax = 120;

/** What is kept: a part that is absent stays as it is. An empty line, and no number at all, keep nothing. */
interface Kept {
  /** What goes on from "So that I can". */
  goal?: string;
  numbers?: Omit<Start, 'to'>;
}

/** How it ends: nothing is stored of somebody who has not agreed to it, or is no subscriber (any more). */
type StartOutcome = 'kept' | 'not-agreed' | 'nobody';

/**
 * Keeps what they do it for, and where they start. Both say something about their health, so they are stored only if they agreed to that, now or
 * earlier. Numbers that are corrected later stay those of the week that they were about.
 */
export async function keepStart(
  id: string,
  { goal, numbers }: Kept,
  deps: Pick<HealthConsentDeps, 'clock' | 'subscribers'>,
  agreement?: Agreement,
): Promise<StartOutcome> {
  const hasNumbers = numbers !== undefined && Object.keys(numbers).length > 0;
  const isNews = (goal ?? '') !== '' || hasNumbers;
  if (isNews && agreement !== undefined) await agreeToHealthData(id, agreement, deps);
  let outcome: StartOutcome = 'nobody';
  await updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    if (!isSubscribed(person)) outcome = 'nobody';
    else outcome = isNews && person.healthConsent === undefined ? 'not-agreed' : 'kept';
    if (outcome !== 'kept') return undefined;
    const to = person.start?.to ?? addDays(localDateAt(deps.clock.now(), person.preferences.zone), -1);
    return {
      ...(goal !== undefined && { goal: goal === '' ? undefined : goal }),
      ...(numbers !== undefined && { start: hasNumbers ? { to, ...numbers } : undefined }),
    };
  });
  return outcome;
}
