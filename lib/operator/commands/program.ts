import { Command } from 'commander';
import { apiKeysCommands } from './api-keys.ts';
import { benchCommands } from './bench.ts';
import { consoleCommands } from './console.ts';
import { countsCommands } from './counts.ts';
import { exportCommands } from './export.ts';
import { formCommands } from './form.ts';
import { importCommands } from './import.ts';
import { keysCommands } from './keys.ts';
import { numbersCommands } from './numbers.ts';
import { sendTestCommands } from './send-test.ts';
import { seriesCommands } from './series.ts';
import { subscriberCommands } from './subscriber.ts';
import { suppressionCommands } from './suppression.ts';
import { switchCommands } from './switch.ts';
import { terminal, type Where } from './terminal.ts';
import { watchCommands } from './watch.ts';
import { webhookCommands } from './webhook.ts';

/** The whole command line. Its words are also the command reference in docs/commands.md. */
export function weekwiseProgram(): Command {
  const program = new Command('weekwise')
    .description(
      'Operates a Weekwise service: the one on this machine, or with --stage one in the cloud; and helps its authors.',
    )
    .option('--stage <name>', 'a deployed stage, with the credentials and region of the AWS SDK')
    .option(
      '--data <folder>',
      'data folder of the service on this machine',
      process.env['WEEKWISE_DATA'] || '.weekwise',
    )
    .option('--json', 'machine-readable output')
    .showHelpAfterError()
    .addHelpText(
      'after',
      `
  Examples:
    npx weekwise status
    npx weekwise --stage production halt "SES asked us to look at last night’s bounces"
    npx weekwise --stage production audit --days 30
    npx weekwise new-series tea-breaks`,
    );

  const say = terminal(() => program.opts<Where>());
  const groups = [
    watchCommands,
    switchCommands,
    subscriberCommands,
    importCommands,
    exportCommands,
    suppressionCommands,
    sendTestCommands,
    countsCommands,
    consoleCommands,
    keysCommands,
    apiKeysCommands,
    formCommands,
    webhookCommands,
    seriesCommands,
    numbersCommands,
    benchCommands,
  ];
  for (const add of groups) add(program, say);
  return program;
}
