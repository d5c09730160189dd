import { Option, type Command } from 'commander';
import { type StarterLanguage, starterLanguages } from '../../content/starter-languages.ts';
import { namedFolder, projectFile, roots } from '../../roots.ts';
import { OperatorError } from '../operator-error.ts';
import type { Terminal, Where } from './terminal.ts';

/** What the scripts of a project call, and what makes and keeps one. */
export function projectCommands(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .description('makes a project of your own, with a small working series; what is there already is left as it is')
    .argument('[folder]', 'a new folder, or one without other files; by default this one')
    .option('--series <id>', 'permanent id of its first series; by default the name of the folder')
    .addOption(
      new Option('--language <tag>', 'in which that series is written').choices(starterLanguages).default('en'),
    )
    .action(async (folder: string | undefined, about: { series?: string; language: StarterLanguage }) => {
      const { formatMade, makeProject } = await import('../../project/make-project.ts');
      const made = await makeProject(namedFolder(folder ?? '.'), about);
      terminal.say('init', made, formatMade(made, folder));
    });

  program
    .command('start')
    .description('compiles what changed and runs the whole service on this machine: npm start')
    .action(async () => {
      refuseJson(terminal);
      await import('../../../bin/start.ts');
    });

  program
    .command('deploy')
    .description(
      'deploys a stage, production by default, with the credentials and region of the AWS SDK; asks for what is missing, and keeps it in stages.json: npm run deploy',
    )
    .option('--stages <file>', 'where the stages are written down; by default stages.json of the project')
    .option('--app <folder>', 'an assembly that was synthesized before, as in a pipeline')
    .option(
      '--take-up <names...>',
      'tables and ARN of the keys that an earlier stack of the stage has left, where there is more than one of a kind',
    )
    .option('--adopt-restored', 'make the restored table of the stage the stack’s own, which later releases manage')
    .option('--yes', 'ask nothing: change permissions without a question, and fail where a key is missing')
    .action(async (options: { stages?: string; app?: string; takeUp?: string[]; adoptRestored?: true; yes?: true }) => {
      refuseJson(terminal);
      const { stage = 'production' } = program.opts<Where>();
      const { compile } = await import('../../project/compile.ts');
      await compile();
      const { runDeploy } = await import('../deploy/run.ts');
      const { stages = projectFile('stages.json'), app } = options;
      // The CDK runs in the project's folder, wherever the operator is.
      await runDeploy({ ...options, stage, stages, ...(app !== undefined && { app: namedFolder(app) }) });
    });

  program
    .command('synth')
    .description('writes what would be deployed of a stage into a folder, for deploy --app; needs no account')
    .option('--stages <file>', 'where the stages are written down; by default stages.json of the project')
    .option('--output <folder>', 'where to', 'cdk.out')
    .action(async ({ stages, output }: { stages?: string; output: string }) => {
      refuseJson(terminal);
      const { stage = 'production' } = program.opts<Where>();
      const { compile } = await import('../../project/compile.ts');
      await compile();
      const { synthesize } = await import('../deploy/run.ts');
      await synthesize(stage, namedFolder(stages ?? projectFile('stages.json')), namedFolder(output));
    });

  program
    .command('overrides')
    .description(
      'lists what the project has in place of files of Weekwise, and which of those have changed since; exit code 1 if any has',
    )
    .argument('[paths...]', 'with --accept: paths from templates/, as the list has them')
    .option('--accept', 'says that yours have been compared with those of Weekwise as they are now')
    .action(async (paths: string[], { accept }: { accept?: true }) => {
      const { acceptOverrides, formatOverrides, readOverrides } = await import('../../project/overrides.ts');
      if (accept) await acceptOverrides(roots, paths);
      else if (paths.length > 0) throw new OperatorError('Paths are given with --accept.');
      const list = await readOverrides(roots);
      terminal.say('overrides', { overrides: list }, formatOverrides(list));
      if (list.some(({ toDo }) => toDo !== undefined)) process.exitCode = 1;
    });

  program
    .command('eject')
    .description('copies a file or a series of Weekwise into templates/ of the project, where it goes before its own')
    .argument('<paths...>', 'paths from templates/, such as layouts/lesson.mjml or series/stress-and-back-pain')
    .action(async (paths: string[]) => {
      const { eject } = await import('../../project/overrides.ts');
      const files = await eject(roots, paths);
      terminal.say('eject', { files }, files.join('\n'));
    });
}

/** What others print, such as the CDK, cannot be put into a document. */
function refuseJson(terminal: Terminal): void {
  if (terminal.isJson()) {
    throw new OperatorError('start, deploy and synth show what they do as it happens: they have no --json.', {
      code: 'usage',
    });
  }
}
