import { conditionsOf, marksOf, type Condition, type Mark } from '../../lambdas/core/sending/claim-rules.ts';
import type { ClaimRequest, DeliveryRecord, SignUpClaimRequest } from '../../lambdas/core/mail/claims.ts';
import { dueKeyOf } from '../../lambdas/core/person/preferences.ts';
import type { SignUp } from '../../lambdas/core/person/records.ts';
import type { Person } from '../../lambdas/core/person/subscriber.ts';

/** The rules of claims and deliveries, read as the store on DynamoDB reads them, for items in memory. */

type Item = Person | SignUp;

/** May this claim be taken on the item? */
export function mayClaim(item: Item, request: ClaimRequest | SignUpClaimRequest): boolean {
  return item.claim === undefined && conditionsOf(request).every((condition) => holds(item, condition));
}

/** Writes what a delivery leaves behind, and drops its claim. */
export function recordDelivery(item: Item, record: DeliveryRecord): void {
  const { marks, ends } = marksOf(record);
  const isEnd = ends?.conditions.every((condition) => holds(item, condition)) === true;
  delete item.claim;
  const before = { ...item };
  const fields = item as unknown as Record<string, unknown>;
  for (const mark of isEnd ? [...marks, ...ends.marks] : marks) fields[mark.field] = valueOf(before, mark);
  if (isEnd && 'version' in item) item.version += 1;
}

function holds(item: Item, condition: Condition): boolean {
  if ('without' in condition) return !listOf(item, condition.field).includes(condition.without);
  const value = fieldOf(item, condition.field);
  if ('oneOf' in condition) return value !== undefined && condition.oneOf.includes(value);
  if ('present' in condition) return (value !== undefined) === condition.present;
  if (value === undefined) return true;
  if ('beforeClaim' in condition) return item.claim !== undefined && value < item.claim.at;
  return 'before' in condition ? value < condition.before : value <= condition.notAfter;
}

function valueOf(before: Item, mark: Mark): unknown {
  if ('copyOf' in mark) return fieldOf(before, mark.copyOf) ?? mark.orElse;
  if ('append' in mark) return [...listOf(before, mark.field), mark.append];
  return 'key' in mark ? { ...(before as Person).sent, [mark.key]: mark.value } : mark.value;
}

function listOf(item: Item, field: string): readonly string[] {
  return (item as unknown as Record<string, string[] | undefined>)[field] ?? [];
}

/** The index key stands on the item while somebody is in the calendar; here it is worked out. */
function fieldOf(item: Item, field: string): string | undefined {
  if (field === 'dueKey') return 'status' in item && item.status === 'active' ? dueKeyOf(item.preferences) : undefined;
  return (item as unknown as Record<string, string | undefined>)[field];
}
