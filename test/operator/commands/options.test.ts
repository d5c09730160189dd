import { expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { personActions } from '../../../lambdas/core/actions/actions.ts';
import { weekwiseProgram } from '../../../lib/operator/commands/program.ts';

/** What is typed behind the name of a command is said to that command. */

function withParents(command: Command, parents: readonly Command[] = []): [Command, readonly Command[]][] {
  return [[command, parents], ...command.commands.flatMap((child) => withParents(child, [...parents, command]))];
}

test('an option behind the name of a command is its own, also where a command above it has one of that name', () => {
  const shared = withParents(weekwiseProgram(personActions)).flatMap(([command, parents]) =>
    command.options.flatMap((option) =>
      parents
        .filter(({ options }) => options.some(({ long }) => long === option.long))
        .map((parent) => ({ command, option: option.long!, parent })),
    ),
  );
  expect(shared.map(({ command, option }) => `${command.name()} ${option}`)).toContain('sign --language');
  for (const { command, option, parent } of shared) {
    const { unknown } = parent.parseOptions([command.name(), option, 'es']);
    expect([command.name(), option, unknown]).toEqual([command.name(), option, [option, 'es']]);
  }
});
