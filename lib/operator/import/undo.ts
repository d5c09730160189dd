import { dynamoPersonalData } from '../../../lambdas/adapters/dynamo/personal-data.ts';
import { everybody, type PersonRecords } from '../../../lambdas/adapters/dynamo/everybody.ts';
import type { Table } from '../../../lambdas/adapters/dynamo/table.ts';
import { isPerson, type Person } from '../../../lambdas/core/person/subscriber.ts';
import type { SignUp } from '../../../lambdas/core/person/records.ts';
import { subscriberIdOf } from '../../../lambdas/core/kit/table-keys.ts';
import type { Kept } from '../json/codes.ts';

/** Imports by name: who came with each, and taking them back while nothing was mailed to them. */

/** Why somebody whom an import brought stays, in words. */
const keptWords: Record<Kept, string> = {
  asked: 'was asked by email',
  confirmed: 'confirmed by themselves',
  'email-on-its-way': 'an email is on its way',
  'got-email': 'got an email',
  changed: 'changed something',
  'just-now': 'got an email, or changed something, just now',
  completed: 'completed',
  unsubscribed: 'unsubscribed',
  bounced: 'bounced',
  complained: 'complained',
  moved: 'moved',
};

/** What an import brought of one person, and why that cannot be taken back. */
type Brought = { id: string; kept?: Kept } & (
  | { record: Person | SignUp; name: string }
  /** An earlier undo ended between the profile and the record of consent. */
  | { record: undefined; name: string }
);

/** Everybody whom imports brought. Reads the whole table. */
async function* brought(table: Table): AsyncGenerator<Brought> {
  for await (const records of everybody(table, ['profile', 'sign-up', 'consent'])) {
    const { subscriber, signUp, consents, through } = records;
    const id = subscriberIdOf(through.pk)!;
    if (isPerson(subscriber) && subscriber.importedBy !== undefined) {
      const kept = whyKept(subscriber, consents);
      yield { id, name: subscriber.importedBy, record: subscriber, ...(kept !== undefined && { kept }) };
    }
    if (signUp?.importedBy !== undefined) {
      const isMailed = signUp.confirmationMailedAt !== undefined || signUp.claim !== undefined;
      yield { id, name: signUp.importedBy, record: signUp, ...(isMailed && { kept: 'asked' as const }) };
    }
    const left = subscriber === undefined ? consents.find(({ importedBy }) => importedBy !== undefined) : undefined;
    if (left !== undefined) yield { id, name: left.importedBy!, record: undefined };
  }
}

/** Why somebody stays; undefined for who can be taken back: nothing went out to them, and they did nothing. */
function whyKept(person: Person, consents: PersonRecords['consents']): Kept | undefined {
  const { confirmedAt, sent, claim } = person;
  if (person.status !== 'active') return person.status;
  if (!consents.some(({ importedBy }) => importedBy === person.importedBy)) return 'confirmed';
  if (claim !== undefined) return 'email-on-its-way';
  const { welcomeSentAt, reminderSentOn, linkMailedAt, onDemandSentAt, notices } = person;
  // What the file said of lessons and of a welcome was before they came.
  const mails = [welcomeSentAt, linkMailedAt, onDemandSentAt, ...Object.values(sent)];
  const isMailed = reminderSentOn !== undefined || notices !== undefined;
  if (isMailed || mails.some((at) => (at ?? '') >= confirmedAt)) return 'got-email';
  return person.version > 1 ? 'changed' : undefined;
}

export interface NamedImport {
  name: string;
  people: number;
  /** People who can be taken back. */
  revocable: number;
}

/** The imports whose people are here, by name. */
export async function listImports(table: Table): Promise<NamedImport[]> {
  const found = new Map<string, NamedImport>();
  for await (const { name, kept, record } of brought(table)) {
    const one = found.get(name) ?? { name, people: 0, revocable: 0 };
    found.set(name, {
      name,
      people: one.people + (record === undefined ? 0 : 1),
      revocable: one.revocable + (kept === undefined ? 1 : 0),
    });
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export interface Undone {
  name: string;
  /** How many were taken back, or would be. */
  takenBack: number;
  /** Who stays, and why. */
  kept: { id: string; why: Kept }[];
}

/**
 * Takes back everybody of an import to whom nothing was mailed yet. May be interrupted, and repeated.
 *
 * @param sure - otherwise it only says what it would do
 */
export async function undoImport(
  name: string,
  table: Table,
  { sure, signal }: { sure: boolean; signal?: AbortSignal },
): Promise<Undone & { interrupted: boolean }> {
  const personalData = dynamoPersonalData(table);
  const undone: Undone = { name, takenBack: 0, kept: [] };
  for await (const one of brought(table)) {
    if (signal?.aborted) return { ...undone, interrupted: true };
    if (one.name !== name) continue;
    const { id, kept, record } = one;
    if (kept !== undefined) undone.kept.push({ id, why: kept });
    else if (!sure || (await personalData.takeBack(id, name, record))) {
      undone.takenBack += 1;
    } else undone.kept.push({ id, why: 'just-now' });
  }
  return { ...undone, interrupted: false };
}

/** Ids that are printed. */
const idsShown = 50;

/** The same for people to read. */
export function formatUndone(
  { name, takenBack, kept, interrupted }: Undone & { interrupted: boolean },
  sure: boolean,
): string {
  if (takenBack === 0 && kept.length === 0) return `Nobody here came with an import called ${name}.`;
  const whys = [...new Set(kept.map(({ why }) => why))].map(
    (why) => [why, kept.filter((one) => one.why === why)] as const,
  );
  return [
    `${sure ? 'Taken back' : 'Would be taken back'}    ${takenBack}`,
    `Stay here    ${kept.length}`,
    ...whys.flatMap(([why, people]) => [
      `  ${keptWords[why]}: ${people.length}`,
      ...people.slice(0, idsShown).map(({ id }) => `    ${id}`),
      ...(people.length > idsShown ? [`    and ${people.length - idsShown} more; --json lists them`] : []),
    ]),
    ...(kept.length > 0
      ? ['Those who stay leave by the link in each email, or by weekwise subscriber unsubscribe.']
      : []),
    ...(sure || takenBack === 0 ? [] : ['Nothing changed. Run it again with --yes to apply.']),
    ...(interrupted ? ['Interrupted. Run it again to take back the rest.'] : []),
  ].join('\n');
}

export function formatImports(imports: readonly NamedImport[]): string {
  if (imports.length === 0) return 'Nobody here came with an import.';
  return imports
    .map(({ name, people, revocable }) => `${name}    ${people} people, ${revocable} of them can be taken back`)
    .join('\n');
}
