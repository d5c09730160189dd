import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { billOf, idleBill, totalOf } from '../lib/cost/bill.ts';
import type { Measured } from '../lib/cost/measured.ts';
import type { Plan } from '../lib/cost/prices.ts';
import { billInWords } from '../lib/cost/words.ts';

/** `npm run cost`: what a month costs, from the counts that the bench measured and one dated list of prices. */

interface Options {
  subscribers: number;
  reminders: number;
  plan: Plan;
  json?: true;
}

const options = new Command('cost')
  .description('Computes the monthly bill, line by line, beside what SES alone would cost.')
  .option('--subscribers <number>', 'people who get a lesson a week', count, 10_000)
  .option('--reminders <number>', 'reminders a week and person', count, 1)
  .addOption(new Option('--plan <plan>', 'plan of SES').choices(['a-la-carte', 'essentials']).default('essentials'))
  .option('--json', 'for programs')
  .addHelpText('after', '\nExample: npm run cost -- --subscribers 1000000 --reminders 1 --plan a-la-carte')
  .parse()
  .opts<Options>();

const measured = JSON.parse(await readFile(new URL('../lib/cost/measured.json', import.meta.url), 'utf8')) as Measured;
const [bill, idle] = [billOf(options, measured), idleBill()];
console.log(
  options.json
    ? JSON.stringify({ bill, total: totalOf(bill), idle, idleTotal: totalOf(idle) }, undefined, 2)
    : billInWords({ bill, idle, usage: options, measured }),
);

function count(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Expected a number, such as 10000.');
  return value;
}
