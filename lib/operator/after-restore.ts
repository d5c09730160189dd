import { Temporal } from 'temporal-polyfill';
import { assumeServed, type Assumed } from '../../lambdas/core/counting/after-restore.ts';
import { dueTick, isoInstant, tickAtOrBefore, tickMinutes } from '../../lambdas/core/time/calendar.ts';
import { nextLesson, nextLessonSlot } from '../../lambdas/core/course/course.ts';
import { isRestored } from '../../lambdas/core/sending/send-control.ts';
import type { LedgerEntry } from '../../lambdas/core/counting/ledger.ts';
import { applyEntry, isMissing } from '../../lambdas/core/counting/ledger-after-restore.ts';
import { setByHand } from '../../lambdas/core/time/planned-walls.ts';
import { dynamoPersonalData } from '../../lambdas/adapters/dynamo/personal-data.ts';
import { dynamoNotices } from '../../lambdas/adapters/dynamo/notices.ts';
import { isUnderWay, type Notice } from '../../lambdas/core/course/notice.ts';
import { quiet } from './quiet.ts';
import { OperatorError } from './operator-error.ts';
import type { ServiceConnection } from './connection.ts';
import { subscribers } from './people.ts';

type Restored = Pick<ServiceConnection, 'table' | 'control' | 'subscribers' | 'series' | 'ledger' | 'onPeople'>;

/** What going on with a restored table would do. */
export interface AfterRestore {
  /** The planner's mark in the backup: what was sent since is forgotten. */
  backupOf: string;
  from: string;
  /** What the ledger knows since the backup and the table does not. Undefined where there is no ledger. */
  ledger: { beganAt: string; entries: LedgerEntry[] } | undefined;
  /** Lessons and follow-ups that are taken as sent in between, so that nobody gets them twice. */
  assumed: ({ subscriber: string } & Pick<Assumed, 'lessons' | 'followUpAt'>)[];
  /** Notices under way in the backup: they are stopped, since who had them since is forgotten. */
  notices: Pick<Notice, 'id' | 'at' | 'subject'>[];
  /** Whom the service would mail in the seven days from then on, and what. */
  next: { subscriber: string; lesson: string; at: string }[];
}

/**
 * Says what would happen if mail went out again from an instant on.
 *
 * @throws OperatorError when the table is not a restored one
 */
export async function planAfterRestore(connection: Restored, from: Temporal.Instant): Promise<AfterRestore> {
  const { plannedThrough, gate, notices: sent } = await connection.control.planning();
  if (!isRestored(gate, await connection.control.tableId()) || plannedThrough === undefined) {
    throw new OperatorError('This table is not restored from a backup, so there is nothing to accept.');
  }
  const mark = Temporal.Instant.from(plannedThrough);
  const ledger = await missingSince(connection, plannedThrough);
  const notices = sent
    .filter(({ stopped, ...notice }) => isUnderWay(notice) && (stopped === undefined || stopped.why === restored))
    .map(({ id, at, subject }) => ({ id, at, subject }));
  const report: AfterRestore = {
    backupOf: plannedThrough,
    from: isoInstant(from),
    ledger,
    assumed: [],
    notices,
    next: [],
  };
  const goneFrom = whenGone(ledger);
  for await (const person of subscribers(connection)) {
    const assumed = assumeServed(person, connection.series.of(person), mark, goneFrom.get(person.id) ?? from);
    if (assumed !== undefined) {
      const { changes: _, ...taken } = assumed;
      report.assumed.push({ subscriber: person.id, ...taken });
    }
    if (goneFrom.has(person.id)) continue;
    const then = { ...person, ...assumed?.changes };
    const slot = nextLessonSlot(then, connection.series.of(person), from.subtract({ seconds: 1 }));
    const lesson = nextLesson(connection.series.of(person), then);
    if (slot === undefined || lesson === undefined) continue;
    const due = dueTick(slot);
    if (from.until(due).total('hours') < 7 * 24) {
      report.next.push({ subscriber: person.id, lesson: lesson.id, at: isoInstant(due) });
    }
  }
  return report;
}

/** Whom the ledger keeps out, and the instant from which on they were owed nothing. */
function whenGone(ledger: AfterRestore['ledger']): Map<string, Temporal.Instant> {
  const gone = new Map<string, Temporal.Instant>();
  for (const { subscriber, at } of ledger?.entries ?? []) {
    // A lesson may have left in the very second in which they did.
    const from = Temporal.Instant.from(at).add({ seconds: 1 });
    const known = gone.get(subscriber);
    if (known === undefined || Temporal.Instant.compare(from, known) < 0) gone.set(subscriber, from);
  }
  return gone;
}

/** The entries that the table has yet to be told of. */
async function missingSince({ ledger, subscribers: store }: Restored, mark: string): Promise<AfterRestore['ledger']> {
  if (ledger === undefined) return undefined;
  const entries: LedgerEntry[] = [];
  for (const entry of await ledger.since(mark)) {
    const { subscriber: id } = entry;
    const known = (await store.find(id)) ?? (await store.findSignUp(id));
    if (isMissing(entry, known)) entries.push(entry);
  }
  return { beganAt: await ledger.beganAt(), entries };
}

/**
 * Accepts the restored table: takes lessons and follow-ups in between as sent, also of those who left since and may come back; applies what the ledger knows; moves the
 * planner's mark; and lifts the fence last, so that an interrupted run can be repeated.
 */
export async function goAfterRestore(connection: Restored, from: Temporal.Instant): Promise<AfterRestore> {
  const report = await planAfterRestore(connection, from);
  const mark = Temporal.Instant.from(report.backupOf);
  const deps = { subscribers: connection.subscribers, personalData: dynamoPersonalData(connection.table), log: quiet };
  const goneFrom = whenGone(report.ledger);
  for await (const person of subscribers(connection)) {
    const assumed = assumeServed(person, connection.series.of(person), mark, goneFrom.get(person.id) ?? from);
    if (assumed === undefined) continue;
    if (!(await connection.subscribers.change(person, assumed.changes))) {
      throw new OperatorError(`Subscriber ${person.id} changed meanwhile; nothing is lost, run the command again.`, {
        code: 'interrupted',
      });
    }
  }
  for (const entry of report.ledger?.entries ?? []) await applyEntry(entry, deps);
  await stopNotices(connection, from);
  const { gate } = await connection.control.planning();
  const tick = tickAtOrBefore(from.subtract({ seconds: 1 }));
  await connection.control.advance(
    report.backupOf,
    isoInstant(Temporal.Instant.compare(tick, mark) > 0 ? tick : mark),
    setByHand,
  );
  await connection.control.rememberTable(await connection.control.tableId(), gate.tableId);
  return report;
}

/** By this a run that was interrupted knows what it stopped. */
const restored = 'The table was restored, and who had it since the backup is not known.';

/** Who had a notice since the backup is forgotten. The operator sends it anew, changed, or leaves it at that. */
async function stopNotices({ control, table }: Restored, from: Temporal.Instant): Promise<void> {
  const stopped = { at: isoInstant(from), why: restored };
  for (const notice of (await control.planning()).notices) {
    if (isUnderWay(notice)) await dynamoNotices(table).stop(notice.id, stopped);
  }
}

/** The next tick after now, where nothing else is asked for. */
export function nextTickFrom(now: Temporal.Instant): Temporal.Instant {
  return tickAtOrBefore(now).add({ minutes: tickMinutes });
}
