import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** Numbers about everybody. */
export function countsCommands(program: Command, terminal: Terminal): void {
  const counts = program.command('counts').description('shows numbers about everybody, as counted last night');

  counts
    .command('show')
    .description('shows people, progress, the outcome of each lesson, and the last days')
    .option('--series <id>', 'of this series; by default the one of the start page')
    .action(({ series: id }: { series?: string }) =>
      terminal.withService(async (connection, say) => {
        const { dynamoCounts } = await import('../../../lambdas/adapters/dynamo/counts.ts');
        const { countsAsData, formatCounts } = await import('../format-counts.ts');
        const { seriesNamed } = await import('../series-named.ts');
        const series = seriesNamed(id, connection.series);
        const found = await dynamoCounts(connection.table).read(series.id);
        say('counts show', { series: series.id, ...countsAsData(found) }, formatCounts(found, series));
      }),
    );

  counts
    .command('rebuild')
    .description('counts everybody again from what is stored, and lists the days that differ; exit code 1 if any does')
    .option('--yes', 'keeps what was counted now; erased people are then missing from their days')
    .action(({ yes }: { yes?: true }) =>
      terminal.withService(async ({ table, clock, series: { all }, onPeople }, say) => {
        const { dynamoCounts } = await import('../../../lambdas/adapters/dynamo/counts.ts');
        const { dynamoScan } = await import('../../../lambdas/adapters/dynamo/everybody.ts');
        const { rebuildCounts } = await import('../../../lambdas/core/counting/counting.ts');
        const { formatDifferences } = await import('../format-counts.ts');
        const { told } = await import('../people.ts');
        const crowd = { everybody: () => told(dynamoScan(table).everybody(), onPeople) };
        const deps = { clock, crowd, counts: dynamoCounts(table), series: all.map(({ id }) => id) };
        const differences = await rebuildCounts(deps, yes === true);
        say('counts rebuild', { written: yes === true, differences }, formatDifferences(differences, yes === true));
        if (differences.length > 0 && yes === undefined) process.exitCode = 1;
      }),
    );
}
