import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commasIn, endOf, entriesOf, type Entry } from './literals.ts';

/*
 * `npm run mutate:tables`: takes every row and every value of the tables out, or turns it round, one at a time, and looks whether a test or the compiler
 * notices. One that nobody notices survives, and the command ends with 1. Add words to try only the changes whose name has one of them in it.
 */

const root = join(import.meta.dirname, '../..');

interface Table {
  file: string;
  /** What the table's literal begins with; several in a file are tried one after the other. */
  begins: string[];
  /** What jest is called with, the quickest first. */
  tests: string[][];
}

const tables: Table[] = [
  {
    file: 'lambdas/core/person/fields.ts',
    begins: ['export const fields = {'],
    tests: [['test/docs/stored-data'], ['test/lambdas/adapters/transitions', '-t', 'in memory']],
  },
  {
    file: 'lambdas/core/person/records.ts',
    begins: ['const signUpFields = {', 'const consentFields = {', 'const checkInFields = {', 'const problemFields = {'],
    tests: [['test/docs/stored-data']],
  },
  {
    file: 'lambdas/core/mail/mail-kinds.ts',
    begins: ['export const mailKinds = {'],
    tests: [
      ['test/lambdas/core/mail/', 'test/lambdas/core/sending/mailing'],
      ['test/lambdas/adapters/subscribers', '-t', 'stored in memory'],
    ],
  },
  {
    file: 'lambdas/core/mail/links.ts',
    begins: ['export const links = {'],
    tests: [
      ['test/lambdas/core/mail/'],
      ['test/lambdas/site/routes', 'test/lambdas/site/links', 'test/lambdas/site/every-page'],
    ],
  },
];

interface Mutant {
  name: string;
  source: string;
}

function mutantsOf(table: Table, source: string): Mutant[] {
  return table.begins.flatMap((begins) => {
    const open = source.indexOf(begins) + begins.length - 1;
    if (open < begins.length - 1) throw new Error(`${table.file} has no "${begins}"`);
    return entriesOf(source, open).flatMap((row) => [
      without(source, row, `${table.file} ${row.key}`),
      ...valuesOf(source, row, `${table.file} ${row.key}`),
    ]);
  });
}

/** Every change of the values within an entry. */
function valuesOf(source: string, entry: Entry, name: string): Mutant[] {
  const value = source.slice(entry.valueFrom, entry.valueTo);
  if (value === 'true' || value === 'false') {
    return [replaced(source, entry, value === 'true' ? 'false' : 'true', `${name} turned round`)];
  }
  if (value.startsWith('on(')) return effectsOf(source, entry, name);
  if (value.startsWith('[')) return membersOf(source, entry, name);
  const open = value.startsWith('{') ? entry.valueFrom : rowOfField(source, entry);
  if (open === undefined) return [];
  return entriesOf(source, open).flatMap((inner) => [
    without(source, inner, `${name}.${inner.key}`),
    ...valuesOf(source, inner, `${name}.${inner.key}`),
  ]);
}

/** Where the literal with the rules of `field(schema, { … })` begins; its schema is left alone. */
function rowOfField(source: string, { valueFrom, valueTo }: Entry): number | undefined {
  const call = source.indexOf('(', valueFrom);
  if (!source.slice(valueFrom, valueTo).startsWith('field(')) return undefined;
  const comma = commasIn(source, call, endOf(source, call))[0];
  const open = comma === undefined ? -1 : source.slice(comma, valueTo).search(/[^,\s]/) + comma;
  return source[open] === '{' ? open : undefined;
}

/** Each effect of a row of fields as another one. */
function effectsOf(source: string, { valueFrom, valueTo }: Entry, name: string): Mutant[] {
  const other: Record<string, string> = { keep: 'drop', drop: 'keep', set: 'keep' };
  const words = [...source.slice(valueFrom, valueTo).matchAll(/\b(keep|drop|set)\b/g)];
  return words.map((word, index) => {
    const at = valueFrom + word.index;
    const turned = other[word[0]]!;
    return {
      name: `${name} ${index + 1}: ${word[0]} as ${turned}`,
      source: source.slice(0, at) + turned + source.slice(at + word[0].length),
    };
  });
}

/** A list without each of its members. */
function membersOf(source: string, { valueFrom, valueTo }: Entry, name: string): Mutant[] {
  const close = endOf(source, valueFrom);
  const ends = [...commasIn(source, valueFrom, close), close];
  return ends.flatMap((end, index) => {
    const from = index === 0 ? valueFrom + 1 : ends[index - 1]! + 1;
    const member = source.slice(from, end).trim();
    if (member === '') return [];
    const rest = source.slice(valueFrom + 1, from) + source.slice(end + (end === close ? 0 : 1), close);
    return [
      {
        name: `${name} without ${member}`,
        source: `${source.slice(0, valueFrom)}[${rest}]${source.slice(valueTo)}`,
      },
    ];
  });
}

function without(source: string, { from, to }: Entry, name: string): Mutant {
  return { name: `${name} taken out`, source: source.slice(0, from) + source.slice(to) };
}

function replaced(source: string, { valueFrom, valueTo }: Entry, value: string, name: string): Mutant {
  return { name, source: source.slice(0, valueFrom) + value + source.slice(valueTo) };
}

/** A copy of the project to change, with the same modules. */
function workshop(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weekwise-tables-'));
  const names = [
    'bin',
    'lambdas',
    'lib',
    'test',
    'templates',
    'build',
    'docs',
    'package.json',
    'tsconfig.json',
    'jest.config.js',
    'README.md',
  ];
  for (const name of names) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Who noticed; undefined when nobody did. */
function noticedBy(folder: string, { tests }: Table): string | undefined {
  const run = (...words: string[]) => spawnSync(process.execPath, words, { cwd: folder, stdio: 'ignore' }).status !== 0;
  const jest = ['node_modules/jest/bin/jest.js'];
  const [quick, ...others] = tests;
  if (run(...jest, '--bail', ...quick!)) return quick!.join(' ');
  if (run('node_modules/typescript/bin/tsc')) return 'the compiler';
  return others.find((test) => run(...jest, '--bail', ...test))?.join(' ');
}

const words = process.argv.slice(2);
const folder = workshop();
const survivors: string[] = [];
let tried = 0;
try {
  for (const table of tables) {
    const file = join(folder, table.file);
    const source = readFileSync(file, 'utf8');
    const started = noticedBy(folder, table);
    if (started !== undefined) throw new Error(`Without any change, ${started} finds a fault already.`);
    const mutants = mutantsOf(table, source).filter(
      ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
    );
    for (const mutant of mutants) {
      writeFileSync(file, mutant.source);
      const by = noticedBy(folder, table);
      tried += 1;
      if (by === undefined) survivors.push(mutant.name);
      console.log(
        `${by === undefined ? 'SURVIVED' : 'noticed '}  ${mutant.name}${by === undefined ? '' : `, by ${by}`}`,
      );
    }
    writeFileSync(file, source);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${tried} changes tried, ${survivors.length} survived`);
for (const name of survivors) console.log(`  ${name}`);
process.exitCode = survivors.length === 0 ? 0 : 1;
