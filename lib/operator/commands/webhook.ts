import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** The operator's own system at the other end of the webhooks. */
export function webhookCommands(program: Command, terminal: Terminal): void {
  const webhook = program
    .command('webhook')
    .description('manages events for your own systems: see docs/webhooks.md and the configuration key webhookUrl');

  webhook
    .command('secret')
    .description('prints the secret that your system verifies requests with; keep it private')
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { webhookSecretOf } = await import('../../../lambdas/adapters/keys/keyring.ts');
        const { keyStoreAt } = await import('../keys.ts');
        const secret = webhookSecretOf(await keyStoreAt(connection.keyringAt).read());
        say('webhook secret', { secret }, secret);
      }),
    );

  webhook
    .command('rotate')
    .description('creates a new secret; the one before stays valid until the next rotation')
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { systemClock } = await import('../../../lambdas/adapters/system-clock.ts');
        const { keyStoreAt, rotateWebhookKey } = await import('../keys.ts');
        const made = await rotateWebhookKey(keyStoreAt(connection.keyringAt), systemClock.now());
        say(
          'webhook rotate',
          made,
          `Requests are signed by ${made.key} too.\nNext: give your system what weekwise webhook secret prints.`,
        );
      }),
    );

  webhook
    .command('test')
    .description(
      'sends a signed event of type webhook.test from this machine, and prints the answer; exit code 1 if it was not accepted',
    )
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { isTaken } = await import('../../../lambdas/core/webhooks/webhook-delivery.ts');
        const { formatAnswer, sendTestEvent } = await import('../webhook.ts');
        const answer = await sendTestEvent(connection);
        say('webhook test', { ...answer, accepted: isTaken(answer) }, formatAnswer(answer));
        if (!isTaken(answer)) process.exitCode = 1;
      }),
    );
}
