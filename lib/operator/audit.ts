import { auditPerson, type Settled } from '../../lambdas/core/counting/audit.ts';
import { deliveryName } from '../../lambdas/core/mail/mail-kinds.ts';
import { isUnderWay, whyNotFor } from '../../lambdas/core/course/notice.ts';
import type { NoticeCode } from './json/codes.ts';
import { noticeCode, stateOf } from './notice/notice-state.ts';
import type { ServiceConnection } from './connection.ts';
import { subscribers } from './people.ts';

export interface AuditReport {
  from: string;
  until: string;
  people: number;
  owed: number;
  /** Slots by what became of them; those excluded by reason as well. */
  states: Record<Settled['state'], number>;
  excluded: Record<string, number>;
  /** What somebody has to look at: ids and local dates. */
  unaccounted: { subscriber: string; localDate: string }[];
  inDoubt: { subscriber: string; localDate: string; since: string }[];
  /** Notices that were sent in these days, and how many people had each. To come and in doubt only while it is under way. */
  notices: { id: string; code: NoticeCode; state: string; had: number; toCome: number; inDoubt: number }[];
}

/** Checks for every person and lesson slot of the last days that what was owed is accounted for. */
export async function audit(
  connection: Pick<ServiceConnection, 'clock' | 'table' | 'control' | 'onPeople' | 'series'>,
  days: number,
): Promise<AuditReport> {
  const now = connection.clock.now();
  const span = { from: now.subtract({ hours: days * 24 }), until: now };
  const report: AuditReport = {
    from: span.from.toString({ smallestUnit: 'second' }),
    until: now.toString({ smallestUnit: 'second' }),
    people: 0,
    owed: 0,
    states: { confirmed: 0, excluded: 0, 'in-doubt': 0, waiting: 0, postponed: 0, unaccounted: 0 },
    excluded: {},
    unaccounted: [],
    inDoubt: [],
    notices: [],
  };
  const { notices } = await connection.control.planning();
  const told = notices
    .filter(({ at }) => at >= report.from)
    .map((notice) => ({
      notice,
      line: { id: notice.id, code: noticeCode(notice), state: stateOf(notice), had: 0, toCome: 0, inDoubt: 0 },
    }));
  report.notices = told.map(({ line }) => line);
  for await (const person of subscribers(connection)) {
    report.people += 1;
    for (const { notice, line } of told) {
      const why = whyNotFor(person, notice, now);
      if (why === 'had-it') line.had += 1;
      if (why !== undefined || !isUnderWay(notice)) continue;
      line.toCome += 1;
      if (person.claim?.delivery === deliveryName({ kind: 'notice', on: notice.id })) line.inDoubt += 1;
    }
    for (const line of auditPerson(person, connection.series.of(person), span, now)) {
      report.owed += 1;
      report.states[line.state] += 1;
      const { localDate } = line;
      if (line.state === 'excluded') report.excluded[line.why] = (report.excluded[line.why] ?? 0) + 1;
      if (line.state === 'unaccounted') report.unaccounted.push({ subscriber: person.id, localDate });
      if (line.state === 'in-doubt') report.inDoubt.push({ subscriber: person.id, localDate, since: line.since });
    }
  }
  return report;
}

/** The balance as lines for people. */
export function formatAudit(report: AuditReport): string {
  const { states, excluded, unaccounted, inDoubt, notices } = report;
  const reasons = Object.entries(excluded).map(([why, count]) => `${why} ${count}`);
  return [
    `Lessons owed from ${report.from} to ${report.until}, to ${report.people} people: ${report.owed}`,
    `  confirmed    ${states.confirmed}`,
    `  excluded     ${states.excluded}${reasons.length > 0 ? `  (${reasons.join(', ')})` : ''}`,
    `  in doubt     ${states['in-doubt']}`,
    `  waiting      ${states.waiting}`,
    `  postponed    ${states.postponed}  (came with the next slot)`,
    `  unaccounted  ${states.unaccounted}`,
    ...inDoubt.map(
      ({ subscriber, localDate, since }) => `in doubt: ${subscriber}, slot of ${localDate}, since ${since}`,
    ),
    ...unaccounted.map(({ subscriber, localDate }) => `UNACCOUNTED: ${subscriber}, slot of ${localDate}`),
    ...notices.map(
      ({ id, state, had, toCome, inDoubt: doubt }) =>
        `notice ${id}: ${had} had it, ${toCome} to come, ${doubt} of them in doubt; ${state}`,
    ),
    states.unaccounted === 0 ? 'Everything owed is accounted for.' : 'Something owed is not accounted for: see above.',
  ].join('\n');
}
