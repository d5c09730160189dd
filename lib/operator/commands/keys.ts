import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** The keys of links. By the real clock, here too: that is the one by which functions read them again and let them age. */
export function keysCommands(program: Command, terminal: Terminal): void {
  const keys = program
    .command('keys')
    .description('manages the keys of ids, of links in emails and of webhooks: names, never secrets');

  keys
    .command('list')
    .description('lists what each key does, when it was added, and when it stopped signing')
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { systemClock } = await import('../../../lambdas/adapters/system-clock.ts');
        const { formatKeys, keyStoreAt, listKeys } = await import('../keys.ts');
        const list = await listKeys(keyStoreAt(connection.keyringAt), systemClock.now());
        say('keys list', { keys: list }, formatKeys(list));
      }),
    );

  keys
    .command('rotate')
    .description(
      'takes the next safe step: makes a new key, or lets it sign new links once every function knows it, a day later; says when to come back. ' +
        'Older links go on working until they expire',
    )
    .action(() =>
      terminal.withService(async (connection, say) => {
        const { systemClock } = await import('../../../lambdas/adapters/system-clock.ts');
        const { keyStoreAt, rotateKeys, formatRotation } = await import('../keys.ts');
        const rotation = await rotateKeys(keyStoreAt(connection.keyringAt), systemClock.now());
        say('keys rotate', rotation, formatRotation(rotation));
      }),
    );

  keys
    .command('revoke')
    .description(
      'after a leak: links that the keys signed can unsubscribe and do nothing else, within five minutes; where a revoked key signs, a new one does at once',
    )
    .argument('<keys...>', 'their names, or all')
    .action((names: string[]) =>
      terminal.withService(async (connection, say) => {
        const { systemClock } = await import('../../../lambdas/adapters/system-clock.ts');
        const { keyStoreAt, formatRevocation, revokeKeys } = await import('../keys.ts');
        const revocation = await revokeKeys(keyStoreAt(connection.keyringAt), names, systemClock.now());
        say('keys revoke', revocation, formatRevocation(revocation, connection.webhook !== undefined));
      }),
    );
}
