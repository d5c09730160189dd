import { once } from 'node:events';
import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** The page for whoever prefers one. */
export function consoleCommands(program: Command, terminal: Terminal): void {
  program
    .command('console')
    .description('serves a page on this machine with charts, people, lessons and the switch; Ctrl-C ends it')
    .action(() =>
      terminal.withService(async (connection, say) => {
        // Its pages take a moment to load, and no other command shows any.
        const { serveConsole } = await import('../console/serve.ts');
        const { address, stop } = await serveConsole({ ...connection, onPeople: undefined }, (error) =>
          console.error(error),
        );
        say(
          'console',
          { address },
          `${connection.name}: ${address}\nThe address works once, in one browser. Press Ctrl-C to end.`,
        );
        await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
        await stop();
      }),
    );
}
