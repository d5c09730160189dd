import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { Temporal } from 'temporal-polyfill';
import { OperatorError } from '../operator-error.ts';
import { readInstant, readLate } from './read-late.ts';
import type { Terminal } from './terminal.ts';

/** Stopping mail and letting it go. */
export function switchCommands(program: Command, terminal: Terminal): void {
  program
    .command('halt')
    .description('stops all email within one batch; nothing is lost, it waits')
    .argument('<why>', 'for the next person who looks at the status', readText)
    .action((why: string) =>
      terminal.withService(async (connection, say) => {
        const { isoInstant } = await import('../../../lambdas/core/time/calendar.ts');
        const halted = { why, at: isoInstant(connection.clock.now()) };
        await connection.control.halt(halted);
        say('halt', { halted }, `Sending is halted for ${connection.name}: ${why}\nNext: weekwise go`);
      }),
    );

  program
    .command('go')
    .description(
      'resumes sending; exit code 1 if something else still blocks it; with --after-restore, accepts a table restored from a backup',
    )
    .option('--after-restore', 'shows who would get email from a restored table; with --yes accepts it')
    .option('--from <instant>', 'with --after-restore: resumes sending from this instant (default: the next tick)')
    .option('--yes', 'with --after-restore: applies it')
    .hook('preAction', readLate({ from: readInstant }))
    .action(({ afterRestore, from, yes }: { afterRestore?: true; from?: Temporal.Instant; yes?: true }) =>
      terminal.withService(async (connection, say) => {
        if (afterRestore) {
          const { formatAfterRestore } = await import('../format-after-restore.ts');
          const { goAfterRestore, nextTickFrom, planAfterRestore } = await import('../after-restore.ts');
          const start = from ?? nextTickFrom(connection.clock.now());
          const report = await (yes ? goAfterRestore(connection, start) : planAfterRestore(connection, start));
          say('go --after-restore', { ...report, accepted: yes === true }, formatAfterRestore(report, yes === true));
          return;
        }
        // Mail would go out at once, and not as was meant.
        if (from !== undefined || yes)
          throw new OperatorError('--from and --yes go with --after-restore. Nothing changed.', { code: 'usage' });
        await connection.control.resumeSending();
        const { sendCode } = await import('../send-code.ts');
        const { formatSendState, goesOut, readSendState } = await import('../../console/send-state.ts');
        const gate = await readSendState(connection.control);
        const stopped = !goesOut(gate);
        const { circuit, restored } = gate;
        say(
          'go',
          { sending: { goesOut: !stopped, code: sendCode(gate) }, halted: null, circuit, restored },
          stopped
            ? `The switch is on, but nothing is sent: ${formatSendState(gate)}`
            : `Sending resumed for ${connection.name}. Queued email leaves within 15 minutes.`,
        );
        if (stopped) process.exitCode = 1;
      }),
    );

  program
    .command('restore')
    .description(
      'restores a stage’s table to a moment of the last 35 days, as a new table; the next deployment switches to it',
    )
    .argument('<instant>', 'the last good moment, such as 2026-12-01T06:00:00Z')
    .action((moment: string) =>
      terminal.withService(async (connection, say) => {
        const to = await readInstant(moment);
        if (connection.mail === undefined)
          throw new OperatorError('Only stages in the cloud have backups: name one with --stage.');
        const { halted } = await connection.control.gate();
        if (halted === undefined)
          throw new OperatorError(
            'Halt sending first, so that nothing more is sent from the old table: weekwise halt "restoring"',
          );
        const { restoreTable } = await import('../restore.ts');
        const restored = await restoreTable(connection.dynamo, connection.table.name, to);
        say('restore', restored, formatRestored(restored));
      }),
    );
}

/** At most what the console takes. */
const textMax = 200;

function readText(text: string): string {
  if (text.trim() === '' || text.length > textMax)
    throw new InvalidArgumentError(`Say it in 1 to ${textMax} characters.`);
  return text.trim();
}

function formatRestored({ table, streamArn }: { table: string; streamArn: string }): string {
  const keys = { restoredTable: table, restoredStreamArn: streamArn };
  const written = Object.entries(keys).map(([key, value]) => `"${key}": "${value}"`);
  return [
    `The table as it was is in ${table}. Next:`,
    `1. In stages.json, give the stage ${written.join(' and ')}, and deploy it. Nothing is sent: the service detects a restored table.`,
    '2. weekwise go --after-restore shows who would get email; with --yes it accepts the table as it is.',
    '3. weekwise go resumes sending.',
  ].join('\n');
}
