import { attackBill, type Attack } from './attack.ts';
import { totalOf, type BillLine } from './bill-line.ts';
import { billOf, type Usage } from './bill.ts';
import type { Measured } from './measured.ts';
import { prices, type Plan } from './prices.ts';
import { number, table } from './table.ts';

/** The bill for an operator: what it comes to, each line with its count and price, and what would change it. */
export function formatBill(usage: Usage, measured: Measured): string {
  const bill = billOf(usage, measured);
  const { billed, list } = totalOf(bill);
  const ses = bill[0]!.billed;
  const share = ses === 0 ? '' : `, ${percent((billed - ses) / ses)} of what SES costs`;
  return [
    `A month with ${number(usage.subscribers)} people who each get a lesson and ${counted(usage.reminders, 'reminder')} a week costs about ${dollars(billed)}.`,
    `SES is ${dollars(ses)} of it; everything else is ${dollars(billed - ses)}${share}.`,
    `"Billed" is what an account pays in which nothing else runs, after the allowances that every account has; without them it is ${dollars(list)}.`,
    '',
    linesTable(bill),
    '',
    ...assumptions(bill),
    'What would change it:',
    ...changes(usage, measured).map((line) => `- ${line}`),
    '',
    source(measured),
  ].join('\n');
}

/** What a flood can add to a month. */
export function formatAttack(attack: Attack): string {
  const bill = attackBill(attack);
  return [
    `The worst month that a flood from the internet can cause adds about ${dollars(totalOf(bill).list)}.`,
    'Every route of the site is at its limit all month, and strangers use up the SES quota with confirmation emails; no allowance is left.',
    `Pictures of emails come from CloudFront, which has no limit: each terabyte that is fetched is ${dollars(1024 * prices.cdnGb)} more, until \`pictureCdn\` is off.`,
    `SES quota: ${number(attack.quota)} emails in 24 hours (--quota). The configuration key \`monthlyBudget\` has AWS email you before it is spent, and \`cdn\` limits each visitor.`,
    '',
    linesTable(bill),
    '',
    ...assumptions(bill),
  ].join('\n');
}

/** Each change by itself, with what it adds. */
function changes(usage: Usage, measured: Measured): string[] {
  const billed = (other: Partial<Usage>) => totalOf(billOf({ ...usage, ...other }, measured)).billed;
  const now = billed({});
  const difference = (other: Partial<Usage>) => {
    const more = billed(other) - now;
    return `${more < 0 ? '−' : '+'}${dollars(Math.abs(more))}`;
  };
  const otherPlan: Plan = usage.plan === 'essentials' ? 'a-la-carte' : 'essentials';
  const price = (plan: Plan) => `$${prices.sesPerThousand[plan].toFixed(2)} per 1,000 emails`;
  return [
    `The SES pricing plan of your account: this is ${usage.plan} (${price(usage.plan)}); ${otherPlan} (${price(otherPlan)}) is ${difference({ plan: otherPlan })}. New accounts begin with essentials; \`npx weekwise doctor\` names yours.`,
    `A reminder more a week: ${difference({ reminders: usage.reminders + 1 })}.`,
    ...(usage.webhooks ? [] : [`Webhooks: ${difference({ webhooks: true })}.`]),
    `Another stage in the account, in which nobody is: ${difference({ stages: (usage.stages ?? 1) + 1 })}.`,
    `Nobody signed up at all: ${dollars(billed({ subscribers: 0 }))} a month.`,
  ];
}

function assumptions(bill: readonly BillLine[]): string[] {
  const marked = bill.filter((line) => line.assumed !== undefined && line.list > 0);
  if (marked.length === 0) return [];
  return [
    'Assumed (*), neither measured nor confirmed by AWS:',
    ...marked.map((line) => `- ${line.what}: ${line.assumed}.`),
    '',
  ];
}

function linesTable(bill: readonly BillLine[]): string {
  const { billed, list } = totalOf(bill);
  const used = bill.filter(({ amount }) => amount > 0);
  return table(
    ['what', 'amount', 'unit', 'price', 'free', 'billed', 'list price'],
    [
      ...used.map((line) => [
        line.assumed === undefined ? line.what : `${line.what} *`,
        number(line.amount),
        line.unit,
        unitPrice(line.price),
        line.free === 0 ? '' : number(line.free),
        line.billed.toFixed(2),
        line.list.toFixed(2),
      ]),
      ['all', '', '', '', '', billed.toFixed(2), list.toFixed(2)],
    ],
  );
}

/** The price of one, or of a million where one costs next to nothing. */
function unitPrice(price: number): string {
  return price < 0.01 ? `$${Number((price * 1e6).toPrecision(3))} a million` : `$${price.toFixed(2)}`;
}

function source(measured: Measured): string {
  return `Prices: ${prices.region}, ${prices.date} (${prices.source}). Counts: measured on ${measured.date}.`;
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function dollars(amount: number): string {
  return `$${amount.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
