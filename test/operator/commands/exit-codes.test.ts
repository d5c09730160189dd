import { expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { personActions } from '../../../lambdas/core/actions/actions.ts';
import { examplesOf } from '../../../lib/operator/commands/examples.ts';
import { weekwiseProgram } from '../../../lib/operator/commands/program.ts';
import { errorCodes } from '../../../lib/operator/operator-error.ts';
import { runHere, type Ran } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/* Every command, as its example has it: what goes wrong is told on standard error alone, for people or as JSON, with a code and exit code 2. */

const place = temporaryFolder();

/** They show what they do as it happens. */
const showing = ['start', 'deploy', 'synth'];
/** Commands that need no service. */
const alone = [
  ...showing,
  'init',
  'overrides',
  'eject',
  'series list',
  'series check',
  'series languages',
  'series review',
  'series review sign',
  'series share',
  'series approve',
  'series words',
  'new-series',
  'cost',
  'preview',
];

function leaves(command: Command, above: string[] = []): { path: string; example: string[] }[] {
  const path = [...above, command.name()];
  const isGroup = command.commands.length > 0 && command.registeredArguments.length === 0;
  const [example = ''] = examplesOf(command)[0]?.split(/ [|>] /) ?? [];
  const words = (example.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', '')).slice(2);
  const own = words.filter((word, index) => word !== '--json' && word !== '--stage' && words[index - 1] !== '--stage');
  return [
    ...(isGroup ? [] : [{ path: path.join(' '), example: own }]),
    ...command.commands.flatMap((below) => leaves(below, path)),
  ];
}
const commands = weekwiseProgram(personActions).commands.flatMap((command) => leaves(command));
const codeIn = ({ err }: Ran) => {
  const [line] = err.trimEnd().split('\n').slice(-1);
  const { version, error } = JSON.parse(line!) as { version: number; error: { code: string; exitCode: number } };
  expect([version, Object.keys(errorCodes)]).toEqual([1, expect.arrayContaining([error.code])]);
  return [error.code, error.exitCode];
};

test.each(commands.filter(({ path }) => !alone.includes(path)))('$path without a service is 2', async ({ example }) => {
  const args = ['--data', place('nowhere'), ...example];
  const said = await runHere(...args);
  expect(said).toEqual({ code: 2, out: '', err: expect.stringMatching(/^No service runs in .*: start one .*\n$/) });
  const json = await runHere('--json', ...args);
  expect([json.code, json.out, codeIn(json)]).toEqual([2, '', ['not-running', 2]]);
});

test.each(showing)('%s has no JSON, and says so before it begins', async (path) => {
  const json = await runHere('--json', path);
  expect([json.code, json.out, codeIn(json)]).toEqual([2, '', ['usage', 2]]);
});

test.each(commands)('$path with an option that it does not have is 2', async ({ path }) => {
  const json = await runHere(...path.split(' '), '--bogus', '--json');
  expect([json.code, json.out, json.err.split('\n').length, codeIn(json)]).toEqual([2, '', 2, ['usage', 2]]);
});

test('a group without a command is 2 as well, and --version is no error', async () => {
  const group = await runHere('--json', 'subscriber');
  expect([group.code, group.out, codeIn(group)]).toEqual([2, '', ['usage', 2]]);
  expect(await runHere('--version')).toEqual({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+(?:-rc\.\d+)?\n$/),
    err: '',
  });
});
