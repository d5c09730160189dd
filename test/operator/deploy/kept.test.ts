import { describe, expect, test } from '@jest/globals';
import { chooseKept } from '../../../lib/operator/deploy/kept.ts';
import type { Kept } from '../../../lib/operator/deploy/deps.ts';
import { deployStage } from '../../../lib/operator/deploy/deploy.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { aStack, anAccount, deployments, nothingKept, type AnAccount, whole } from './an-account.ts';

const fileIn = temporaryFolder();
let files = 0;

const kept: Kept = { table: ['People'], ledger: ['Ledger'], keys: ['arn:keys'] };
const taken =
  'import Weekwise-production --resource-mapping-inline {"Subscribers1C30561D":{"TableName":"People"},"LedgerEntries5999C498":{"TableName":"Ledger"},"Keys6E9E5904":{"Id":"arn:keys"}}';
const mail = 'deploy WeekwiseMail-calm-example';
const stage = 'deploy Weekwise-production';

async function ranWith(account: AnAccount) {
  const made = anAccount(fileIn(`stages-${(files += 1)}.json`), { written: { production: whole }, ...account });
  await deployStage('production', [], made.deps);
  return { ...made, ran: deployments(made.ran) };
}

describe('what an earlier stack has left', () => {
  test('is taken up before the first deployment: in a terminal after a yes, elsewhere at once', async () => {
    expect((await ranWith({ kept })).ran).toEqual([mail, taken, stage]);
    const { ran, asked } = await ranWith({ kept, answers: ['yes'] });
    expect(ran).toEqual([mail, taken, stage]);
    expect(asked[0]).toContain('table: People');
    expect((await ranWith({ kept, answers: ['no'] })).ran).toEqual([mail, stage]);
    const stacks = { 'Weekwise-production': aStack([], [], 'REVIEW_IN_PROGRESS') };
    expect((await ranWith({ kept, stacks })).ran).toEqual([mail, taken, stage]);
  });

  test('is not looked at while the stage has its stack', async () => {
    expect((await ranWith({ kept, stacks: { 'Weekwise-production': aStack() } })).ran).toEqual([mail, stage]);
  });

  test('is not taken up over a stack that failed: it has to be deleted first', async () => {
    const stacks = { 'Weekwise-production': aStack([], [], 'ROLLBACK_COMPLETE') };
    await expect(ranWith({ kept, stacks })).rejects.toThrow(/delete it in the CloudFormation console/);
    expect((await ranWith({ stacks })).ran).toEqual([mail, stage]);
  });

  test('is left aside where the keys are gone, and named', async () => {
    const { ran, said } = await ranWith({ kept: { ...kept, keys: [] } });
    expect(ran).toEqual([mail, stage]);
    expect(said[0]).toBe('Without its keys nobody in it can be found, so it is left aside: People.');
  });

  test('has to be named where there is more than one of a kind', () => {
    const several = { ...kept, table: ['People', 'People-at-20261201T060000Z'] };
    expect(() => chooseKept(several, [])).toThrow(/^More than one table.*People, People-at-.*--take-up\.$/);
    expect(chooseKept(several, ['People-at-20261201T060000Z'])).toEqual({
      table: 'People-at-20261201T060000Z',
      ledger: 'Ledger',
      keys: 'arn:keys',
    });
    expect(() => chooseKept(kept, ['Peple'])).toThrow('Nothing called Peple was kept from this stage.');
  });

  test('may have no ledger, or be nothing', () => {
    expect(chooseKept({ ...kept, ledger: [] }, [])).toEqual({ table: 'People', keys: 'arn:keys' });
    expect(chooseKept(nothingKept, [])).toBeUndefined();
  });
});
