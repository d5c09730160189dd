import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Measured } from '../../cost/measured.ts';
import type { Plan } from '../../cost/prices.ts';
import { engineFile, roots } from '../../roots.ts';
import type { Terminal } from './terminal.ts';

interface CostOptions {
  subscribers: number;
  reminders: number;
  plan: Plan;
  webhooks?: true;
}

/** What it costs, and how mails look: neither needs a service. */
export function numbersCommands(program: Command, terminal: Terminal): void {
  program
    .command('cost')
    .description(
      'a month’s bill, line by line, beside what SES alone would cost; from the counts that the bench measured',
    )
    .option('--subscribers <number>', 'people who get a lesson a week', count, 10_000)
    .option('--reminders <number>', 'reminders a week and person', count, 1)
    .addOption(new Option('--plan <plan>', 'plan of SES').choices(['a-la-carte', 'essentials']).default('essentials'))
    .option('--webhooks', 'with events for a system of your own')
    .action(async (options: CostOptions) => {
      const { billOf, idleBill, totalOf } = await import('../../cost/bill.ts');
      const { formatBill } = await import('../../cost/format.ts');
      const measured = JSON.parse(await readFile(engineFile('lib/cost/measured.json'), 'utf8')) as Measured;
      const [bill, idle] = [billOf(options, measured), idleBill()];
      terminal.say(
        { bill, total: totalOf(bill), idle, idleTotal: totalOf(idle) },
        formatBill({ bill, idle, usage: options, measured }),
      );
    });

  program
    .command('preview')
    .description('every mail as it is written, in a browser: desktop, phone, dark mode, pictures off, text, raw')
    .option('--port <number>', 'of the loopback; any that is free otherwise', count, Number(process.env['PORT'] ?? 0))
    .action(async ({ port }: { port: number }) => {
      terminal.progress('Reading every mail, which takes a few seconds');
      const { startPreview } = await import('../../preview/preview.ts');
      const { url } = await startPreview(roots.project, port);
      terminal.say({ url }, `Mails     ${url}\nEvery change under templates/ is shown at once. Press Ctrl-C to end.`);
    });
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Expected a number, such as 10000.');
  return value;
}
