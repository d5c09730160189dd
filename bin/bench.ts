import { Command, InvalidArgumentError } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { measure, sections, type Measurements, type Section } from '../lib/bench/measure.ts';
import { record } from '../lib/bench/record.ts';
import { full, quick } from '../lib/bench/sizes.ts';
import { benchInWords, machineInWords } from '../lib/bench/words.ts';

/** `npm run bench`: how close the service is to what the wire and the price list allow. */

interface Options {
  quick?: true;
  only?: Section[];
  people?: number;
  write: boolean;
}

const options = new Command('bench')
  .description('Measures the service on this machine, prints goals beside figures and writes docs/performance.md.')
  .option('--quick', 'under two minutes')
  .option('--only <sections>', `some of ${sections.join(', ')}; nothing is written then`, readSections)
  .option('--people <number>', 'how many live through the year', Number)
  .option('--no-write', 'leave docs/performance.md and the measured counts as they are')
  .parse()
  .opts<Options>();

const chosen = options.quick ? quick : full;
const sizes = options.people ? { ...chosen, year: { ...chosen.year, people: options.people } } : chosen;
const measured = await measure(options.only ?? sections, sizes, (words) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${words.padEnd(60)}`);
});
if (process.stderr.isTTY) process.stderr.write('\r');
console.log(`${machineInWords()}\n\n${benchInWords(measured)}`);
if (options.write && options.only === undefined) {
  await record(measured as Measurements, sizes, Temporal.Now.plainDateISO().toString());
}

function readSections(text: string): Section[] {
  return text.split(',').map((name) => {
    const section = sections.find((one) => one === name);
    if (section === undefined) throw new InvalidArgumentError(`Sections are ${sections.join(', ')}.`);
    return section;
  });
}
