import type { Command } from 'commander';
import { OperatorError } from '../operator-error.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  toStage?: string;
  toRegion?: string;
  toProfile?: string;
  yes?: true;
  dropWaiting?: true;
  giveUp?: true;
}

/** Moving house. */
export function transferCommands(program: Command, terminal: Terminal): void {
  program
    .command('transfer')
    .description(
      'brings everybody of a stage to another region or account: people, progress, keys and links; shows what it would do, with --yes does it; run again, it continues',
    )
    .option('--to-region <region>', 'region of the new stage (default: the same)')
    .option('--to-profile <name>', 'profile of the AWS SDK with credentials for the new stage (default: the same)')
    .option('--to-stage <name>', 'name of the new stage (default: the same)')
    .option('--drop-waiting', 'gives up emails that people asked for and that wait in the old stage')
    .option('--give-up', 'ends a transfer that was not meant, before mail goes out of the new stage')
    .option('--yes', 'does it')
    .action(({ toStage, toRegion, toProfile, yes, dropWaiting, giveUp }: Options) =>
      terminal.withService(async (connection, say) => {
        const { stage } = program.opts<{ stage?: string }>();
        if (stage === undefined)
          throw new OperatorError('Name the stage that people leave with --stage.', { code: 'usage' });
        const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
        const { openStage } = await import('../connection.ts');
        const { keyStoreAt } = await import('../keys.ts');
        const { formatPlan, formatResult } = await import('../transfer/format.ts');
        const { giveUpTransfer, planTransfer, transfer } = await import('../transfer/transfer.ts');
        const place = {
          ...(toRegion !== undefined && { region: toRegion }),
          ...(toProfile !== undefined && { profile: toProfile }),
        };
        const other = await openStage(toStage ?? stage, place);
        const secrets = new SecretsManagerClient(place);
        try {
          let items = 0;
          const deps = {
            from: { ...connection, keys: keyStoreAt(connection.keyringAt) },
            to: { ...other, keys: keyStoreAt(other.keyringAt, secrets) },
            now: () => connection.clock.now(),
            dropWaiting,
            onItems: (count: number) => terminal.progress(`${(items += count)} items`),
          };
          if (giveUp) {
            if (yes) await giveUpTransfer(deps);
            say(
              'transfer --give-up',
              { givenUp: yes === true },
              yes
                ? `The transfer is given up: weekwise go lets mail out of ${connection.name} again. Destroy the new stage.`
                : 'Nothing changed. Run it again with --yes to apply.',
            );
            return;
          }
          const plan = await planTransfer(deps);
          if (!yes || plan.blockers.length > 0) {
            say('transfer', { done: false, ...plan }, formatPlan(plan));
            if (plan.blockers.length > 0) process.exitCode = 1;
            return;
          }
          const result = await transfer(deps);
          say('transfer --yes', { done: true, ...plan, ...result }, formatResult(plan, result));
        } finally {
          other.close();
          secrets.destroy();
        }
      }),
    );
}
