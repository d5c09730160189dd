import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { exampleNames, examplesOf } from '../../lib/operator/commands/examples.ts';
import { weekwiseProgram } from '../../lib/operator/commands/program.ts';
import { commandReference } from '../../lib/operator/commands/reference.ts';

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
    expect(written).toBe(commandReference(weekwiseProgram()));
  });

  test('explains every command', () => {
    const all = weekwiseProgram().commands.flatMap((command) => [command, ...command.commands]);
    expect(all.filter((command) => command.description() === '').map((command) => command.name())).toEqual([]);
  });

  test('has an example of every command, and of none that is no more', () => {
    const paths = leaves(weekwiseProgram()).map(({ path }) => path);
    expect(exampleNames.toSorted()).toEqual(paths.toSorted());
  });

  test.each(leaves(weekwiseProgram()).map(({ path }) => path))(
    'the examples of %s are commands that are understood',
    async (path) => {
      const { command } = leaves(weekwiseProgram()).find((one) => one.path === path)!;
      for (const example of examplesOf(command)) {
        const asked: string[] = [];
        const program = weekwiseProgram();
        // Understood is enough: nothing is done.
        for (const one of leaves(program))
          if (one.command !== program) one.command.action(() => void asked.push(one.path));
        const [typed] = example.split(/ [|>] /);
        const args = [...typed!.matchAll(/"([^"]*)"|\S+/g)].map(([all, quoted]) => quoted ?? all).slice(2);
        await program.parseAsync(args, { from: 'user' });
        expect(asked).toEqual([command.commands.length === 0 ? path : expect.any(String)]);
      }
    },
  );
});
