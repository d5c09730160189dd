import { dueTick, isoInstant } from '../core/calendar.ts';
import type { Claim, DeliveryKind } from '../core/delivery.ts';
import type { ClaimRequest, CoolingDown, DeliveryRecord } from '../core/ports.ts';
import { dueKeysOf } from '../core/preferences.ts';
import { signUpKey, subscriberKey, type Key } from './dynamo-keys.ts';
import { updateItem, type Table, type Update } from './dynamo-table.ts';

/** Where the claim of a kind of mail is kept: on the item whose mail it is. */
export function claimKey(id: string, kind: DeliveryKind): Key {
  return kind === 'confirmation' ? signUpKey(id) : subscriberKey(id);
}

const noClaim = 'attribute_not_exists(claim)';

/**
 * Takes the claim if the person may be mailed, this was not sent yet, and nobody else holds a claim: one write that is also the read.
 *
 * ```
 * claim ────► SES takes the mail ────► confirm
 *   │ nothing else is claimed for this person in between
 *   └ a sender that dies leaves the claim behind, in doubt
 * ```
 */
export function claim(request: ClaimRequest): Update {
  const update = conditionsOf(request);
  return {
    set: { claim: ':claim' },
    conditions: ['attribute_exists(pk)', noClaim, ...(update.conditions ?? [])],
    names: { '#status': 'status' },
    values: { ':claim': request.claim, ...update.values },
  };
}

function conditionsOf(request: ClaimRequest): Update {
  switch (request.kind) {
    case 'lesson':
    case 'reminder': {
      const sentOn = request.kind === 'lesson' ? 'lessonSentOn' : 'reminderSentOn';
      const { localDate } = request.slot;
      const [dueKey, presentDueKey] = dueKeysOf(request.slot);
      return {
        conditions: [
          '#status = :active',
          '(attribute_not_exists(pausedUntil) OR pausedUntil <= :localDate)',
          `(attribute_not_exists(${sentOn}) OR ${sentOn} < :localDate)`,
          'dueKey IN (:dueKey, :presentDueKey)',
          'dueFrom <= :due',
        ],
        values: {
          ':active': 'active',
          ':localDate': localDate,
          ':dueKey': dueKey,
          ':presentDueKey': presentDueKey,
          ':due': isoInstant(dueTick(request.slot)),
        },
      };
    }
    case 'welcome':
      return {
        conditions: ['#status = :active', 'attribute_not_exists(welcomeSentAt)'],
        values: { ':active': 'active' },
      };
    case 'farewell':
      return {
        conditions: ['#status = :left', 'attribute_exists(farewellAskedAt)', 'attribute_not_exists(farewellSentAt)'],
        values: { ':left': 'unsubscribed' },
      };
    case 'on-demand':
      return {
        conditions: [
          '(#status = :active OR #status = :completed)',
          '(attribute_not_exists(onDemandSentAt) OR onDemandSentAt <= :notSince)',
        ],
        values: { ':active': 'active', ':completed': 'completed', ':notSince': request.notSince },
      };
    case 'paused':
    case 'resumed':
      return {
        conditions: [
          '#status = :active',
          `attribute_${request.kind === 'paused' ? '' : 'not_'}exists(pausedUntil)`,
          ...cooledDown('link'),
        ],
        values: { ':active': 'active', ...coolingValues(request) },
      };
    case 'link':
      return {
        conditions: ['(#status = :active OR #status = :completed)', ...cooledDown('link')],
        values: { ':active': 'active', ':completed': 'completed', ...coolingValues(request) },
      };
    default:
      return request satisfies never;
  }
}

/** The same for the confirmation mail of a sign-up. */
export function claimSignUp(request: { claim: Claim } & CoolingDown): Update {
  return {
    set: { claim: ':claim' },
    conditions: ['attribute_exists(pk)', noClaim, ...cooledDown('confirmation')],
    values: { ':claim': request.claim, ...coolingValues(request) },
  };
}

function cooledDown(kind: 'link' | 'confirmation'): string[] {
  return [
    `(attribute_not_exists(${kind}MailedAt) OR ${kind}MailedAt <= :notSince)`,
    `(attribute_not_exists(${kind}MailedBefore) OR ${kind}MailedBefore <= :twiceSince)`,
  ];
}

function coolingValues({ notSince, twiceSince }: CoolingDown): Record<string, string> {
  return { ':notSince': notSince, ':twiceSince': twiceSince };
}

const longAgo = '1970-01-01T00:00:00Z';

/** Records a delivery and drops its claim. */
export async function confirmDelivery(table: Table, id: string, record: DeliveryRecord): Promise<boolean> {
  const key = claimKey(id, record.kind);
  const conditions = ['claim.id = :claimId'];
  const update = confirmation(record);
  const values = { ':claimId': record.claimId, ...update.values };
  const remove = ['claim', ...(update.remove ?? [])];
  const { done } = await updateItem(table, key, {
    ...update,
    remove,
    values,
    conditions: [...conditions, ...(update.conditions ?? [])],
  });
  if (done || record.kind !== 'completion') return done;
  // The person left, or went over to another series, while the completion mail was on its way: so they stay.
  const left = await updateItem(table, key, {
    remove: ['claim'],
    conditions,
    values: { ':claimId': record.claimId },
  });
  return left.done;
}

function confirmation({ kind, at, localDate, lesson, series }: DeliveryRecord): Update {
  const values = { ':at': at };
  switch (kind) {
    case 'lesson':
      return {
        set: { 'sent.#lesson': ':at', lessonSentOn: ':localDate' },
        names: { '#lesson': lesson! },
        values: { ...values, ':localDate': localDate },
      };
    case 'reminder':
      return { set: { reminderSentOn: ':localDate' }, values: { ':localDate': localDate } };
    case 'completion':
      return {
        set: { '#status': ':completed', lessonSentOn: ':localDate', completedAt: ':at', version: 'version + :one' },
        remove: ['dueKey', 'days'],
        conditions: ['#status = :active', ...(series === undefined ? [] : ['series = :series'])],
        names: { '#status': 'status' },
        values: {
          ...values,
          ':localDate': localDate,
          ':completed': 'completed',
          ':active': 'active',
          ':one': 1,
          ...(series !== undefined && { ':series': series }),
        },
      };
    case 'welcome':
    case 'farewell':
      return { set: { [`${kind}SentAt`]: ':at' }, values };
    case 'on-demand':
      return { set: { onDemandSentAt: ':at' }, values };
    case 'paused':
    case 'resumed':
    case 'link':
    case 'confirmation':
      return {
        set: { [`${kind}MailedBefore`]: `if_not_exists(${kind}MailedAt, :longAgo)`, [`${kind}MailedAt`]: ':at' },
        values: { ...values, ':longAgo': longAgo },
      };
    default:
      return kind satisfies never;
  }
}
