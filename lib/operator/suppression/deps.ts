import { dynamoClosedInboxes } from '../../../lambdas/adapters/dynamo/mail-turns.ts';
import type { ServiceConnection } from '../connection.ts';
import { sesList } from './ses-list.ts';

/** What looking at both lists and changing them needs of a service. */
export async function suppressionWorld(connection: ServiceConnection) {
  const { clock, subscribers, table, onPeople } = connection;
  const closedInboxes = dynamoClosedInboxes(table);
  const keyring = await connection.keyring();
  const ses = sesList(await connection.sesAccount());
  return { clock, subscribers, table, onPeople, closedInboxes, keyring, ses };
}
