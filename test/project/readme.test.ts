import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeProject } from '../../lib/project/make-project.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { stepsOf } from './readme-steps.ts';

const project = temporaryFolder()('my-course');

test('what a README says to do is read out of its blocks and sentences, with what it needs', () => {
  const readme = `# It

1. Fetch it. A minute.

   \`\`\`
   npm install
   npm test
   \`\`\`

2. Look. Open http://localhost:1/x, type \`ada\` into **Name**, and
   press **Go on**. Then open <http://localhost:1/y>.

## Deploy it (needs an account)

\`\`\`sh
npm run deploy
\`\`\`

## Nothing to do

Only words.
`;
  expect(stepsOf(readme)).toEqual([
    { title: 'Fetch it. A minute.', actions: [{ command: 'npm install' }, { command: 'npm test' }] },
    {
      title: 'Look.',
      actions: [
        { open: 'http://localhost:1/x' },
        { type: 'ada', into: 'Name' },
        { press: 'Go on' },
        { open: 'http://localhost:1/y' },
      ],
    },
    { title: 'Deploy it (needs an account)', actions: [{ command: 'npm run deploy' }], needs: 'an account' },
  ]);
});

test('the README of a project leads from npm install to the first lesson by its own scripts, and to AWS only where it says so', async () => {
  await makeProject(project);
  const steps = stepsOf(await readFile(join(project, 'README.md'), 'utf8'));
  const { scripts } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as { scripts: object };
  const commands = steps.flatMap(({ actions }) => actions.flatMap((one) => ('command' in one ? [one.command] : [])));
  expect(commands).toEqual(['npm install', 'npm test', 'npm start', 'npm run deploy']);
  for (const command of commands.slice(1)) expect(scripts).toHaveProperty([command.split(' ').at(-1)!]);
  expect(steps.filter(({ needs }) => needs !== undefined).map(({ actions }) => actions)).toEqual([
    [{ command: 'npm run deploy' }],
  ]);
  // Each says how long it takes.
  const own = steps.filter(({ needs }) => needs === undefined);
  expect(own.filter(({ title }) => !/\b(?:minute|seconds)\b/.test(title)).map(({ title }) => title)).toEqual([
    'Read your first lesson.',
  ]);
});
