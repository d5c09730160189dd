import { Command, InvalidArgumentError } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { measure, sections, type Measurements, type Section } from './measure.ts';
import { record, recordSections } from './record.ts';
import { full, quick } from './sizes.ts';
import { formatBench, formatMachine } from './words.ts';

/** `npm run bench`: how close the service is to what the wire and the price list allow. */

interface BenchOptions {
  quick?: true;
  only?: Section[];
  record?: true;
  people?: number;
  write: boolean;
}

const options = new Command('npm run bench --')
  .description('measures the service on this machine, prints goals beside figures and writes docs/performance.md')
  .option('--quick', 'under two minutes')
  .option(
    '--only <sections>',
    'some of its sections, such as sender,site; nothing is written then without --record',
    readSections,
  )
  .option('--record', 'writes the sections of --only into docs/performance.md, and leaves the others as they are')
  .option('--people <number>', 'how many live through the year', readPeople)
  .option('--no-write', 'leave docs/performance.md and the measured counts as they are')
  .parse()
  .opts<BenchOptions>();

const chosen = options.quick ? quick : full;
const sizes = options.people ? { ...chosen, year: { ...chosen.year, people: options.people } } : chosen;
const measured = await measure(options.only ?? sections, sizes, (words) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${words} `);
});
if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
console.log(`${formatMachine()}\n\n${formatBench(measured)}`);
const today = Temporal.Now.plainDateISO('UTC').toString();
if (options.write && options.only === undefined) await record(measured as Measurements, sizes, today);
else if (options.record) await recordSections(measured, sizes, today);

function readPeople(text: string): number {
  const people = Number(text);
  if (!Number.isInteger(people) || people < 1) throw new InvalidArgumentError('A whole number, such as 200.');
  return people;
}

function readSections(text: string): Section[] {
  return text.split(',').map((name) => {
    const section = sections.find((one) => one === name);
    if (section === undefined) throw new InvalidArgumentError(`Sections are ${sections.join(', ')}.`);
    return section;
  });
}
