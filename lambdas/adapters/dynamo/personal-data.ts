import type { PersonalData, StoredRecord } from '../../core/person/personal-data.ts';
import { nextEpoch } from '../../core/mail/link-stamp.ts';
import {
  passingKinds,
  personItemKindOf,
  signUpKey,
  subscriberKey,
  subscriberPartition,
} from '../../core/kit/table-keys.ts';
import { profileMark } from './changes.ts';
import { deleteIf, deleteItems, putIf, type Table } from './table.ts';
import { ofOwnerOnly, type SignUp } from '../../core/person/records.ts';
import { readPartition } from './pages.ts';
import { type Gone, isPerson, type Person, type Subscriber } from '../../core/person/subscriber.ts';
import { erased, reduced } from '../../core/person/transitions.ts';

/** What the table needs of an item beside its keys, and what says nothing more about the person: copies for the index, marks of writes, and when it is deleted. */
const ofTheTable: Record<StoredRecord['kind'], readonly string[]> = {
  profile: ['dueKey', 'days', profileMark],
  'sign-up': ['ttl'],
  problem: ['ttl'],
  consent: [],
  'health-consent': [],
  'check-in': [],
  other: [],
};

/** A person's whole partition of the table: complete by construction, whatever is stored there in years to come. */
export function dynamoPersonalData(table: Table): PersonalData {
  return {
    everything: async (id) =>
      (await readPartition(table, subscriberPartition(id))).map((item): StoredRecord => {
        const kind = personItemKindOf(String(item['sk'])) ?? 'other';
        const none = new Set(['pk', 'sk', ...ofTheTable[kind]]);
        const fields = Object.entries(item).filter(([field]) => !none.has(field));
        return { kind, fields: ofOwnerOnly(kind, Object.fromEntries(fields)) };
      }),
    erase: async (was, at) => {
      const { id, version, status } = was;
      if (status !== 'erased') {
        const gone = {
          ...erased(was, { status: 'erased', erasedAt: at, epoch: nextEpoch(was) }),
          version: version + 1,
        };
        if (!(await replaceProfile(table, was, gone))) return false;
      }
      await removeAllButProfile(table, id);
      return true;
    },
    reduce: async (was) => {
      if (isPerson(was) && !(await replaceProfile(table, was, reduced(was, was.version + 1)))) return false;
      const passing = (await readPartition(table, subscriberPartition(was.id))).filter(({ sk }) =>
        passingKinds.some((kind) => kind === personItemKindOf(String(sk))),
      );
      await deleteItems(table, passing);
      return isPerson(was) || passing.length > 0;
    },
    takeBack: async (id, name, was) => {
      if (was !== undefined && !(await deleteUntouched(table, was))) return false;
      const consents = (await readPartition(table, subscriberPartition(id))).filter(
        ({ sk, importedBy }) => personItemKindOf(String(sk)) === 'consent' && importedBy === name,
      );
      await deleteItems(table, consents);
      return true;
    },
    forget: (id) => removeAllButProfile(table, id),
  };
}

/** Writes what is left of somebody in the place of their profile; false when that changed meanwhile. */
async function replaceProfile(table: Table, was: Subscriber, gone: Gone): Promise<boolean> {
  const { done } = await putIf(
    table,
    subscriberKey(was.id),
    { ...gone },
    { conditions: ['version = :version'], own: { mark: profileMark }, values: { ':version': was.version } },
  );
  return done;
}

/** Fields that every mail to somebody, and every change by them, writes. */
const touched = [
  'version',
  'claim',
  'sent',
  'welcomeSentAt',
  'lessonSentOn',
  'reminderSentOn',
  'linkMailedAt',
  'onDemandSentAt',
  'followUpSentAt',
  'notices',
  'suppression',
  'requestedAt',
  'confirmationMailedAt',
] as const;

/** Deletes a profile or a sign-up where nothing of these is other than it was read; false otherwise. */
async function deleteUntouched(table: Table, was: Person | SignUp): Promise<boolean> {
  const key = 'requestedAt' in was ? signUpKey(was.id) : subscriberKey(was.id);
  const stored = new Map<string, unknown>(Object.entries(was));
  const there = touched.filter((field) => stored.get(field) !== undefined);
  return deleteIf(table, key, {
    conditions: touched.map((field) =>
      there.includes(field) ? `#${field} = :${field}` : `attribute_not_exists(#${field})`,
    ),
    names: Object.fromEntries(touched.map((field) => [`#${field}`, field])),
    values: Object.fromEntries(there.map((field) => [`:${field}`, stored.get(field)])),
  });
}

/** False when there was nothing but a profile. */
async function removeAllButProfile(table: Table, id: string): Promise<boolean> {
  const rest = (await readPartition(table, subscriberPartition(id))).filter(({ sk }) => sk !== subscriberKey(id).sk);
  await deleteItems(table, rest);
  return rest.length > 0;
}
