import type { Claim } from '../../core/person/delivery.ts';
import { type Condition, conditionsOf, type Mark, marksOf } from '../../core/sending/claim-rules.ts';
import { type DeliveryKind, isToSignUp } from '../../core/mail/mail-kinds.ts';
import type { ClaimRequest, DeliveryRecord, SignUpClaimRequest } from '../../core/mail/claims.ts';
import { type Key, signUpKey, subscriberKey } from '../../core/kit/table-keys.ts';
import { type ConditionalUpdate, type Item, type Table, type Update, writeIf } from './table.ts';

/** Where the claim of a kind of mail is kept: on the item whose mail it is. */
export function claimKey(id: string, kind: DeliveryKind): Key {
  return isToSignUp(kind) ? signUpKey(id) : subscriberKey(id);
}

const noClaim = 'attribute_not_exists(claim)';

/**
 * Takes the claim if its item may be mailed, this was not sent yet, and nobody else holds a claim: one write that is also the read.
 *
 * ```
 * claim ────► SES takes the mail ────► confirm
 *   │ nothing else is claimed for this person in between
 *   └ a sender that dies leaves the claim behind, in doubt
 * ```
 */
export function claim(request: ClaimRequest | SignUpClaimRequest): ConditionalUpdate {
  const { conditions, names, values } = expressionOf(conditionsOf(request));
  return {
    set: { claim: ':claim' },
    conditions: ['attribute_exists(pk)', noClaim, ...conditions],
    own: { by: (item) => claimIn(item)?.id === request.claim.id },
    names,
    values: { ':claim': request.claim, ...values },
  };
}

/** Records a delivery and drops its claim. */
export async function recordSent(table: Table, id: string, record: DeliveryRecord): Promise<boolean> {
  const key = claimKey(id, record.kind);
  const { marks, ends } = marksOf(record);
  const dropped = { remove: ['claim'], conditions: ['claim.id = :claimId'], values: { ':claimId': record.claimId } };
  const isHeld = (item: Item | undefined) => claimIn(item)?.id === record.claimId;
  const written = async (all: Mark[], ...more: Parameters<typeof joined>[0]) => {
    const update = joined([dropped, updateOf(all), ...more]);
    // It drops the claim: while that is there, the marks are of before.
    const isOwn = (left: Item) => !isHeld(left) && isMarked(left, all);
    return writeIf(table, key, { ...update, own: { by: isOwn } });
  };
  if (ends !== undefined) {
    const all = [...marks, ...ends.marks];
    const ended = await written(all, expressionOf(ends.conditions), outOfCalendar);
    if (ended.done || !isHeld(ended.item)) return ended.done;
    // It no longer ends anything: the person stays as they are.
  }
  return (await written(marks)).done;
}

function claimIn(item: Item | undefined): Claim | undefined {
  return item?.['claim'] as Claim | undefined;
}

/** Are these the marks of this very delivery? Nobody but who held its claim writes them. */
function isMarked(item: Item, marks: readonly Mark[]): boolean {
  return marks.every((mark) => {
    if ('copyOf' in mark) return true;
    const stored: unknown = item[mark.field];
    if ('append' in mark) return Array.isArray(stored) && stored.includes(mark.append);
    return ('key' in mark ? (stored as Item | undefined)?.[mark.key] : stored) === mark.value;
  });
}

const outOfCalendar: Update = {
  set: { version: 'version + :one' },
  remove: ['dueKey', 'days'],
  values: { ':one': 1 },
};

function joined(parts: readonly (Update & { conditions?: string[] })[]): Omit<ConditionalUpdate, 'own'> {
  return {
    set: Object.assign({}, ...parts.map(({ set }) => set)),
    remove: parts.flatMap(({ remove = [] }) => remove),
    conditions: parts.flatMap(({ conditions = [] }) => conditions),
    names: Object.assign({}, ...parts.map(({ names }) => names)),
    values: Object.assign({}, ...parts.map(({ values }) => values)),
  };
}

type Expression = Required<Pick<ConditionalUpdate, 'conditions' | 'names' | 'values'>>;

function expressionOf(conditions: readonly Condition[]): Expression {
  const names = Object.fromEntries(conditions.map(({ field }) => [`#${field}`, field]));
  const values: Record<string, string> = {};
  const placed = (field: string, value: string) => {
    const name = `:${field}Is${Object.keys(values).length}`;
    values[name] = value;
    return name;
  };
  const written = conditions.map((condition) => {
    const { field } = condition;
    if ('oneOf' in condition) return `#${field} IN (${condition.oneOf.map((one) => placed(field, one)).join(', ')})`;
    if ('without' in condition) return `(NOT contains(#${field}, ${placed(field, condition.without)}))`;
    if ('beforeClaim' in condition) {
      names['#at'] = 'at';
      return `(attribute_not_exists(#${field}) OR #${field} < claim.#at)`;
    }
    if ('present' in condition) return `attribute_${condition.present ? '' : 'not_'}exists(#${field})`;
    const compared =
      'before' in condition ? `< ${placed(field, condition.before)}` : `<= ${placed(field, condition.notAfter)}`;
    return `(attribute_not_exists(#${field}) OR #${field} ${compared})`;
  });
  return { conditions: written, names, values };
}

function updateOf(marks: readonly Mark[]): Update {
  const set: Record<string, string> = {};
  const names: Record<string, string> = {};
  const values: Record<string, string | number | string[]> = {};
  for (const mark of marks) {
    const { field } = mark;
    names[`#${field}`] = field;
    if ('copyOf' in mark) {
      names[`#${mark.copyOf}`] = mark.copyOf;
      set[`#${field}`] = `if_not_exists(#${mark.copyOf}, :${field})`;
      values[`:${field}`] = mark.orElse;
      continue;
    }
    if ('append' in mark) {
      set[`#${field}`] = `list_append(if_not_exists(#${field}, :${field}None), :${field})`;
      values[`:${field}None`] = [];
      values[`:${field}`] = [mark.append];
      continue;
    }
    let path = `#${field}`;
    if ('key' in mark) {
      path += `.#${field}Key`;
      names[`#${field}Key`] = mark.key;
    }
    set[path] = `:${field}`;
    values[`:${field}`] = mark.value;
  }
  return { set, names, values };
}
