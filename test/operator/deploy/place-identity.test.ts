import { describe, expect, test } from '@jest/globals';
import { deployStage } from '../../../lib/operator/deploy/deploy.ts';
import type { KnownIdentity } from '../../../lib/operator/deploy/deps.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { aStack, anAccount, deployments, type AnAccount, whole as complete } from './an-account.ts';

const fileIn = temporaryFolder();
let files = 0;

const { bounceHost: _, ...whole } = complete;
const identity: KnownIdentity = {
  hasRecords: true,
  mailFrom: 'mail.calm.example',
  dkimRecords: ['a._domainkey.calm.example CNAME a.dkim.amazonses.com'],
};
const holding = (id: string) => aStack([{ id, type: 'AWS::SES::EmailIdentity', physicalId: 'calm.example' }]);
const mapping = '{"Identity":{"EmailIdentity":"calm.example"}}';
const imported = `import WeekwiseMail-calm-example --resource-mapping-inline ${mapping}`;

async function deployed(account: AnAccount, { stage = 'test', options = [] as string[] } = {}) {
  const made = anAccount(fileIn(`stages-${(files += 1)}.json`), account);
  const failure = await deployStage(stage, options, made.deps).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  return { ...made, ran: deployments(made.ran), failure };
}

describe('the identity of a domain', () => {
  test('is made in the stack of the domain, before the first stage', async () => {
    const { ran } = await deployed({ written: { test: whole } });
    expect(ran).toEqual(['deploy WeekwiseMail-calm-example', 'deploy Weekwise-test']);
  });

  test('that is in the stack of the domain stays there', async () => {
    const stacks = { 'WeekwiseMail-calm-example': holding('Identity') };
    const { ran } = await deployed({ written: { test: whole }, identity, stacks });
    expect(ran).toEqual(['deploy WeekwiseMail-calm-example', 'deploy Weekwise-test']);
  });

  test('that was made elsewhere is taken over as it is, before anything of ours is made', async () => {
    const { ran, stages, settled } = await deployed({ written: { test: whole }, identity });
    expect(ran).toEqual([imported, 'deploy WeekwiseMail-calm-example', 'deploy Weekwise-test']);
    expect(stages()).toEqual({ test: { ...whole, bounceHost: 'mail.calm.example' } });
    expect(settled).toEqual(['calm.example mail.calm.example']);
  });

  test('that has its DNS records in the zone gets them entered no second time', async () => {
    const written = {
      test: { ...whole, hostedZoneId: 'Z0123456789ABC' },
      production: { ...whole, hostedZoneId: 'Z0123456789ABC' },
    };
    const with_ = await deployed({ written, identity });
    const kept = { bounceHost: 'mail.calm.example', mailRecords: 'kept' };
    expect(with_.stages()).toEqual({
      test: { ...written.test, ...kept },
      production: { ...written.production, ...kept },
    });
    const without = await deployed({ written, identity: { ...identity, hasRecords: false, mailFrom: undefined } });
    expect(without.stages()).toEqual(written);
  });

  test('that CloudFormation does not take over is used as it is, after a yes', async () => {
    const { ran, stages, said, settled } = await deployed({
      written: { test: whole },
      answers: ['', 'yes'],
      identity,
      refusesImport: true,
    });
    expect(ran).toEqual([imported, 'deploy Weekwise-test']);
    expect(stages()).toEqual({ test: { ...whole, bounceHost: 'mail.calm.example', mailIdentity: 'found' } });
    expect(settled).toEqual([]);
    expect(said.join('\n')).toMatch(/CNAME +a\._domainkey\.calm\.example/);
    const again = await deployed({ written: stages() as object, identity });
    expect(again.ran).toEqual(['deploy Weekwise-test']);
  });

  test.each([
    ['after a no', ['', 'no']],
    ['where nobody is there to ask', undefined],
  ])('that CloudFormation does not take over stops the deployment %s: nothing of ours is made', async (_, answers) => {
    const { ran, failure } = await deployed({ written: { test: whole }, answers, identity, refusesImport: true });
    expect(ran).toEqual([imported]);
    expect(failure).toContain('"mailIdentity": "found"');
  });

  test('moves out of the stack of the stage that has it from before: kept first, then let go, then taken over', async () => {
    const written = { test: { ...whole, hostedZoneId: 'Z0123456789ABC' } };
    const stacks = { 'Weekwise-test': holding('MailIdentity29FB9702') };
    const { ran, stages } = await deployed({ written, identity: { ...identity, hasRecords: false }, stacks });
    expect(ran).toEqual([
      'deploy Weekwise-test --context mailIdentity=leaving',
      'deploy Weekwise-test',
      imported,
      'deploy WeekwiseMail-calm-example',
      'deploy Weekwise-test',
    ]);
    // Its records stay in the zone, whether SES has seen them or not.
    expect(stages()).toMatchObject({ test: { mailRecords: 'kept' } });
  });

  test('in the stack of another stage is left alone, and that stage named', async () => {
    const stacks = { 'Weekwise-production': holding('MailIdentity29FB9702') };
    const { ran, failure } = await deployed({ written: { test: whole, production: whole }, identity, stacks });
    expect(failure).toMatch(
      /^The stack of the stage production has the mail identity of calm\.example\. Deploy that stage first/,
    );
    expect(ran).toEqual([]);
  });

  test('cannot move by templates that were made before, and says what to do', async () => {
    const stacks = { 'Weekwise-test': holding('MailIdentity29FB9702') };
    const written = { test: { ...whole, bounceHost: 'mail.calm.example' } };
    for (const account of [
      { written, identity, stacks },
      { written: { test: whole }, identity },
    ]) {
      const { ran, failure } = await deployed(account, { options: ['--app', 'out'] });
      expect(failure).toContain('Run npm run deploy without --app once, commit stages.json, and synthesize again.');
      expect(ran).toEqual([]);
    }
  });

  test('that is said to be elsewhere, and that SES does not know, stops the deployment', async () => {
    const { ran, failure } = await deployed({ written: { test: { ...whole, mailIdentity: 'found' } } });
    expect(failure).toContain('SES does not know calm.example in this region');
    expect(ran).toEqual([]);
  });
});
