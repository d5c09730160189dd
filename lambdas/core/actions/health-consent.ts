import { isoInstant } from '../time/calendar.ts';
import { updateWithRetry } from './update-with-retry.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { CheckIns } from '../person/check-ins.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { isPerson, isSubscribed, type PersonChanges, type Subscriber } from '../person/subscriber.ts';

/*
 * The explicit consent to store data about health: the branch that somebody chooses, what they do it for, where they start, and what they say in
 * check-ins. Nothing of it is stored before they agreed. Of people who were here before this was asked, what was stored stays, and they are asked at their
 * next check-in.
 */

export interface HealthConsentDeps {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find' | 'change' | 'recordHealthConsent'>;
  diary: CheckIns;
  log: Log;
}

/** That somebody agrees now: to which wording, and where. */
export interface Agreement {
  textVersion: string;
  source: string;
}

/** Records that a person agrees. The first consent stands until they take it back. False when they are no subscriber. */
export async function agreeToHealthData(
  id: string,
  agreement: Agreement,
  { clock, subscribers }: Pick<HealthConsentDeps, 'clock' | 'subscribers'>,
): Promise<boolean> {
  const person = await subscribers.find(id);
  if (!isSubscribed(person)) return false;
  if (person.healthConsent !== undefined) return true;
  const healthConsent = { ...agreement, at: isoInstant(clock.now()) };
  // The record first: there is never anything stored without the record of why.
  await subscribers.recordHealthConsent(id, healthConsent);
  await updateWithRetry(id, { subscribers }, (now) =>
    now.healthConsent === undefined ? { healthConsent } : undefined,
  );
  return true;
}

/**
 * Takes the consent back: records that, and deletes everything that was stored by it. Repeating it, after a crash for instance, deletes what is left. It
 * also deletes what was stored before anybody was asked, and what the closed records of their earlier addresses hold: cancelling a change of address must
 * not bring it back.
 */
export async function withdrawHealthConsent(id: string, deps: HealthConsentDeps): Promise<void> {
  const seen = new Set<string>();
  let next: string | undefined = id;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    await withdrawAt(next, deps);
    const record: Subscriber | undefined = await deps.subscribers.find(next);
    const from: Subscriber | undefined =
      isPerson(record) && record.movedFrom !== undefined ? await deps.subscribers.find(record.movedFrom) : undefined;
    // Only while it is closed: somebody who signed up there again has another course.
    next = from?.movedTo === next ? from.id : undefined;
  }
}

/** Fields that are stored by this consent, and the consent itself. */
const told = ['healthConsent', 'recentCheckIns', 'branch', 'goal', 'start'] as const satisfies (keyof PersonChanges)[];

async function withdrawAt(id: string, { clock, subscribers, diary, log }: HealthConsentDeps): Promise<void> {
  const person = await subscribers.find(id);
  if (isPerson(person) && person.healthConsent !== undefined) {
    await subscribers.recordHealthConsent(id, { ...person.healthConsent, withdrawnAt: isoInstant(clock.now()) });
  }
  // Before the check-ins are deleted, so that none is added meanwhile.
  const changed = await updateWithRetry(id, { subscribers }, (now) =>
    told.every((field) => now[field] === undefined)
      ? undefined
      : Object.fromEntries(told.map((field) => [field, undefined])),
  );
  await diary.forget(id);
  if (changed) log.info('health-consent.withdrawn', { subscriber: id });
}
