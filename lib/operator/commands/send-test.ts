import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** A look at a mail where it will be read. */
export function sendTestCommands(program: Command, terminal: Terminal): void {
  program
    .command('send-test')
    .description(
      'sends one mail of the series, as a made-up person would get it, to look at it in a real inbox; counts as nobody’s delivery, and its links open nothing',
    )
    .argument('<mail>', 'lesson:<number>, the id of a lesson, or another mail such as welcome')
    .requiredOption('--to <address>', 'where to')
    .option('--series <id>', 'of this series; without it, of the one of the start page')
    .action((mail: string, { to, series: id }: { to: string; series?: string }) =>
      terminal.withService(async ({ series, ...connection }, say) => {
        const { sendTest } = await import('../send-test.ts');
        const { seriesNamed } = await import('../series-named.ts');
        const sent = await sendTest(mail, to, { ...connection, series: seriesNamed(id, series) });
        say(sent, `SES took “${sent.subject}” as ${sent.messageId}.`);
      }),
    );
}
