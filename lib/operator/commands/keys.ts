import type { Command } from 'commander';
import { addKey, keysInWords, keyStoreAt, listKeys, useKey } from '../keys.ts';
import type { Terminal } from './terminal.ts';

/** The keys of links. */
export function keysCommands(program: Command, terminal: Terminal): void {
  const keys = program.command('keys').description('the keys that sign links in mails: names, never secrets');

  keys
    .command('list')
    .description('which key signs, which verify')
    .action(() =>
      terminal.withHome(async (home, say) => {
        const names = await listKeys(keyStoreAt(home.keyringAt));
        say(names, keysInWords(names));
      }),
    );

  keys
    .command('add')
    .description('makes a new key that verifies; use it a day later, when every function knows it')
    .action(() =>
      terminal.withHome(async (home, say) => {
        const added = await addKey(keyStoreAt(home.keyringAt));
        say(
          { added },
          `Added ${added}. Functions learn it within the hour. Next, tomorrow: weekwise keys use ${added}`,
        );
      }),
    );

  keys
    .command('use')
    .description('lets a key sign new links; older links go on working')
    .argument('<name>', 'see keys list')
    .action((name: string) =>
      terminal.withHome(async (home, say) => {
        await useKey(name, keyStoreAt(home.keyringAt));
        say({ current: name }, `New links are signed with ${name}. Older links go on working.`);
      }),
    );
}
