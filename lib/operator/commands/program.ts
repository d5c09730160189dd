import { Command, Option } from 'commander';
import type { PersonActions } from '../../../lambdas/core/actions/actions.ts';
import { dataFolder, engineVersion, hasProject } from '../../roots.ts';
import { OperatorError } from '../operator-error.ts';
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
import { projectCommands } from './project.ts';
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
 * @param json - what is wrong with the arguments is thrown and not written: it is told as JSON
 */
export function weekwiseProgram(actions: PersonActions, json = false): Command {
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
    .option('--data <folder>', 'data folder of the service on this machine', dataFolder())
    .option('--json', 'output for programs, in the shapes of docs/json.md; errors too')
    .version(engineVersion, '--version', 'prints the version of Weekwise')
    .hook('preAction', (_, command) => checkProject(command.name()))
    .showHelpAfterError(json ? false : 'For help, run the same command with --help.')
    .configureOutput(json ? { outputError: () => undefined } : {})
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
    projectCommands,
    seriesCommands,
    zonesCommands,
    numbersCommands,
  ];
  program.hook('preAction', say.prepare);
  for (const add of groups) add(program, say, actions);
  showExamples(program);
  return program;
}

/** Is output for programs asked for? Known before the arguments are read, of which something may be wrong. */
export function wantsJson(words: readonly string[]): boolean {
  return words.includes('--json');
}

/** Without a project there is nothing to work on, and the working folder must not be taken for one. */
function checkProject(command: string): void {
  if (hasProject || ['init', 'cost'].includes(command)) return;
  throw new OperatorError(
    'This folder is in no project, and WEEKWISE_PROJECT names none: npx weekwise init my-course makes one.',
  );
}
