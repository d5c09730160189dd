import type { Command } from 'commander';
import { systemClock } from '../../../lambdas/adapters/system-clock.ts';
import { keysInWords, keyStoreAt, listKeys, rotateKeys, rotationInWords } from '../keys.ts';
import type { Terminal } from './terminal.ts';

/** The keys of links. */
export function keysCommands(program: Command, terminal: Terminal): void {
  const keys = program.command('keys').description('the keys that sign links in mails: names, never secrets');

  keys
    .command('list')
    .description('which key signs, which verify, and when they were added')
    .action(() =>
      terminal.withHome(async (home, say) => {
        const names = await listKeys(keyStoreAt(home.keyringAt));
        say(names, keysInWords(names));
      }),
    );

  keys
    .command('rotate')
    .description(
      'takes the next safe step: makes a new key, or lets it sign new links once every function knows it, a day later; says when to come back. ' +
        'Older links go on working',
    )
    .action(() =>
      terminal.withHome(async (home, say) => {
        // By the real clock, here too: functions go on with what they have read for an hour of that one.
        const rotation = await rotateKeys(keyStoreAt(home.keyringAt), systemClock.now());
        say(rotation, rotationInWords(rotation));
      }),
    );
}
