import type { Subscribers } from '../../lambdas/core/mail/subscribers.ts';
import { isPerson, type Person } from '../../lambdas/core/person/subscriber.ts';

/** What people agree to in tests. */
export const aConsent = {
  at: '2026-01-01T00:00:00Z',
  textVersion: '1',
  source: 'landing-form',
  confirmedAt: '2026-01-01T01:00:00Z',
};

/** Stores somebody as they are given, as if they had just confirmed. */
export async function joins<Given extends Person>(
  subscribers: Pick<Subscribers, 'activate'>,
  person: Given,
  consent = aConsent,
): Promise<Person | undefined> {
  const { version: _, ...changes } = person;
  return subscribers.activate(person.id, changes, consent, undefined);
}

/** Somebody who is stored with everything about them; anything else is a fault of the test, or of what it tests. */
export async function personIn(subscribers: Pick<Subscribers, 'find'>, id: string): Promise<Person> {
  const subscriber = await subscribers.find(id);
  if (!isPerson(subscriber)) throw new Error(`${id} is ${subscriber?.status ?? 'not stored'}`);
  return subscriber;
}
