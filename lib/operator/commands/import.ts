import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import {
  columns,
  dateOrders,
  encodings,
  readColumns,
  sourceNames,
  type Column,
  type DateOrder,
  type Encoding,
  type SourceName,
} from '../import/choices.ts';
import type { Progress } from '../import/import-file.ts';
import { whileInterruptible } from './interrupt.ts';
import { readLate, readZone } from './read-late.ts';
import type { Terminal } from './terminal.ts';

interface ImportFlags {
  from?: SourceName;
  map?: Partial<Record<Column, string>>;
  ignoreColumns?: string[];
  subscribedOnly?: boolean;
  encoding?: Encoding;
  dates?: DateOrder;
  confirm?: boolean;
  consentText?: string;
  consentSource?: string;
  consentAt?: string;
  zone?: string;
  series?: string;
  perDay?: number;
  name?: string;
  dryRun?: boolean;
  errors?: string;
  restart?: boolean;
  undo?: string;
  yes?: boolean;
}

/** Registers the `import` command. */
export function importCommands(program: Command, terminal: Terminal): void {
  const command = program
    .command('import')
    .description(
      'imports people from a file with their consent, or asks them; never brings back anyone who unsubscribed, complained or bounced. ' +
        'If interrupted, run it again: it resumes',
    )
    .argument(
      '[file]',
      `CSV, newline-delimited JSON or a JSON array, packed with gzip or not: an export of another tool, or our own columns (${columns.join(', ')})`,
    )
    .addOption(
      new Option('--from <source>', 'tool that the file is from; otherwise its columns tell').choices(sourceNames),
    )
    .option(
      '--map <field=column>',
      'reads a column as a field, such as email="Kontakt (privat)"; may be repeated',
      addMapping,
    )
    .option(
      '--ignore-columns <names>',
      'columns to skip, such as "company,city"; never one that may say who is subscribed',
      (names: string) => names.split(',').map((name) => name.trim()),
    )
    .option(
      '--subscribed-only',
      'everybody in the file is subscribed there; needed where the export does not say who left',
    )
    .addOption(new Option('--encoding <name>', 'encoding of the file').choices(encodings))
    .addOption(new Option('--dates <order>', 'order in dates such as 01.10.2026').choices(dateOrders))
    .option('--confirm', 'asks people without consent in the file by a confirmation email; without it they are refused')
    .option('--consent-text <version>', 'wording to which everybody in the file agreed, unless their line says it')
    .option('--consent-source <where>', 'where they agreed; by default the tool')
    .option('--consent-at <time>', 'when they agreed, such as 2026-01-02; by default when the tool says')
    .option('--zone <zone>', 'time zone for people without one in the file, such as Europe/Berlin')
    .option('--series <id>', 'series for people without one in the file; by default the one of the start page')
    .option(
      '--per-day <people>',
      'welcomes and confirmations per day; by default as fast as the account may send',
      readCount,
    )
    .option(
      '--name <name>',
      'name of this import, by which it can be undone; by default that of the file and the date',
      readName,
    )
    .option('--dry-run', 'shows what would become of columns, lines and the first three people')
    .option('--errors <file>', 'writes every refused line there, with the reason')
    .option('--restart', 'starts over, even if an earlier run was interrupted')
    .option('--undo <name>', 'takes back everybody of that import to whom nothing was mailed yet, and lists who stays')
    .option('--yes', 'with --undo: does it; without it nothing changes')
    .hook('preAction', readLate({ zone: readZone }));

  command.action((file: string | undefined, { undo, yes = false, ...flags }: ImportFlags) => {
    if (undo !== undefined && file === undefined) return undoing(undo, yes);
    if (flags.consentText === undefined && (flags.consentAt ?? flags.consentSource) !== undefined) {
      return command.error(
        'error: --consent-at and --consent-source need --consent-text: to which wording did they agree?',
      );
    }
    if (undo === undefined && file !== undefined) return importing(file, flags);
    return command.error('error: give a file to import, or --undo with the name of an import');
  });

  command
    .command('list')
    .description('lists imports by name, with how many of their people are here and how many can be taken back')
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { formatImports, listImports } = await import('../import/undo.ts');
        const imports = await listImports(connection.table);
        say('import list', { imports }, formatImports(imports));
      }),
    );

  function importing(
    file: string,
    { dryRun = false, confirm = false, restart = false, errors, ...flags }: Omit<ImportFlags, 'undo' | 'yes'>,
  ): Promise<void> {
    return terminal.withService(async (connection, say) => {
      const { sqsQueues } = await import('../../../lambdas/adapters/sqs/queues.ts');
      const { importFile } = await import('../import/import-file.ts');
      const { formatDryRun, formatImport, peopleIn } = await import('../import/report.ts');
      const { seriesNamed } = await import('../series-named.ts');
      const queues = sqsQueues({ account: connection.queues.account.url }, connection.sqs);
      const deps = { ...connection, keyring: await connection.keyring(), queues };
      const series = flags.series && seriesNamed(flags.series, connection.series).id;
      const startedMs = performance.now();
      const result = await whileInterruptible((signal) =>
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
      const { report, interrupted, name } = result;
      const { report: _, ...rest } = result;
      const words = formatImport(report, { name, dryRun, interrupted, errorsFile: errors });
      say('import', { ...report, ...rest }, dryRun ? `${formatDryRun(result)}\n${words}` : words);
      if (report.refused > 0 || interrupted) process.exitCode = 1;
    });
  }

  function undoing(name: string, sure: boolean): Promise<void> {
    return terminal.withService(async (connection, say) => {
      const { formatUndone, undoImport } = await import('../import/undo.ts');
      const undone = await whileInterruptible((signal) => undoImport(name, connection.table, { sure, signal }));
      say('import --undo', { ...undone, written: sure }, formatUndone(undone, sure));
      if (undone.interrupted || undone.kept.length > 0 || undone.takenBack === 0) process.exitCode = 1;
    });
  }
}

function addMapping(text: string, before: Partial<Record<Column, string>> = {}): Partial<Record<Column, string>> {
  const [, field = '', column = ''] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/s.exec(text) ?? [];
  const known = readColumns.find((name) => name.toLowerCase() === field.toLowerCase());
  if (known === undefined || column === '') {
    throw new InvalidArgumentError(
      `A field and a column, such as email="Email Address". Fields: ${readColumns.join(', ')}.`,
    );
  }
  return { ...before, [known]: column };
}

function readCount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('A number of people, such as 200.');
  return Number(text);
}

function readName(text: string): string {
  if (!/^[\p{L}\p{N}._-]{1,60}$/u.test(text)) {
    throw new InvalidArgumentError('Up to 60 letters, digits, dots, hyphens and underscores, such as clinic-2026.');
  }
  return text;
}

function formatProgress({ report, resumedAfter }: Progress, people: number, elapsedMs: number): string {
  const done = report.lines - resumedAfter;
  const perSecond = Math.round(done / Math.max(elapsedMs / 1000, 0.001));
  return `${people} people, ${perSecond} a second`;
}
