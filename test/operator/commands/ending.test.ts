import { CommanderError, InvalidArgumentError } from 'commander';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { exitCodeOf } from '../../../lib/operator/commands/ending.ts';
import { OperatorError } from '../../../lib/operator/operator-error.ts';
import { runHere, runProcess } from '../../support/command-line.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/* Exit codes: 1 is for what was found, so nothing that went wrong may end with it. */

const place = temporaryFolder();
const aws = Object.assign(new Error('is not authorized to perform dynamodb:Scan'), {
  name: 'AccessDeniedException',
  $metadata: {},
});
const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });

test.each([
  ['help', new CommanderError(0, 'commander.helpDisplayed', ''), { code: 0 }],
  ['wrong arguments', new CommanderError(1, 'commander.unknownOption', ''), { code: 2 }],
  ['an argument refused while at work', new InvalidArgumentError('No.'), { code: 2, says: 'No.' }],
  ['no such service', new OperatorError('None runs.'), { code: 2, says: 'None runs.' }],
  ['AWS refuses', aws, { code: 2, says: expect.stringContaining('AccessDeniedException: is not authorized') }],
  ['nobody answers', refused, { code: 2, says: expect.stringMatching(/^No answer .* Run the command again\.$/) }],
  [
    'a service of another version',
    z.string().safeParse(1).error,
    { code: 2, says: expect.stringContaining('Deploy or start it again') },
  ],
])('%s', (_, error, ending) => {
  expect(exitCodeOf(error)).toEqual(ending);
});

test('a fault of ours keeps its stack', () => {
  const fault = new TypeError('x is not a function');
  expect(exitCodeOf(fault)).toEqual({ code: 2, says: fault });
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
  expect(err).toMatch(/^AWS refuses: CredentialsProviderError: .*\nCheck AWS_PROFILE, AWS_REGION and .*\n$/);
});
