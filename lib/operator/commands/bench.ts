import { InvalidArgumentError, type Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import type { Measurements, Section } from '../../bench/measure.ts';
import type { Terminal } from './terminal.ts';

interface BenchOptions {
  quick?: true;
  only?: string[];
  people?: number;
  write: boolean;
}

/** How close the service is to what the wire and the price list allow. */
export function benchCommands(program: Command, terminal: Terminal): void {
  program
    .command('bench')
    .description('measures the service on this machine, prints goals beside figures and writes docs/performance.md')
    .option('--quick', 'under two minutes')
    .option('--only <sections>', 'some of its sections, such as sender,site; nothing is written then', (text) =>
      text.split(','),
    )
    .option('--people <number>', 'how many live through the year', readPeople)
    .option('--no-write', 'leave docs/performance.md and the measured counts as they are')
    .action(async (options: BenchOptions) => {
      // It brings every engine along, and no other command needs them.
      const { measure, sections } = await import('../../bench/measure.ts');
      const { full, quick } = await import('../../bench/sizes.ts');
      const { benchInWords, machineInWords } = await import('../../bench/words.ts');
      const chosen = options.quick ? quick : full;
      const sizes = options.people ? { ...chosen, year: { ...chosen.year, people: options.people } } : chosen;
      const only = options.only?.map((name) => sectionNamed(name, sections));
      const measured = await measure(only ?? sections, sizes, terminal.progress);
      terminal.say(measured, `${machineInWords()}\n\n${benchInWords(measured)}`);
      if (!options.write || only !== undefined) return;
      const { record } = await import('../../bench/record.ts');
      await record(measured as Measurements, sizes, Temporal.Now.plainDateISO('UTC').toString());
    });
}

function readPeople(text: string): number {
  const people = Number(text);
  if (!Number.isInteger(people) || people < 1) throw new InvalidArgumentError('A whole number, such as 200.');
  return people;
}

function sectionNamed(name: string, sections: readonly Section[]): Section {
  const section = sections.find((one) => one === name);
  if (section === undefined) throw new InvalidArgumentError(`Sections are ${sections.join(', ')}.`);
  return section;
}
