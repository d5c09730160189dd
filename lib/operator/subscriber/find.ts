import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { parseAddress } from '../../../lambdas/core/person/address.ts';
import type { ServiceConnection } from '../connection.ts';
import { OperatorError } from '../operator-error.ts';
import type { RecordOf } from './explain.ts';
import { idPattern, idPrefix } from './marked-ids.ts';
import { Problem } from '../../../lambdas/core/person/records.ts';

/** Does a text name one person: is it an address or an id? */
export function isWhole(who: string): boolean {
  return idPattern.test(who) || typeof parseAddress(who) !== 'string';
}

/**
 * The id of somebody, named by it or by their address.
 *
 * @throws OperatorError when it is neither
 */
export async function idOfWho(who: string, connection: Pick<ServiceConnection, 'keyring'>): Promise<string> {
  const id = who.startsWith(idPrefix) ? who.slice(idPrefix.length) : who;
  if (idPattern.test(id)) return id;
  const address = parseAddress(who);
  if (typeof address === 'string')
    throw new OperatorError(`“${who}” is neither an address nor a subscriber id.`, { code: 'usage' });
  const keyring = await connection.keyring().catch((cause: Error) => {
    if (cause.name !== 'AccessDeniedException') throw cause;
    const words = `These credentials may not read the keys, by which an address leads to an id. Next: weekwise subscriber find ${who}, then show its id.`;
    throw new OperatorError(words, { code: 'aws', cause });
  });
  return keyring.subscriberId(address.identity);
}

/** Everything that explains how somebody stands. */
export async function knownOf(
  id: string,
  connection: Pick<ServiceConnection, 'table' | 'subscribers' | 'control'>,
): Promise<RecordOf> {
  const [person, signUp, records, gate, tableId, feed] = await Promise.all([
    connection.subscribers.find(id),
    connection.subscribers.findSignUp(id),
    dynamoPersonalData(connection.table).everything(id),
    connection.control.gate(),
    connection.control.tableId(),
    connection.control.eventFeed(),
  ]);
  const problems = records.filter(({ kind }) => kind === 'problem').map(({ fields }) => Problem.parse(fields));
  return { id, person, signUp, problems: problems.sort((a, b) => (a.at < b.at ? -1 : 1)), gate, tableId, feed };
}
