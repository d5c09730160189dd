import { createReadStream, existsSync } from 'node:fs';
import type { Command } from 'commander';
import { HomeError } from '../home-error.ts';
import { columns, importInWords, importPeople } from '../import-people.ts';
import type { Terminal } from './terminal.ts';

/** People in and out. */
export function peopleCommands(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .description('takes people over from a CSV file with their consent; never revives who left, complained or bounced')
    .argument('<file>', `CSV whose first line names the columns: ${columns.join(', ')}`)
    .option('--dry-run', 'say what would be done')
    .action((file: string, { dryRun = false }: { dryRun?: boolean }) =>
      terminal.withHome(async (home, say) => {
        if (!existsSync(file)) throw new HomeError(`There is no file ${file}.`);
        const world = { ...home, keyring: await home.keyring(), series: home.series.id };
        const report = await importPeople(createReadStream(file), world, { dryRun });
        say(report, importInWords(report, dryRun));
        if (report.refused.length > 0) process.exitCode = 1;
      }),
    );
}
