import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { weekwiseProgram } from '../../lib/operator/commands/program.ts';
import { commandReference } from '../../lib/operator/commands/reference.ts';

describe('docs/commands.md', () => {
  test('is what the commands say of themselves: npm run docs:commands', () => {
    const written = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
    expect(written).toBe(commandReference(weekwiseProgram()));
  });

  test('explains every command', () => {
    const all = weekwiseProgram().commands.flatMap((command) => [command, ...command.commands]);
    expect(all.filter((command) => command.description() === '').map((command) => command.name())).toEqual([]);
  });
});
