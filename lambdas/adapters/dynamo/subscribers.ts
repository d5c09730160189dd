import type { Claim } from '../../core/person/delivery.ts';
import type { Known, Subscribers } from '../../core/mail/subscribers.ts';
import { activate, change, profileMark, recordSignUp } from './changes.ts';
import { claim, claimKey, recordSent } from './claims.ts';
import { pageDue } from './due-index.ts';
import { toPerson, toSignUp, toSubscriber } from './items.ts';
import { signUpKey, subscriberIdOf, subscriberKey } from '../../core/kit/table-keys.ts';
import { getItem, getItems, type Table, updateIf, updateItem, writeIf } from './table.ts';
import { consentKey, healthConsentKey, problemKey } from '../../core/kit/table-keys.ts';

/** Days that problem events are kept: a year's course and some. */
const problemDays = 400;

/** The store of people on DynamoDB. */
export function dynamoSubscribers(table: Table): Subscribers {
  return {
    find: async (id) => toSubscriber(await getItem(table, subscriberKey(id))),
    glance: async (id) => toSubscriber(await getItem(table, subscriberKey(id), { maybeBehind: true })),
    findSignUp: async (id) => toSignUp(await getItem(table, signUpKey(id))),
    findAll: async (ids) => {
      const items = await getItems(
        table,
        [...new Set(ids)].flatMap((id) => [subscriberKey(id), signUpKey(id)]),
      );
      const found = new Map<string, Known>();
      for (const item of items) {
        const id = subscriberIdOf(String(item['pk']))!;
        const isSignUp = item['sk'] === signUpKey(id).sk;
        found.set(id, {
          ...found.get(id),
          ...(isSignUp ? { signUp: toSignUp(item)! } : { subscriber: toSubscriber(item)! }),
        });
      }
      return found;
    },
    recordSignUp: async (signUp) => {
      await updateItem(table, signUpKey(signUp.id), recordSignUp(signUp));
    },
    deleteSignUp: (id) => deleteSignUp(table, id),
    activate: async (id, changes, consent, was, hasSignedUp) => {
      const { documents, name } = table;
      // The consent first: there is never a subscriber without the record of why.
      await documents.put({ TableName: name, Item: { ...consentKey(id, consent.confirmedAt), ...consent } });
      const { done, item } = await updateIf(table, subscriberKey(id), activate(id, changes, was));
      if (!done) return undefined;
      if (hasSignedUp !== false) await deleteSignUp(table, id);
      return toPerson(item);
    },
    recordHealthConsent: async (id, consent) => {
      const Item = { ...healthConsentKey(id, consent.at), ...consent };
      await table.documents.put({ TableName: table.name, Item });
    },
    change: async (was, changes) => (await writeIf(table, subscriberKey(was.id), change(was, changes))).done,
    claim: async (id, request) => {
      const { done, item } = await updateIf(table, subscriberKey(id), claim(request));
      return done ? { claimed: true, item: toPerson(item) } : { claimed: false, item: toSubscriber(item) };
    },
    claimSignUp: async (id, request) => {
      const { done, item } = await updateIf(table, signUpKey(id), claim(request));
      return done ? { claimed: true, item: toSignUp(item)! } : { claimed: false, item: toSignUp(item) };
    },
    recordSent: async (id, record) => recordSent(table, id, record),
    releaseClaim: async (id, kind, claimId) => {
      await writeIf(table, claimKey(id, kind), {
        remove: ['claim'],
        conditions: ['claim.id = :claimId'],
        own: 'not-told',
        values: { ':claimId': claimId },
      });
    },
    heldClaim: async (id, kind) => (await getItem(table, claimKey(id, kind)))?.['claim'] as Claim | undefined,
    pageDue: (dueKey, page) => pageDue(table, dueKey, page),
    suppress: async (id, status, suppression) => {
      await writeIf(table, subscriberKey(id), {
        own: { mark: profileMark },
        set: {
          '#status': ':status',
          suppression: ':suppression',
          id: ':id',
          version: 'if_not_exists(version, :zero) + :one',
        },
        remove: ['dueKey', 'days'],
        // The first word stands, but a complaint outranks a bounce.
        conditions: [
          '(attribute_not_exists(suppression) OR (suppression.reason <> :complaint AND :reason = :complaint))',
        ],
        names: { '#status': 'status' },
        values: {
          ':status': status,
          ':suppression': suppression,
          ':id': id,
          ':zero': 0,
          ':one': 1,
          ':reason': suppression.reason,
          ':complaint': 'complaint',
        },
      });
    },
    recordSoftBounces: async (id, softBounces) => {
      await writeIf(table, subscriberKey(id), {
        set: { softBounces: ':softBounces' },
        conditions: ['attribute_exists(pk)'],
        own: 'not-told',
        values: { ':softBounces': softBounces },
      });
    },
    recordProblem: async (id, { at, key, ...problem }) => {
      const ttl = Math.floor(Date.parse(at) / 1000) + problemDays * 86_400;
      await table.documents.put({
        TableName: table.name,
        Item: { ...problemKey(id, at, key), at, key, ...problem, ttl },
      });
    },
  };
}

async function deleteSignUp({ documents, name }: Table, id: string): Promise<void> {
  await documents.delete({ TableName: name, Key: signUpKey(id) });
}
