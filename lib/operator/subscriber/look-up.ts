import { statusAt, type SubscriberStatus } from '../../../lambdas/core/person/subscriber.ts';
import type { ServiceConnection } from '../connection.ts';
import { everybody } from '../people.ts';

/** Whose address or first name has a text in it: by id, since an address is nothing to leave in a terminal. */
export interface LookUp {
  found: { subscriber: string; status: SubscriberStatus }[];
  /** There are more than were looked for. */
  more: boolean;
}

/** People that are told of at once. */
export const lookUpMax = 20;

/** Looks at people until enough are found, upper and lower case alike. Where few are, it reads the whole table. */
export async function lookUp(
  text: string,
  connection: Pick<ServiceConnection, 'table' | 'onPeople' | 'clock'>,
): Promise<LookUp> {
  const wanted = folded(text);
  const now = connection.clock.now();
  const found: LookUp['found'] = [];
  for await (const one of everybody(connection)) {
    const known = 'signUp' in one ? one.signUp : one.subscriber;
    if (!('address' in known)) continue;
    const { id, address, firstName } = known;
    if (!folded(address).includes(wanted) && !folded(firstName).includes(wanted)) continue;
    if (found.length === lookUpMax) return { found, more: true };
    const status = 'signUp' in one ? 'pending' : statusAt(one.subscriber, now);
    found.push({ subscriber: id, status });
  }
  return { found, more: false };
}

/** As it is compared: names come composed or not, by the keyboard that they were typed on. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** The same for people to read. */
export function formatLookUp({ found, more }: LookUp): string {
  if (found.length === 0) return 'Nobody’s address or first name has this in it.';
  return [
    ...found.map(({ subscriber, status }) => `${subscriber}  ${status}`),
    ...(more ? ['and more: look for a longer text'] : []),
  ].join('\n');
}
