import { sqsQueues } from '../../../lambdas/adapters/sqs/queues.ts';
import type { ServiceConnection } from '../connection.ts';
import { readPerson } from '../import/person.ts';
import type { Row } from '../import/row.ts';
import { importPerson, type Outcome } from '../import/take-over.ts';

/** What has to be said before somebody is added who is not asked by an email, in the middle of a sentence. */
export const sureOfConsent = 'they agreed to get these emails, and you can show what they read, where and when';

/** The import by which everybody is known who was added by hand: `npx weekwise import list` counts them. */
export const byHand = 'by-hand';

/** What became of it: where they are now, or why nothing was done. */
export type Added = { id: string; outcome: Outcome } | { why: string };

/**
 * Adds one person, as an import of one line does: with the consent that they gave elsewhere, or by a confirmation email. Nobody who is known
 * in any way is changed, and nobody who left, bounced or complained comes back.
 *
 * @param row - columns of an import
 * @param said.ask - asks them by an email; otherwise the row has their consent
 * @param said.sure - the operator agreed to {@link sureOfConsent}
 */
export async function addPerson(
  row: Row,
  { ask, sure }: { ask: boolean; sure: boolean },
  connection: ServiceConnection,
): Promise<Added> {
  if (!ask && !sure) return { why: `Nothing changed: tick that ${sureOfConsent}.` };
  if (!row.zone) return { why: 'Nothing changed: say in which time zone they are.' };
  const { consentAt, consentText, consentSource, ...asked } = row;
  const given = ask ? asked : { ...asked, consentAt, consentText, consentSource };
  const person = readPerson(given as Row, { now: connection.clock.now(), title: byHand, exactNames: true });
  if ('why' in person) return { why: `Nothing changed: ${person.why}.` };
  if (!ask && person.consent === undefined) {
    return { why: 'Nothing changed: say which words they agreed to, where and when.' };
  }
  const keyring = await connection.keyring();
  const queues = sqsQueues({ account: connection.queues.account.url }, connection.sqs);
  const options = { dryRun: false, confirm: ask, name: byHand };
  const lookUp = async (id: string) => (await connection.subscribers.findAll([id])).get(id) ?? {};
  const outcome = await importPerson(person, { ...connection, keyring, queues }, options, connection.clock.now, lookUp);
  if (typeof outcome === 'object') return { why: `Nothing changed: ${outcome.why}.` };
  return { id: keyring.subscriberId(person.address.identity), outcome };
}
