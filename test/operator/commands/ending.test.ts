import { CommanderError, InvalidArgumentError } from 'commander';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { endingOf } from '../../../lib/operator/commands/ending.ts';
import { OperatorError } from '../../../lib/operator/operator-error.ts';
import { TemplateError } from '../../../lib/templates/source-location.ts';
import { runHere, runProcess } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/* Exit codes: 1 is for what was found, so nothing that went wrong may end with it. */

const place = temporaryFolder();
const aws = Object.assign(new Error('is not authorized to perform dynamodb:Scan'), {
  name: 'AccessDeniedException',
  $metadata: {},
});
const ending = (code: string, message: unknown) => ({ exitCode: 2, error: { code, message } });
const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });

test.each([
  ['help', new CommanderError(0, 'commander.helpDisplayed', ''), { exitCode: 0 }],
  [
    'wrong arguments',
    new CommanderError(1, 'commander.unknownOption', "error: unknown option '--x'"),
    { exitCode: 2, error: { code: 'usage', message: "unknown option '--x'" }, isWritten: true },
  ],
  ['an argument refused while at work', new InvalidArgumentError('No.'), ending('usage', 'No.')],
  ['no such service', new OperatorError('None runs.', { code: 'not-running' }), ending('not-running', 'None runs.')],
  ['what cannot be done as things stand', new OperatorError('Halt first.'), ending('refused', 'Halt first.')],
  ['AWS refuses', aws, ending('aws', expect.stringContaining('AccessDeniedException: is not authorized'))],
  ['nobody answers', refused, ending('network', expect.stringMatching(/^No answer .* Run the command again\.$/))],
  [
    'a service of another version',
    z.string().safeParse(1).error,
    ending('other-version', expect.stringContaining('Deploy or start it again')),
  ],
  [
    'no region',
    new Error('Region is missing'),
    ending('credentials', expect.stringMatching(/AWS was not asked: set AWS_REGION/)),
  ],
  [
    'an empty region',
    new Error('Region not accepted: region="" is not a valid hostname component.'),
    ending('credentials', expect.stringMatching(/set AWS_REGION/)),
  ],
  [
    'no credentials',
    Object.assign(new Error('Could not load credentials from any providers'), { name: 'CredentialsProviderError' }),
    ending('credentials', expect.stringMatching(/AWS was not asked: Could not load/)),
  ],
  [
    'templates that do not compile, which is a finding',
    new TemplateError([{ file: 'a.md', line: 3, message: 'no' }]),
    { exitCode: 1, error: { code: 'template', message: 'a.md:3: no' } },
  ],
])('%s', (_, error, expected) => {
  expect(endingOf(error)).toEqual(expected);
});

test('a fault of ours keeps its stack', () => {
  const fault = new TypeError('x is not a function');
  expect(endingOf(fault)).toEqual({ exitCode: 2, error: { code: 'fault', message: fault.stack }, fault });
});

test.each([[['frobnicate']], [['status', '--bogus']], [['halt']], [['--stage', 'x', '--local', 'status']]])(
  '%j is 2 and two lines, so that the error is not lost above the help',
  async (args) => {
    const { code, out, err } = await runHere('--data', place('nowhere'), ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: .+\nFor help, run the same command with --help\.\n$/);
  },
);

test('--local is the service on this machine', async () => {
  const { err } = await runHere('--local', '--data', place('nowhere'), 'status');
  expect(err).toContain('start one with npm start');
});

test('a stage without credentials, as a process, is two lines and 2', async () => {
  const env = {
    PATH: process.env['PATH'],
    HOME: place('nowhere'),
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const { code, err } = await runProcess(env, '--stage', 'x', 'status');
  expect(code).toBe(2);
  expect(err).toMatch(/^The AWS SDK has no credentials, so AWS was not asked: .*\nSet AWS_PROFILE, .*\n$/);
});
