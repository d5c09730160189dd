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
    .description('stops all mail within one batch; nothing is lost, it waits')
    .argument('<why>', 'for whoever looks at the status next', readText)
    .action((why: string) =>
      terminal.withService(async (connection, say) => {
        const { isoInstant } = await import('../../../lambdas/core/time/calendar.ts');
        const halted = { why, at: isoInstant(connection.clock.now()) };
        await connection.control.halt(halted);
        say({ halted }, `Mail of ${connection.name} is halted: ${why}\nNext: weekwise go`);
      }),
    );

  program
    .command('go')
    .description(
      'lets mail out again, and says where something else still holds it, with exit code 1; with --after-restore accepts a table that was restored from a backup',
    )
    .option('--after-restore', 'show whom a restored table would mail, or with --yes accept it')
    .option('--from <instant>', 'with --after-restore: mail goes out again from here on (default: the next tick)')
    .option('--yes', 'with --after-restore: do it')
    .hook('preAction', readLate({ from: readInstant }))
    .action(({ afterRestore, from, yes }: { afterRestore?: true; from?: Temporal.Instant; yes?: true }) =>
      terminal.withService(async (connection, say) => {
        if (afterRestore) {
          const { formatAfterRestore } = await import('../format-after-restore.ts');
          const { goAfterRestore, nextTickFrom, planAfterRestore } = await import('../after-restore.ts');
          const start = from ?? nextTickFrom(connection.clock.now());
          const report = await (yes ? goAfterRestore(connection, start) : planAfterRestore(connection, start));
          say(report, formatAfterRestore(report, yes === true));
          return;
        }
        // Mail would go out at once, and not as was meant.
        if (from !== undefined || yes)
          throw new OperatorError('--from and --yes go with --after-restore. Nothing was changed.');
        await connection.control.resumeSending();
        const { formatSendState, readSendState } = await import('../../console/send-state.ts');
        const gate = await readSendState(connection.control);
        const stopped = gate.restored || gate.circuit !== undefined;
        say(
          { halted: null, ...(gate.circuit && { circuit: gate.circuit }), restored: gate.restored },
          stopped
            ? `The switch is on, and still nothing goes out: ${formatSendState(gate)}`
            : `Mail of ${connection.name} goes out again. What waited comes within 15 minutes.`,
        );
        if (stopped) process.exitCode = 1;
      }),
    );

  program
    .command('restore')
    .description(
      'restores the table of a stage to a moment of the last 35 days, beside it; the next deployment makes it the one in use',
    )
    .argument('<instant>', 'such as 2026-12-01T06:00:00Z: the last moment at which all was well')
    .action((moment: string) =>
      terminal.withService(async (connection, say) => {
        const to = await readInstant(moment);
        if (connection.mail === undefined)
          throw new OperatorError('Backups are of stages in the cloud: name one with --stage.');
        const { halted } = await connection.control.gate();
        if (halted === undefined)
          throw new OperatorError(
            'Halt the mail first, so that nothing more goes by the old table: weekwise halt "restoring"',
          );
        const { restoreTable } = await import('../restore.ts');
        const restored = await restoreTable(connection.dynamo, connection.table.name, to);
        say(restored, formatRestored(restored));
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
    `1. In stages.json, give the stage ${written.join(' and ')}, and deploy it. Nothing goes out: the service knows a restored table.`,
    '2. weekwise go --after-restore shows whom it would mail; with --yes it takes the table as it is.',
    '3. weekwise go lets mail out again.',
  ].join('\n');
}
