import { auditPerson, type Settled } from '../../lambdas/core/counting/audit.ts';
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
}

/** Checks for every person and lesson slot of the last days that what was owed is accounted for. */
export async function audit(
  connection: Pick<ServiceConnection, 'clock' | 'table' | 'onPeople' | 'series'>,
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
  };
  for await (const person of subscribers(connection)) {
    report.people += 1;
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
  const { states, excluded, unaccounted, inDoubt } = report;
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
    states.unaccounted === 0 ? 'Everything owed is accounted for.' : 'Something owed is not accounted for: see above.',
  ].join('\n');
}
