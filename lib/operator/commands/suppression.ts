import type { Command } from 'commander';
import { Option } from 'commander';
import type { SuppressedAddress } from '../../../lambdas/core/hearing/suppression-list.ts';
import type { Terminal } from './terminal.ts';

type Reason = SuppressedAddress['reason'];
const reasons: readonly Reason[] = ['bounce', 'complaint'];

/** Addresses that must not be mailed. */
export function suppressionCommands(program: Command, terminal: Terminal): void {
  const suppression = program
    .command('suppression')
    .description('addresses that must not be mailed: SES’s list for the whole account, and our own record beside it');

  suppression
    .command('list')
    .description('both, side by side: who is on SES’s list, and who on our record alone')
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { listSuppressed, formatSuppression } = await import('../suppression/list.ts');
        const { suppressionWorld } = await import('../suppression/deps.ts');
        const report = await listSuppressed(await suppressionWorld(connection));
        say(report, formatSuppression(report));
      }),
    );

  suppression
    .command('add')
    .description('puts an address on both: nothing is sent to it any more, by this service or any other of the account')
    .argument('<address>', 'somebody’s, or nobody’s that we know')
    .addOption(new Option('--reason <reason>', 'why').choices(reasons).makeOptionMandatory())
    .action((address: string, { reason }: { reason: Reason }) =>
      terminal.withService(async (connection, say) => {
        const { suppress } = await import('../suppression/change.ts');
        const { suppressionWorld } = await import('../suppression/deps.ts');
        const was = await suppress(address, reason, await suppressionWorld(connection));
        const words = was.ours && was.ses ? 'Was on both already' : 'Is on SES’s list and on our record now';
        say({ ...was, reason }, `${words}: ${was.subscriber}`);
      }),
    );

  suppression
    .command('remove')
    .description(
      'takes an address off both; the person is unsubscribed then, and has to sign up again, which works even if they had said “never ask again”',
    )
    .argument('<address>', 'whose mailbox takes mail again, or who asks for it')
    .action((address: string) =>
      terminal.withService(async (connection, say) => {
        const { release } = await import('../suppression/change.ts');
        const { suppressionWorld } = await import('../suppression/deps.ts');
        const was = await release(address, await suppressionWorld(connection));
        const [first] = [
          was.ours && was.ses && 'Was on SES’s list and on our record, and is on neither now',
          was.ours && 'Was on our record alone, and is no more',
          was.ses && 'Was on SES’s list alone, and is no more',
          'Was on neither',
        ].filter(Boolean);
        const asked = was.closed ? '. Had said “never ask again”, and may be asked now' : '';
        say(was, `${String(first)}${asked}: ${was.subscriber}`);
      }),
    );
}
