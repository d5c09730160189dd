import { join } from 'node:path';
import type { Command } from 'commander';
import { makeSeries, nextSteps, SeriesNameError } from '../../content/new-series.ts';
import type { Terminal } from './terminal.ts';

/** For authors. */
export function seriesCommands(program: Command, terminal: Terminal): void {
  program
    .command('new-series')
    .description('makes a small series that works, in templates/series/<name>/, to change into your own')
    .argument('<name>', 'its id for ever, such as tea-breaks')
    .action(async (name: string) => {
      try {
        const files = await makeSeries(join(import.meta.dirname, '../../..'), name);
        const words = `${files.join('\n')}\n\n${nextSteps(name)}`;
        terminal.say({ series: name, files }, words);
      } catch (error) {
        if (!(error instanceof SeriesNameError)) throw error;
        console.error(error.message);
        process.exitCode = 2;
      }
    });
}
