import type { SubscriberScan } from '../../core/person/everybody.ts';
import type { CheckIn, Consent, SignUp } from '../../core/person/records.ts';
import type { Subscriber } from '../../core/person/subscriber.ts';
import {
  type Key,
  personItemKindOf,
  sortKeysOf,
  subscriberIdOf,
  type PersonItemKind,
} from '../../core/kit/table-keys.ts';
import { toCheckIn, toConsent, toSignUp, toSubscriber } from './items.ts';
import { readTable } from './pages.ts';
import type { Item, Table } from './table.ts';

/** What the table holds of a person, as far as it was asked for. */
export interface PersonRecords {
  subscriber?: Subscriber;
  signUp?: SignUp;
  /** Oldest first. */
  consents: Consent[];
  /** By week. */
  checkIns: CheckIn[];
  /** How many there are. */
  problems: number;
  /** Key of their last item: where a reading goes on after them. */
  through: Key;
}

/**
 * Reads everybody in the table, one person after the other. It is not a snapshot: what changes meanwhile is read before or after the change.
 *
 * @param kinds - what to read of them; people of whom there is nothing of the kind are left out
 * @param after - `through` of the person after whom to begin
 */
export async function* everybody(
  table: Table,
  kinds: readonly ReadableKind[],
  after?: Key,
): AsyncGenerator<PersonRecords> {
  const prefixes = kinds.map((kind, index) => [`:sk${index}`, sortKeysOf(kind).prefix] as const);
  const filter = {
    FilterExpression: prefixes.map(([name]) => `begins_with(sk, ${name})`).join(' OR '),
    ExpressionAttributeValues: Object.fromEntries(prefixes),
  };
  let id: string | undefined;
  let person: PersonRecords | undefined;
  for await (const item of readTable(table, filter, after)) {
    const owner = subscriberIdOf(String(item['pk']));
    const kind = kinds.find((wanted) => wanted === personItemKindOf(String(item['sk'])));
    if (owner === undefined || kind === undefined) continue;
    const through = { pk: String(item['pk']), sk: String(item['sk']) };
    if (person === undefined || owner !== id) {
      if (person !== undefined) yield person;
      id = owner;
      person = { consents: [], checkIns: [], problems: 0, through };
    }
    add[kind](person, item);
    person.through = through;
  }
  if (person !== undefined) yield person;
}

type ReadableKind = Exclude<PersonItemKind, 'health-consent'>;

const add: Record<ReadableKind, (person: PersonRecords, item: Item) => void> = {
  profile: (person, item) => (person.subscriber = toSubscriber(item)!),
  'sign-up': (person, item) => (person.signUp = toSignUp(item)!),
  consent: ({ consents }, item) => consents.push(toConsent(item)),
  'check-in': ({ checkIns }, item) => checkIns.push(toCheckIn(item)),
  problem: (person) => (person.problems += 1),
};

/** Everybody, as the nightly count reads them, and as it looks for people who are gone for long. */
export function dynamoScan(table: Table): SubscriberScan {
  return { everybody: (after) => everybody(table, ['profile', 'sign-up', 'check-in', 'problem'], after) };
}
