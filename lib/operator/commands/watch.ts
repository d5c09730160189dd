import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { Terminal } from './terminal.ts';

/** Looking: how the service is. */
export function watchCommands(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .description(
      'shows sending state, planner lag, people, queues and dead-letter queues; exit code 1 if anything needs attention',
    )
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { needsAttention, readStatus, formatStatus, statusAsData } = await import('../status.ts');
        const status = await readStatus(connection);
        say('status', statusAsData(status), formatStatus(status));
        if (needsAttention(status)) process.exitCode = 1;
      }),
    );

  program
    .command('doctor')
    .description(
      'checks that the service can send and does: SES, DNS and the table of a stage; switch, planner, queues and site; each ✗ says what to do; exit code 1 if there is any',
    )
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { formatDiagnosis, linesAsData } = await import('../doctor/diagnose.ts');
        const { examine } = await import('../doctor/examine.ts');
        const { newest } = await import('../newest.ts');
        const { projectFile } = await import('../../roots.ts');
        const { readStages } = await import('../../cloud/stages.ts');
        const { stage } = program.opts<{ stage?: string }>();
        const written = stage === undefined ? undefined : readStages(projectFile('stages.json'))[stage];
        const lines = await examine(connection, newest, stage === undefined ? undefined : { stage, written });
        say('doctor', { lines: linesAsData(lines) }, formatDiagnosis(lines));
        if (lines.some(({ ok }) => !ok)) process.exitCode = 1;
      }),
    );

  program
    .command('audit')
    .description(
      'checks that every lesson owed is confirmed, excluded with a reason, in doubt or waiting; exit code 1 if not',
    )
    .option('--days <number>', 'how far back', readDays, 14)
    .action(({ days }: { days: number }) =>
      terminal.withService(async (connection, say) => {
        const { audit, formatAudit } = await import('../audit.ts');
        const report = await audit(connection, days);
        say('audit', report, formatAudit(report));
        if (report.states.unaccounted > 0) process.exitCode = 1;
      }),
    );
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 400) throw new InvalidArgumentError('A number from 1 to 400.');
  return days;
}
