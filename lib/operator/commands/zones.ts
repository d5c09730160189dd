import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** After a place was renamed. */
export function zonesCommands(program: Command, terminal: Terminal): void {
  program
    .command('zones')
    .description('moves people whose time zone is stored under a former name to its present one, and says how many')
    .option('--yes', 'do it; without it nothing is changed')
    .action(({ yes }: { yes?: true }) =>
      terminal.withService(async (home, say) => {
        const { renameZones, zonesRenamedInWords } = await import('../rename-zones.ts');
        const write = yes === true;
        const renamed = await renameZones(write, home);
        say({ ...renamed, written: write }, zonesRenamedInWords(renamed, write));
      }),
    );
}
