import { expect, test } from '@jest/globals';
import { deployStage } from '../../../lib/operator/deploy/deploy.ts';
import { CdkFailed } from '../../../lib/operator/deploy/deps.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { aStack, anAccount, type AnAccount, whole } from './an-account.ts';

const fileIn = temporaryFolder();
let files = 0;

const restored = {
  ...whole,
  restoredTable: 'Copy',
  restoredStreamArn: 'arn:aws:dynamodb:eu-west-1:1:table/Copy/stream/x',
};
const steps = [
  'policy Weekwise-production: 1',
  'deploy Weekwise-production --context ownTable=leaving',
  'import Weekwise-production --context ownTable=adopted --force --resource-mapping-inline {"Subscribers1C30561D":{"TableName":"Copy"}}',
  'deploy Weekwise-production --context ownTable=adopted',
];

const account = (more: AnAccount) =>
  anAccount(fileIn(`stages-${(files += 1)}.json`), {
    stacks: { 'Weekwise-production': aStack() },
    adoptsRestored: true,
    ...more,
  });

test('a restored table becomes the stack’s own: the other leaves, it is imported, and only then nothing calls it restored', async () => {
  const { deps, ran, stages } = account({ written: { production: restored } });
  await deployStage('production', [], deps);
  expect(ran).toEqual([
    'deploy WeekwiseMail-calm-example',
    ...steps,
    'deploy Weekwise-production',
    'policy WeekwiseMail-calm-example: 2',
    'policy Weekwise-production: 2',
  ]);
  expect(stages()).toEqual({ production: whole });
});

test.each([0, 1, 2])(
  'an adoption that fails at step %i leaves the stage on the restored table, and can be run again',
  async (failing) => {
    const { deps, ran, stages } = account({ written: { production: restored } });
    const { cdk } = deps;
    const fails = async (...args: string[]) => {
      const before = ran.length;
      await cdk(...args);
      if (ran.slice(before).includes(steps[failing + 1]!)) throw new CdkFailed();
    };
    await expect(deployStage('production', [], { ...deps, cdk: fails })).rejects.toThrow(CdkFailed);
    expect(stages()).toEqual({ production: restored });
    await deployStage('production', [], deps);
    expect(stages()).toEqual({ production: whole });
  },
);

test.each<[string, AnAccount, string, string[]]>([
  ['no table was restored', { written: { production: whole } }, 'production', []],
  ['the other table would be deleted', { written: { test: restored } }, 'test', []],
  ['the templates were made before', { written: { production: restored } }, 'production', ['--app', 'out']],
])('nothing is adopted where %s', async (_, more, stage, options) => {
  const { deps, ran } = account(more);
  await expect(deployStage(stage, options, deps)).rejects.toThrow(/restored table|would be deleted/);
  expect(ran.filter((line) => line.includes(`Weekwise-${stage}`))).toEqual([]);
});
