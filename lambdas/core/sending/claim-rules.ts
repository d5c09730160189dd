import { Temporal } from 'temporal-polyfill';
import { dueTick, isoInstant, type Slot } from '../time/calendar.ts';
import { mailKinds, type Limit, type MailKind } from '../mail/mail-kinds.ts';
import type { ClaimRequest, DeliveryRecord, SignUpClaimRequest } from '../mail/claims.ts';
import { dueKeysOf } from '../person/preferences.ts';

/** What the rows of `mail-kinds.ts` ask of a stored item and write to it, field by field. Each store reads these in its own way. */

/** One thing that must hold for an item. */
export type Condition =
  | { field: string; oneOf: readonly string[] }
  | { field: string; present: boolean }
  /** A field that is absent is earlier than anything. */
  | { field: string; before: string }
  | { field: string; notAfter: string }
  /** Earlier than the claim that stands; a field that is absent is earlier than anything. */
  | { field: string; beforeClaim: true }
  /** A list that does not have this entry, or is absent. */
  | { field: string; without: string };

/** One thing that a delivery writes. */
export type Mark =
  | { field: string; value: string | number }
  /** The value of another field as it was; an instant long ago where there was none. */
  | { field: string; copyOf: string; orElse: string }
  /** One entry of a map. */
  | { field: string; key: string; value: string }
  /** One entry more of a list, which may be absent. */
  | { field: string; append: string };

/** What a delivery writes to its item. */
export interface Marks {
  /** What was sent was sent, whatever became of the person meanwhile. */
  marks: Mark[];
  /** It ends the course as well, where these hold: these are written too, they leave the calendar, and their version counts on. */
  ends?: { conditions: Condition[]; marks: Mark[] };
}

const longAgo = '1970-01-01T00:00:00Z';

/** What must hold for a claim to be taken, beside that the item is there and holds no other claim. */
export function conditionsOf(request: ClaimRequest | SignUpClaimRequest): Condition[] {
  const row: MailKind = mailKinds[request.kind];
  return [...forWhom(row), ...withinLimit(row.limit, request)];
}

function forWhom(row: MailKind): Condition[] {
  if (!('status' in row)) return [];
  return [
    { field: 'status', oneOf: row.status },
    // Of somebody who had every lesson long ago, no more than that may be left.
    { field: 'confirmedAt', present: true },
    ...(row.has === undefined ? [] : [{ field: row.has, present: true }]),
    ...(row.lacks === undefined ? [] : [{ field: row.lacks, present: false }]),
  ];
}

function withinLimit(limit: Limit, request: ClaimRequest | SignUpClaimRequest): Condition[] {
  if ('perSlot' in limit) {
    if (!('slot' in request)) throw new Error(`A claim of kind ${request.kind} names no slot.`);
    return [...standsIn(request.slot), { field: limit.perSlot, before: request.slot.localDate }];
  }
  if ('once' in limit) return [{ field: limit.once, present: false }];
  if ('perNotice' in limit) {
    if (!('notice' in request)) throw new Error(`A claim of kind ${request.kind} names no notice.`);
    return [{ field: limit.perNotice, without: request.notice }];
  }
  const ago = (span: Temporal.DurationLike) => isoInstant(Temporal.Instant.from(request.claim.at).subtract(span));
  return [
    { field: limit.last, notAfter: ago(limit.apart) },
    ...(limit.two === undefined ? [] : [{ field: limit.two.beforeLast, notAfter: ago(limit.two.within) }]),
  ];
}

/** The slot is theirs: of their zone and time, since their arrangement began, and after a pause. */
function standsIn(slot: Slot): Condition[] {
  return [
    { field: 'dueKey', oneOf: dueKeysOf(slot) },
    { field: 'dueFrom', notAfter: isoInstant(dueTick(slot)) },
    { field: 'pausedUntil', notAfter: slot.localDate },
  ];
}

/** What a delivery leaves behind. */
export function marksOf(record: DeliveryRecord): Marks {
  const { limit, records }: MailKind = mailKinds[record.kind];
  const marks = limitMarks(limit, record);
  switch (records) {
    case undefined:
      return { marks };
    case 'lesson':
      marks.push({ field: 'sent', key: needed(record, 'lesson'), value: record.at });
      return { marks };
    case 'text':
      if (record.text !== undefined) marks.push({ field: 'reminderText', value: record.text });
      return { marks };
    case 'completion':
      return {
        marks,
        ends: {
          conditions: stillAtEnd(record.series),
          marks: [
            { field: 'status', value: 'completed' },
            { field: 'completedAt', value: record.at },
          ],
        },
      };
    default:
      return records satisfies never;
  }
}

function limitMarks(limit: Limit, record: DeliveryRecord): Mark[] {
  if ('perSlot' in limit) return [{ field: limit.perSlot, value: needed(record, 'localDate') }];
  if ('once' in limit) return [{ field: limit.once, value: record.at }];
  if ('perNotice' in limit) return [{ field: limit.perNotice, append: needed(record, 'notice') }];
  const { last, two } = limit;
  return [
    { field: last, value: record.at },
    ...(two === undefined ? [] : [{ field: two.beforeLast, copyOf: last, orElse: longAgo }]),
  ];
}

/** While the mail was on its way, the person may have left, changed to another series, asked for more of this one, or signed up again. */
function stillAtEnd(series: string | undefined): Condition[] {
  return [
    { field: 'status', oneOf: ['active'] },
    ...(series === undefined ? [] : [{ field: 'series', oneOf: [series] }]),
    { field: 'wentOnAt', beforeClaim: true },
    { field: 'confirmedAt', beforeClaim: true },
  ];
}

/** @throws Error when it is missing: the mail was tagged without it */
function needed(record: DeliveryRecord, field: 'lesson' | 'localDate' | 'notice'): string {
  const value = record[field];
  if (value === undefined) throw new Error(`A delivery of kind ${record.kind} has no ${field}.`);
  return value;
}
