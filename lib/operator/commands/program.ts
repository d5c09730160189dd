import { Command, Option } from 'commander';
import type { PersonActions } from '../../../lambdas/core/actions/actions.ts';
import { apiKeysCommands } from './api-keys.ts';
import { consoleCommands } from './console.ts';
import { countsCommands } from './counts.ts';
import { deadLettersCommands } from './dead-letters.ts';
import { showExamples } from './examples.ts';
import { exportCommands } from './export.ts';
import { formCommands } from './form.ts';
import { importCommands } from './import.ts';
import { keysCommands } from './keys.ts';
import { noticeCommands } from './notice.ts';
import { numbersCommands } from './numbers.ts';
import { reportCommands } from './report.ts';
import { sendTestCommands } from './send-test.ts';
import { seriesCommands } from './series.ts';
import { subscriberCommands } from './subscriber.ts';
import { suppressionCommands } from './suppression.ts';
import { switchCommands } from './switch.ts';
import { terminal, type Where } from './terminal.ts';
import { transferCommands } from './transfer.ts';
import { watchCommands } from './watch.ts';
import { webhookCommands } from './webhook.ts';
import { zonesCommands } from './zones.ts';

/**
 * The whole command line. Its words are also the command reference in docs/commands.md. The files here have the words only: each action imports what
 * it works with once it begins, so that help is quick.
 *
 * @param actions - what people may ask for: the commands of `subscriber`. Its table loads the core, so that commands about nobody do without.
 */
export function weekwiseProgram(actions: PersonActions): Command {
  const program = new Command('weekwise')
    .description(
      'Operates a Weekwise service: the one on this machine, or with --stage one in the cloud; and helps its authors.',
    )
    .addOption(
      new Option('--stage <name>', 'a deployed stage, with the credentials and region of the AWS SDK').conflicts(
        'local',
      ),
    )
    .option('--local', 'the service that npm start runs on this machine; the default without --stage')
    .option(
      '--data <folder>',
      'data folder of the service on this machine',
      process.env['WEEKWISE_DATA'] || '.weekwise',
    )
    .option('--json', 'machine-readable output')
    .showHelpAfterError('For help, run the same command with --help.')
    // Before the commands, which take it over; see ending.ts.
    .exitOverride();

  const say = terminal(() => program.opts<Where>());
  const groups = [
    watchCommands,
    switchCommands,
    transferCommands,
    deadLettersCommands,
    subscriberCommands,
    importCommands,
    exportCommands,
    suppressionCommands,
    sendTestCommands,
    noticeCommands,
    countsCommands,
    reportCommands,
    consoleCommands,
    keysCommands,
    apiKeysCommands,
    formCommands,
    webhookCommands,
    seriesCommands,
    zonesCommands,
    numbersCommands,
  ];
  for (const add of groups) add(program, say, actions);
  showExamples(program);
  return program;
}
