import type { BillLine } from './bill-line.ts';
import { totalOf, type Usage } from './bill.ts';
import type { Measured } from './measured.ts';
import { prices } from './prices.ts';
import { number, table } from './table.ts';

/** The goal: all but SES adds this share of what SES costs, at most. */
const goalShare = 0.03;
/** And a deployment that nobody uses costs less than this a month. */
const goalIdle = 1;

interface Bills {
  bill: readonly BillLine[];
  idle: readonly BillLine[];
  usage: Usage;
  measured: Measured;
}

/** The bill as a table, with the goals beside it. */
export function formatBill({ bill, idle, usage, measured }: Bills): string {
  const [ses, total, rest] = [bill[0]!.dollars, totalOf(bill), totalOf(bill.slice(1))];
  const share = ses === 0 ? 0 : rest / ses;
  const idleTotal = totalOf(idle);
  return [
    `A month with ${number(usage.subscribers)} people, a lesson and ${usage.reminders} reminders a week each.`,
    `Prices: ${prices.region}, ${prices.date} (${prices.source}). Counts: measured on ${measured.date}.`,
    '',
    linesTable(bill),
    '',
    `In all ${dollars(total)}, of which SES ${dollars(ses)}; everything else adds ${(share * 100).toFixed(1)} % (goal: ${goalShare * 100} %, ${verdict(share <= goalShare)}).`,
    '',
    'Nobody signed up, within the allowances that every account has:',
    '',
    linesTable(idle),
    '',
    `In all ${dollars(idleTotal)} (goal: below ${dollars(goalIdle)}, ${verdict(idleTotal < goalIdle)}).`,
  ].join('\n');
}

function linesTable(lines: readonly BillLine[]): string {
  return table(
    ['what', 'amount', 'unit', 'dollars'],
    lines.map(({ what, amount, unit, dollars: price }) => [what, number(amount), unit, price.toFixed(2)]),
  );
}

function dollars(amount: number): string {
  return `$${amount.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'missed';
}
