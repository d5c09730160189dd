import type { Command } from 'commander';
import { Option } from 'commander';
import { columns, sourceNames, type SourceName } from '../import/choices.ts';
import type { Progress } from '../import/import-file.ts';
import { whileInterruptible } from './interrupt.ts';
import { readLate, readZone } from './read-late.ts';
import type { Terminal } from './terminal.ts';

interface ImportFlags {
  from: SourceName;
  dryRun?: boolean;
  confirm?: boolean;
  zone?: string;
  series?: string;
  ignoreColumns?: string[];
  errors?: string;
  restart?: boolean;
}

/** People in. */
export function importCommands(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .description(
      'imports people from a file with their consent, or asks them; never brings back anyone who unsubscribed, complained or bounced. ' +
        'If interrupted, run it again: it resumes',
    )
    .argument(
      '<file>',
      `packed with gzip or not. weekwise: CSV whose first line names the columns (${columns.join(', ')}), or ` +
        'newline-delimited JSON (.ndjson) with the same names. listmonk: its subscriber export. pinpoint: an export of endpoints',
    )
    .addOption(new Option('--from <source>', 'where the file comes from').choices(sourceNames).default('weekwise'))
    .option('--confirm', 'asks people without consent in the file by a confirmation email; without it they are refused')
    .option('--zone <zone>', 'time zone for people without one in the file, such as Europe/Berlin')
    .option('--series <id>', 'series for people without one in the file; by default the one of the start page')
    .option(
      '--ignore-columns <names>',
      'columns to skip, such as "company,city"; never one that may say who is subscribed',
      (names: string) => names.split(',').map((name) => name.trim()),
    )
    .option('--dry-run', 'shows what it would do')
    .option('--errors <file>', 'writes every refused line there, with the reason; without it the first 20 are shown')
    .option('--restart', 'starts over, even if an earlier run was interrupted')
    .hook('preAction', readLate({ zone: readZone }))
    .action((file: string, { dryRun = false, confirm = false, restart = false, errors, ...flags }: ImportFlags) =>
      terminal.withService(async (connection, say) => {
        const { sqsQueues } = await import('../../../lambdas/adapters/sqs/queues.ts');
        const { importFile } = await import('../import/import-file.ts');
        const { formatImport, peopleIn } = await import('../import/report.ts');
        const { seriesNamed } = await import('../series-named.ts');
        const queues = sqsQueues({ account: connection.queues.account.url }, connection.sqs);
        const deps = { ...connection, keyring: await connection.keyring(), queues };
        const series = flags.series && seriesNamed(flags.series, connection.series).id;
        const startedMs = performance.now();
        const { report, interrupted } = await whileInterruptible((signal) =>
          importFile(file, deps, {
            ...flags,
            series,
            dryRun,
            confirm,
            restart,
            errorsFile: errors,
            signal,
            onProgress: (progress) =>
              terminal.progress(
                formatProgress(progress, peopleIn(progress.report), performance.now() - startedMs),
                progress.percent,
              ),
          }),
        );
        say({ ...report, interrupted }, formatImport(report, { dryRun, interrupted, errorsFile: errors }));
        if (report.refused > 0 || interrupted) process.exitCode = 1;
      }),
    );
}

function formatProgress({ report, resumedAfter }: Progress, people: number, elapsedMs: number): string {
  const done = report.lines - resumedAfter;
  const perSecond = Math.round(done / Math.max(elapsedMs / 1000, 0.001));
  return `${people} people, ${perSecond} a second`;
}
