import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { exampleNames, examplesOf } from '../../lib/operator/commands/examples.ts';
import { personActions } from '../../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../../lib/operator/commands/program.ts';
import { commandReference } from '../../lib/operator/commands/reference.ts';

const root = join(import.meta.dirname, '../..');
const documents = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md') && name !== 'commands.md')
    .map((name) => `docs/${name}`),
];

interface Leaf {
  path: string;
  command: Command;
}

/** Every command by what is typed, the program itself first. */
function leaves(command: Command, above = ''): Leaf[] {
  const path = command.parent === null ? command.name() : `${above} ${command.name()}`.trim();
  return [
    { path, command },
    ...command.commands.flatMap((below) => leaves(below, command.parent === null ? '' : path)),
  ];
}

describe('docs/commands.md', () => {
  test('is what the commands say of themselves: npm run docs:commands', () => {
    const written = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
    expect(written).toBe(commandReference(weekwiseProgram(personActions)));
  });

  test('explains every command', () => {
    const all = weekwiseProgram(personActions).commands.flatMap((command) => [command, ...command.commands]);
    expect(all.filter((command) => command.description() === '').map((command) => command.name())).toEqual([]);
  });

  test.each(documents)('%s names only commands that there are', (file) => {
    const paths = leaves(weekwiseProgram(personActions)).map(({ path }) => path);
    const groups = weekwiseProgram(personActions)
      .commands.filter(({ commands, registeredArguments }) => commands.length > 0 && registeredArguments.length === 0)
      .map((command) => command.name());
    const named = [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /npx weekwise(?: --\w+(?: [^-\s]\S*)?)*? ([a-z][a-z-]*)(?: ([a-z|-]+))?/g,
      ),
    ];
    const wrong = named.flatMap(([words, command = '', below = '']) => {
      const all =
        groups.includes(command) && below !== '' ? below.split('|').map((one) => `${command} ${one}`) : [command];
      return all.every((path) => paths.includes(path)) ? [] : [words];
    });
    expect(wrong).toEqual([]);
  });

  test('has an example of every command, and of none that is no more', () => {
    const all = leaves(weekwiseProgram(personActions));
    expect(all.filter(({ command }) => examplesOf(command).length === 0)).toEqual([]);
    expect(exampleNames.filter((name) => !all.some(({ path }) => path === name))).toEqual([]);
  });

  test.each(leaves(weekwiseProgram(personActions)).map(({ path }) => path))(
    'the examples of %s are commands that are understood',
    async (path) => {
      const { command } = leaves(weekwiseProgram(personActions)).find((one) => one.path === path)!;
      for (const example of examplesOf(command)) {
        const asked: string[] = [];
        const program = weekwiseProgram(personActions);
        // Understood is enough: nothing is done.
        for (const one of leaves(program))
          if (one.command !== program) one.command.action(() => void asked.push(one.path));
        const [typed] = example.split(/ [|>] /);
        const args = (typed!.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', '')).slice(2);
        await program.parseAsync(args, { from: 'user' });
        // The examples of a group are of commands below it.
        expect(asked).toEqual([command.commands.length === 0 ? path : asked[0]]);
      }
    },
  );
});
