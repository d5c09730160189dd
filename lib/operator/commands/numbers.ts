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
  stages: number;
  webhooks?: true;
  copies?: true;
  attack?: true;
  quota: number;
}

/** What it costs, and how mails look: neither needs a service. */
export function numbersCommands(program: Command, terminal: Terminal): void {
  program
    .command('cost')
    .description('estimates a monthly bill, line by line, and what would change it; from measured counts')
    .option('--subscribers <number>', 'people who get a lesson per week', count, 10_000)
    .option('--reminders <number>', 'reminders per week and person', count, 1)
    .addOption(
      new Option('--plan <plan>', 'SES pricing plan of your account')
        .choices(['a-la-carte', 'essentials'])
        .default('essentials'),
    )
    .option('--stages <number>', 'stages in the account; everybody is in one of them', count, 1)
    .option('--webhooks', 'with events for your own system')
    .option('--copies', 'with weekly copies of the table to another account')
    .option('--attack', 'the worst month that a flood can cause, on top of it')
    .option('--quota <number>', 'with --attack: emails that SES takes from your account in 24 hours', count, 50_000)
    .action(async (options: CostOptions) => {
      const measured = JSON.parse(await readFile(engineFile('lib/cost/measured.json'), 'utf8')) as Measured;
      const { totalOf } = await import('../../cost/bill-line.ts');
      const { formatAttack, formatBill } = await import('../../cost/format.ts');
      if (options.attack) {
        const { attackBill } = await import('../../cost/attack.ts');
        const bill = attackBill(options);
        terminal.say('cost', { bill, ...totalOf(bill) }, formatAttack(options));
        return;
      }
      const { billOf } = await import('../../cost/bill.ts');
      const bill = billOf(options, measured);
      terminal.say('cost', { bill, ...totalOf(bill) }, formatBill(options, measured));
    });

  program
    .command('preview')
    .description('serves every email as you write it, in a browser: desktop, phone, dark mode, pictures off, text, raw')
    .option('--port <number>', 'on the loopback; any free one by default', count, Number(process.env['PORT'] ?? 0))
    .action(async ({ port }: { port: number }) => {
      terminal.progress('Reading every mail, which takes a few seconds');
      const { startPreview } = await import('../../preview/preview.ts');
      const { url } = await startPreview(roots.project, port);
      terminal.say(
        'preview',
        { url },
        `Emails    ${url}\nEvery change under templates/ is shown at once. Press Ctrl-C to end.`,
      );
    });
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Expected a number, such as 10000.');
  return value;
}
