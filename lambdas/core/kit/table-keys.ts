/*
 * Every kind of item of the table, and every key: no other file knows their format (a test sees to that). A key format never changes: stored items
 * keep theirs.
 */

/** A kind of item. In its keys, `<…>` marks what differs from item to item. */
interface ItemKind {
  pk: string;
  sk: string;
  /** The item has a `ttl`, after which the table deletes it. */
  expires?: true;
  /** It stays when a person is gone for long: what proves, or a new beginning. */
  stays?: true;
  /** The table's stream passes its changes on, for webhooks. */
  announced?: true;
}

/** What is stored of a person, all of it in one partition. */
export const personItems = {
  profile: { pk: 'SUB#<id>', sk: 'PROFILE', stays: true, announced: true },
  'sign-up': { pk: 'SUB#<id>', sk: 'SIGNUP', stays: true, expires: true },
  consent: { pk: 'SUB#<id>', sk: 'CONSENT#<instant>', stays: true },
  'health-consent': { pk: 'SUB#<id>', sk: 'HEALTH#<instant>', stays: true },
  'check-in': { pk: 'SUB#<id>', sk: 'CHECKIN#<Monday>', announced: true },
  problem: { pk: 'SUB#<id>', sk: 'PROBLEM#<instant>#<key>', expires: true },
} as const satisfies Record<string, ItemKind>;
export type PersonItemKind = keyof typeof personItems;

/** What is stored of the service itself. */
export const serviceItems = {
  'use of forms': { pk: 'LIMIT#<key>', sk: 'COUNT', expires: true },
  'recent mails': { pk: 'MAILED#<whom>', sk: 'RECENT', expires: true },
  'closed inbox': { pk: 'INBOX#<inbox>', sk: 'CLOSED' },
  'planner mark': { pk: 'CONTROL', sk: 'PLANNER' },
  'slots in use': { pk: 'CONTROL', sk: 'ZONE#<zone>' },
  'event feed': { pk: 'CONTROL', sk: 'ROAD' },
  gate: { pk: 'CONTROL', sk: 'GATE' },
  reconciled: { pk: 'CONTROL', sk: 'RECONCILED' },
  'counts of a day': { pk: 'COUNTS#<series>', sk: 'DAY#<date>' },
  'counts of now': { pk: 'COUNTS#<series>', sk: 'NOW' },
  'begun count': { pk: 'COUNTS#', sk: 'BEGUN' },
  notice: { pk: 'CONTROL', sk: 'NOTICE#<notice>' },
  'walk of a notice': { pk: 'CONTROL', sk: 'WALK' },
  'text of a notice': { pk: 'NOTICE#<notice>', sk: 'TEXT' },
  'api key': { pk: 'APIKEYS', sk: '<key id>' },
} as const satisfies Record<string, ItemKind>;

export interface Key extends Record<string, string> {
  pk: string;
  sk: string;
}

/** The sparse index of everyone in the calendar: partition `dueKey`, sorted by `pk`, projecting `days`. */
export const dueIndex = 'due';

export const subscriberKey = (id: string): Key => keyOf(personItems.profile, { id });
export const signUpKey = (id: string): Key => keyOf(personItems['sign-up'], { id });
export const consentKey = (id: string, instant: string): Key => keyOf(personItems.consent, { id, instant });
export const healthConsentKey = (id: string, instant: string): Key =>
  keyOf(personItems['health-consent'], { id, instant });
export const checkInKey = (id: string, week: string): Key => keyOf(personItems['check-in'], { id, Monday: week });
export const problemKey = (id: string, instant: string, key: string): Key =>
  keyOf(personItems.problem, { id, instant, key });

/** The partition of everything about a person. */
export const subscriberPartition = (id: string): string => subscriberKey(id).pk;

/** The subscriber id in a partition key; undefined if the partition is not a person's. */
export const subscriberIdOf = (pk: string): string | undefined => blankOf(personItems.profile.pk, pk);

/** The kind of a person's item, by its sort key; undefined if this code does not know it. */
export function personItemKindOf(sk: string): PersonItemKind | undefined {
  return personItemKinds.find((kind) => blankOf(personItems[kind].sk, sk) !== undefined);
}
export const personItemKinds = Object.keys(personItems) as PersonItemKind[];

