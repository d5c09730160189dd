import { dynamoClosedInboxes } from '../../../lambdas/adapters/dynamo/mail-turns.ts';
import type { Home } from '../home.ts';
import { sesList } from './ses-list.ts';

/** What looking at both lists and changing them needs of a service. */
export async function suppressionWorld(home: Home) {
  const { clock, subscribers, table, onPeople } = home;
  const closedInboxes = dynamoClosedInboxes(table);
  const keyring = await home.keyring();
  return { clock, subscribers, table, onPeople, closedInboxes, keyring, ses: sesList(home.sesAccount) };
}
