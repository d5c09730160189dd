import type { Home } from '../home.ts';
import { sesList } from './ses-list.ts';

/** What looking at both lists and changing them needs of a service. */
export async function suppressionWorld(home: Home) {
  const { clock, subscribers, table, onPeople } = home;
  return { clock, subscribers, table, onPeople, keyring: await home.keyring(), ses: sesList(home.sesAccount) };
}
