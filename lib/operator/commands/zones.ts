import { Option, type Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** After a place was renamed, and before an update of the time zones is deployed. */
export function zonesCommands(program: Command, terminal: Terminal): void {
  program
    .command('zones')
    .description('moves people whose time zone is stored under a former name to its present one, and shows how many')
    .option('--yes', 'applies it; without it nothing changes')
    .addOption(
      new Option(
        '--since [edition]',
        'shows instead what the time zones of this copy change for people here, before you deploy it; compared with the planner’s edition, or the one named',
      ).conflicts('yes'),
    )
    .action(async ({ yes, since }: { yes?: true; since?: true | string }) =>
      terminal.withService(async (connection, say) => {
        if (since !== undefined) {
          const { zonesSince, formatZonesSince } = await import('../zones-since.ts');
          const changes = await zonesSince(since === true ? undefined : since, connection);
          say('zones --since', changes, formatZonesSince(changes));
          return;
        }
        const { renameZones, formatZonesRenamed } = await import('../rename-zones.ts');
        const write = yes === true;
        const renamed = await renameZones(write, connection);
        say('zones', { ...renamed, written: write }, formatZonesRenamed(renamed, write));
      }),
    );
}
