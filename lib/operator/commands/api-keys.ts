import { randomBytes } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import { OperatorError } from '../operator-error.ts';
import type { Terminal } from './terminal.ts';

/** Keys by which other programs sign people up. */
export function apiKeysCommands(program: Command, terminal: Terminal): void {
  const keys = program
    .command('api-keys')
    .description('manages the keys that let your own site sign people up: see docs/api.md');

  keys
    .command('add')
    .description('creates a key and prints it once; only its hash is stored')
    .argument('<name>', 'who it is for, such as "clinic website"', readName)
    .action((name: string) =>
      terminal.withService(async ({ table, clock }, say) => {
        const { newApiKeyText } = await import('../../../lambdas/adapters/keys/api-key-text.ts');
        const { dynamoApiKeys } = await import('../../../lambdas/adapters/dynamo/api-keys.ts');
        const { apiScopes } = await import('../../../lambdas/core/kit/api-key.ts');
        const { isoInstant } = await import('../../../lambdas/core/time/calendar.ts');
        const { id, text, hash } = newApiKeyText(randomBytes);
        await dynamoApiKeys(table).add({ id, name, scopes: apiScopes, createdAt: isoInstant(clock.now()) }, hash);
        say('api-keys add', { id, key: text }, `${text}\nKeep it where secrets are kept: it is not shown again.`);
      }),
    );

  keys
    .command('list')
    .description('lists the names and ids of keys, never the keys')
    .action(() =>
      terminal.withService(async ({ table }, say) => {
        const { dynamoApiKeys } = await import('../../../lambdas/adapters/dynamo/api-keys.ts');
        const found = await dynamoApiKeys(table).list();
        const lines = found.map(({ id, name, createdAt }) => `${id}  ${createdAt}  ${name}`);
        say('api-keys list', { keys: found }, lines.join('\n') || 'No keys.');
      }),
    );

  keys
    .command('remove')
    .description('revokes a key, from the next request on')
    .argument('<id>', 'its id, as list shows it')
    .action((id: string) =>
      terminal.withService(async ({ table }, say) => {
        const { dynamoApiKeys } = await import('../../../lambdas/adapters/dynamo/api-keys.ts');
        if (!(await dynamoApiKeys(table).remove(id)))
          throw new OperatorError(`No key ${id}. List keys with weekwise api-keys list.`, { code: 'not-found' });
        say('api-keys remove', { removed: id }, `Removed ${id}.`);
      }),
    );
}

function readName(name: string): string {
  if (name.trim() === '') throw new InvalidArgumentError('Give the key a name: it is all that is shown later.');
  return name.trim();
}
