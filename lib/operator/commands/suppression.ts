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
    .description('manages addresses that must not be mailed: the SES list for the whole account, and our own record');

  suppression
    .command('list')
    .description('lists who is on the SES list, and who only on our record')
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { listSuppressed, formatSuppression } = await import('../suppression/list.ts');
        const { suppressionWorld } = await import('../suppression/deps.ts');
        const report = await listSuppressed(await suppressionWorld(connection));
        say('suppression list', report, formatSuppression(report));
      }),
    );

  suppression
    .command('add')
    .description('adds an address to both: this service, and any other in the account, stops sending to it')
    .argument('<address>', 'of a subscriber or anybody else')
    .addOption(new Option('--reason <reason>', 'reason').choices(reasons).makeOptionMandatory())
    .action((address: string, { reason }: { reason: Reason }) =>
      terminal.withService(async (connection, say) => {
        const { suppress } = await import('../suppression/change.ts');
        const { suppressionWorld } = await import('../suppression/deps.ts');
        const was = await suppress(address, reason, await suppressionWorld(connection));
        const words = was.ours && was.ses ? 'Was already on both' : 'Now on the SES list and on our record';
        say('suppression add', { ...was, reason }, `${words}: ${was.subscriber}`);
      }),
    );

  suppression
    .command('remove')
    .description(
      'removes an address from both; the person is then unsubscribed and can sign up again, even after “never ask again”',
    )
    .argument('<address>', 'of a mailbox that works again, or a person who asks for it')
    .action((address: string) =>
      terminal.withService(async (connection, say) => {
        const { release } = await import('../suppression/change.ts');
        const { suppressionWorld } = await import('../suppression/deps.ts');
        const was = await release(address, await suppressionWorld(connection));
        const [first] = [
          was.ours && was.ses && 'Removed from the SES list and from our record',
          was.ours && 'Removed from our record; was not on the SES list',
          was.ses && 'Removed from the SES list; was not on our record',
          'Was on neither',
        ].filter(Boolean);
        const asked = was.closed ? '. Had said “never ask again”; may be asked again' : '';
        say('suppression remove', was, `${String(first)}${asked}: ${was.subscriber}`);
      }),
    );
}
