import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

interface ReportFlags {
  series?: string;
  lessons?: boolean;
  csv?: boolean;
  exact?: boolean;
}

/** Whether the course helps, in what people say of themselves. */
export function reportCommands(program: Command, terminal: Terminal): void {
  program
    .command('report')
    .description(
      'shows what changed for people since they started, by week and lesson, and who answered; counts in fives',
    )
    .option('--series <id>', 'of this series; by default the one of the start page')
    .option('--lessons', 'the figures of each lesson instead: sent, bounced, left after it, tried, liked')
    .option('--csv', 'as CSV, for a spreadsheet')
    .option('--exact', 'with exact small numbers: for you alone')
    .action(({ series: id, lessons = false, csv = false, exact = false }: ReportFlags) =>
      terminal.withService(async (connection, say) => {
        const { seriesNamed } = await import('../series-named.ts');
        const { lessonsCsv, reportCsv } = await import('../report/as-csv.ts');
        const { formatLessonFigures, formatReport } = await import('../report/as-text.ts');
        const series = seriesNamed(id, connection.series);
        if (lessons) {
          const { dynamoCounts } = await import('../../../lambdas/adapters/dynamo/counts.ts');
          const { figuresOfLessons } = await import('../report/lesson-figures.ts');
          const { now } = await dynamoCounts(connection.table).read(series.id);
          const figures = figuresOfLessons(series, now, exact);
          const words = csv ? lessonsCsv(figures).trimEnd() : formatLessonFigures(figures, exact);
          say('report --lessons', { series: series.id, at: now?.at ?? null, exact, lessons: figures }, words);
          return;
        }
        const { reportFigures } = await import('../report/figures.ts');
        const { readOutcomes } = await import('../report/read-outcomes.ts');
        const { cautions } = await import('../report/words.ts');
        const { outcomes } = await readOutcomes(series, connection);
        const report = reportFigures(outcomes, series, connection.clock.now().toString(), exact);
        say('report', { ...report, cautions: [...cautions] }, csv ? reportCsv(report).trimEnd() : formatReport(report));
      }),
    );
}
