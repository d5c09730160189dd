import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** A look at a mail where it will be read. */
export function sendTestCommands(program: Command, terminal: Terminal): void {
  program
    .command('send-test')
    .description(
      'sends one email of the series, filled with sample data, to a real inbox; it is not recorded as a delivery, and its links do not work',
    )
    .argument('<mail>', 'lesson:<number>, the id of a lesson, or another email such as welcome')
    .requiredOption('--to <address>', 'recipient')
    .option('--series <id>', 'of this series; by default the one of the start page')
    .action((mail: string, { to, series: id }: { to: string; series?: string }) =>
      terminal.withService(async ({ series, ...connection }, say) => {
        const { sendTest } = await import('../send-test.ts');
        const { seriesNamed } = await import('../series-named.ts');
        const sent = await sendTest(mail, to, { ...connection, series: seriesNamed(id, series) });
        say('send-test', sent, `SES accepted “${sent.subject}” as ${sent.messageId}.`);
      }),
    );
}