/** The kinds of which the table's stream passes changes on. */
export const announcedKinds = personItemKinds.filter((kind) => 'announced' in personItems[kind]);

/** The kinds that are deleted when a person is gone for long. */
export const passingKinds = personItemKinds.filter((kind) => !('stays' in personItems[kind]));

/** What the sort keys of a kind begin with; `whole` if nothing follows. */
export function sortKeysOf(kind: PersonItemKind): { prefix: string; whole: boolean } {
  const { sk } = personItems[kind];
  const prefix = prefixOf(sk);
  return { prefix, whole: prefix === sk };
}

export const plannerKey = keyOf(serviceItems['planner mark'], {});
export const zoneKey = (zone: string): Key => keyOf(serviceItems['slots in use'], { zone });
export const eventFeedKey = keyOf(serviceItems['event feed'], {});
export const gateKey = keyOf(serviceItems.gate, {});
export const reconciledKey = keyOf(serviceItems.reconciled, {});
/** The partition of the items that belong to nobody, so that one query reads them all. */
export const controlPartition = plannerKey.pk;
/** The zone in a sort key; undefined if the item is not a zone's. */
export const zoneOf = (sk: string): string | undefined => blankOf(serviceItems['slots in use'].sk, sk);

/** In the partition that the planner reads anyway: it brings the walk of a notice about. */
export const noticeKey = (notice: string): Key => keyOf(serviceItems.notice, { notice });
export const noticeTextKey = (notice: string): Key => keyOf(serviceItems['text of a notice'], { notice });
/** Which run walks over everybody: one at a time, whatever it is with. */
export const walkKey = keyOf(serviceItems['walk of a notice'], {});
/** What the sort keys of notices begin with. */
export const noticePrefix = prefixOf(serviceItems.notice.sk);

export const dayCountsKey = (series: string, date: string): Key =>
  keyOf(serviceItems['counts of a day'], { series, date });
export const nowCountsKey = (series: string): Key => keyOf(serviceItems['counts of now'], { series });
export const countsPartition = (series: string): string => nowCountsKey(series).pk;
/** The date in a sort key; undefined if the item is not a day's. */
export const countedDayOf = (sk: string): string | undefined => blankOf(serviceItems['counts of a day'].sk, sk);

/** Beside the series, whose ids are never empty. */
export const begunCountKey = keyOf(serviceItems['begun count'], {});

export const apiKeyKey = (id: string): Key => keyOf(serviceItems['api key'], { 'key id': id });
export const apiKeysPartition = serviceItems['api key'].pk;

export const mailTurnsKey = (whom: string): Key => keyOf(serviceItems['recent mails'], { whom });
export const closedInboxKey = (inbox: string): Key => keyOf(serviceItems['closed inbox'], { inbox });
export const limitKey = (key: string): Key => keyOf(serviceItems['use of forms'], { key });

/** The names of the blanks in a format. */
type Blank<Format extends string> = Format extends `${string}<${infer Name}>${infer Rest}` ? Name | Blank<Rest> : never;

function keyOf<Pk extends string, Sk extends string>(
  { pk, sk }: { pk: Pk; sk: Sk },
  blanks: Record<Blank<Pk> | Blank<Sk>, string>,
): Key {
  const filled = (format: string) =>
    // Most have none.
    format.includes('<')
      ? format.replaceAll(/<([^>]+)>/g, (_, name: string) => (blanks as Record<string, string>)[name]!)
      : format;
  return { pk: filled(pk), sk: filled(sk) };
}

/** What fills a format from its first blank on; '' where there is none, undefined if the text is not of that format. */
function blankOf(format: string, text: string): string | undefined {
  const prefix = prefixOf(format);
  const fits = prefix === format ? text === format : text.startsWith(prefix);
  return fits ? text.slice(prefix.length) : undefined;
}

function prefixOf(format: string): string {
  const end = format.indexOf('<');
  return end === -1 ? format : format.slice(0, end);
}
