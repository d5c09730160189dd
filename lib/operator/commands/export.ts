import type { Command } from 'commander';
import { Option } from 'commander';
import { exportFormats, exportStatuses, type ExportFormat, type ExportStatus } from '../export/choices.ts';
import { OperatorError } from '../operator-error.ts';
import { whileInterruptible } from './interrupt.ts';
import { readLate, readZone } from './read-late.ts';
import type { Terminal } from './terminal.ts';

interface ExportFlags {
  format: ExportFormat;
  status?: ExportStatus;
  zone?: string;
  series?: string;
}

/** People out. */
export function exportCommands(program: Command, terminal: Terminal): void {
  program
    .command('export')
    .description('writes people in the format import reads: address, first name, time, pause, consent and status')
    .argument('[file]', 'a new file that only you may read; by default, or with -, standard output')
    .addOption(new Option('--format <format>', 'output format').choices(exportFormats).default('csv'))
    .addOption(new Option('--status <status>', 'only people of this status').choices(exportStatuses))
    .option('--zone <zone>', 'only people of this time zone, such as Europe/Berlin')
    .hook('preAction', readLate({ zone: readZone }))
    .action((file: string | undefined, flags: ExportFlags, command: Command) =>
      terminal.withService(async (connection, say) => {
        const { exportPeople, exportToFile } = await import('../export/export-people.ts');
        const options = { ...flags, onPeople: (count: number) => terminal.progress(`${count} people`) };
        if (file === undefined || file === '-') {
          const isDocument = terminal.isJson();
          if (isDocument && command.getOptionValueSource('format') !== 'default') {
            const words =
              'With --json, people are one document on standard output: leave --format out, or name a file.';
            throw new OperatorError(words, { code: 'usage' });
          }
          const format = isDocument ? 'document' : flags.format;
          await exportPeople(process.stdout, connection, { ...options, format }).catch(unlessClosed);
          return;
        }
        const people = await whileInterruptible((signal) => exportToFile(file, connection, { ...options, signal }));
        say(
          'export <file>',
          { file, people },
          `${people} people are in ${file}.\nIt holds personal data: keep it to yourself, and delete it when it has served.`,
        );
      }),
    );
}

/** Whoever read it had enough, as `head` does. */
function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
