import { dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Output } from '@aws-sdk/client-cloudformation';
import { operatorOutput } from '../../../lib/cloud/operator-outputs.ts';
import { deployStage, refuseOlder } from '../../../lib/operator/deploy/deploy.ts';
import { readReviews, writeReviews } from '../../../lib/operator/deploy/reviews-of-app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { aStack, anAccount, deployments, type AnAccount, whole } from './an-account.ts';

const fileIn = temporaryFolder();
let files = 0;

const today = '2026-12-01';
const output = (OutputKey: string, OutputValue: string): Output => ({ OutputKey, OutputValue });
const stacks = {
  'Weekwise-production': aStack(
    [],
    [output('SiteAddressUrl1', 'https://go.calm.example'), output('OperatorWhereabouts', '{"table":"x"}')],
  ),
  'WeekwiseMail-calm-example': aStack(
    [{ id: 'Identity', type: 'AWS::SES::EmailIdentity', physicalId: 'calm.example' }],
    [
      output('MailFromRecord1', 'bounce.calm.example MX 10 feedback-smtp.eu-west-1.amazonses.com'),
      output('DkimRecord1', 'a._domainkey.calm.example CNAME a.dkim.amazonses.com'),
    ],
  ),
};

/** An operator who gives these answers, and an account that was used before or not. */
function account(answers: string[] | undefined, written?: object, more: AnAccount = {}) {
  return anAccount(fileIn(`stages-${(files += 1)}.json`), { answers, ...(written && { written }), stacks, ...more });
}

describe('deploying a stage', () => {
  test('asks for what is missing, with what Enter stands for, and writes it down', async () => {
    const answers = ['calm.example', 'Calm', '1 Real Street', 'me@calm.example', 'us@calm.example', '', '', 'yes'];
    const { deps, asked, stages, ran } = account(answers);
    await deployStage('production', [], deps);
    expect(asked).toHaveLength(8);
    expect(asked[6]).toMatch(/host is the site to have.*before the first one.*\(Enter for none\): $/);
    expect(asked[5]).toMatch(/bounces go to.*\(Enter for bounce\.calm\.example\): $/);
    expect(stages()).toEqual({
      production: { ...whole, replyTo: 'us@calm.example', crisisContacts: { accepted: today, hash: 'these' } },
    });
    expect(deployments(ran)).toEqual(['deploy WeekwiseMail-calm-example', 'deploy Weekwise-production']);
  });

  test('asks again, with the reason, until an answer is good', async () => {
    const before = { production: { ...whole, domain: undefined } };
    const { deps, asked, said, stages } = account(['https://calm.example', '', 'calm.example'], before);
    await deployStage('production', [], deps);
    expect(asked).toHaveLength(3);
    expect(said[0]).toContain('must be a domain name in lower case');
    expect(stages()).toEqual({ production: whole });
  });

  test('makes the roles of workflows by hand alone', async () => {
    const written = { production: { ...whole, githubRepository: 'clinic/my-course' } };
    const byHand = account([], written);
    await deployStage('production', [], byHand.deps);
    expect(deployments(byHand.ran).at(-1)).toBe('deploy WeekwiseGitHub-production');
    const inWorkflow = account(undefined, written);
    await deployStage('production', [], inWorkflow.deps);
    expect(deployments(inWorkflow.ran)).toEqual(['deploy WeekwiseMail-calm-example', 'deploy Weekwise-production']);
  });

  test('asks nothing where nothing is missing', async () => {
    const { deps, asked } = account([], { production: whole });
    await deployStage('production', [], deps);
    expect(asked).toEqual([]);
  });

  test.each([
    ['they were never accepted', undefined],
    ['others were accepted', { accepted: '2026-11-27', hash: 'those' }],
    ['it was over six months ago', { accepted: '2026-05-31', hash: 'these' }],
  ])('asks whether the help lines were checked where %s, and writes a yes down', async (_, crisisContacts) => {
    const before = { production: { ...whole, crisisContacts } };
    const yes = account([' Yes'], before);
    await deployStage('production', [], yes.deps);
    expect(yes.asked).toEqual([expect.stringMatching(/147 numbers and sites, of which 3 have no check/)]);
    expect(yes.stages()).toEqual({ production: { ...whole, crisisContacts: { accepted: today, hash: 'these' } } });
    for (const answer of ['no', '', 'y']) {
      const no = account([answer], before);
      await deployStage('production', [], no.deps);
      expect(no.stages()).toEqual(JSON.parse(JSON.stringify(before)));
      expect(deployments(no.ran)).toHaveLength(2);
    }
  });

  test('deploys without the help lines where nobody is there to accept them, and says so', async () => {
    const { deps, said, ran } = account(undefined, { production: { ...whole, crisisContacts: undefined } });
    await deployStage('production', [], deps);
    expect(said[0]).toMatch(/wait for your yes.*emergency numbers and findahelpline\.com only/);
    expect(deployments(ran)).toHaveLength(2);
  });

  describe('texts that nobody has reviewed', () => {
    const reviews = { all: 60, unsigned: 44, overdue: 0 };
    const unreviewedContent = { accepted: today, by: 'Ann Example' };

    test('are not deployed to production where nobody says so', async () => {
      for (const answers of [undefined, ['no'], ['y'], ['yes', ' ']]) {
        const { deps, ran, stages } = account(answers, { production: whole }, { reviews });
        await expect(deployStage('production', [], deps)).rejects.toThrow(
          /^44 of 60 texts are signed by no reviewer[\s\S]*Nothing was deployed\.[\s\S]*"unreviewedContent": \{"accepted"/,
        );
        expect(ran).toEqual([]);
        expect(stages()).toEqual({ production: whole });
      }
    });

    test('are deployed where the operator decides so, which is kept with name and day and not asked again', async () => {
      const { deps, ran, stages } = account(['yes', 'Ann Example'], { production: whole }, { reviews });
      await deployStage('production', [], deps);
      expect(stages()).toEqual({ production: { ...whole, unreviewedContent } });
      expect(deployments(ran)).toHaveLength(2);
      const again = account([], { production: { ...whole, unreviewedContent } }, { reviews });
      await deployStage('production', [], again.deps);
      expect(again.asked).toEqual([]);
    });

    test('are told of where approved emails say something else, and deployed all the same', async () => {
      const { deps, said, ran } = account(undefined, { production: whole }, { otherwise: 'One email says otherwise.' });
      await deployStage('production', [], deps);
      expect(said[0]).toBe('One email says otherwise.');
      expect(deployments(ran)).toHaveLength(2);
    });

    test('are taken for unreviewed where an assembly does not say', async () => {
      const { deps, ran } = account([' no'], { production: whole }, { reviews: 'unknown' });
      await expect(deployStage('production', ['--app', 'out'], deps)).rejects.toThrow(
        /^The assembly does not say whether its texts are reviewed[\s\S]*Nothing was deployed\./,
      );
      expect(ran).toEqual([]);
    });

    test('are counted in the assembly that is given, and not in the texts that lie here', () => {
      expect(readReviews(dirname(fileIn('x')), 'production')).toBeUndefined();
      writeReviews(dirname(fileIn('x')), 'production', reviews);
      expect(readReviews(dirname(fileIn('x')), 'production')).toEqual(reviews);
      expect(readReviews(dirname(fileIn('x')), 'test')).toBeUndefined();
    });

    test('are only told of on other stages', async () => {
      const { deps, asked, said, stages } = account([], { test: whole }, { reviews });
      await deployStage('test', [], deps);
      expect(asked).toEqual([]);
      expect(said[0]).toMatch(/^44 of 60 texts .* npx weekwise series review lists them/);
      expect(stages()).toEqual({ test: whole });
    });
  });

  test('names every missing key where nobody is there to ask, and deploys nothing; one with a usual value is not missing', async () => {
    const { deps, ran } = account(undefined, { test: { domain: 'calm.example' } });
    const names = ['senderName', 'postalAddress', 'operatorEmail'];
    const lines = new RegExp(`^${names.map((name) => `.*"${name}" is missing.*`).join('\n')}$`);
    await expect(deployStage('test', [], deps)).rejects.toThrow(lines);
    expect(ran).toEqual([]);
  });

  test('gives stages of one domain the keys of the domain, and never changes one that a stage has', async () => {
    const domainsOwn = { hostedZoneId: 'Z0123456789ABC', senderMx: ['10 mx.calm.example'] };
    const production = { ...whole, ...domainsOwn, mailIdentity: 'own' };
    const { deps, stages } = account([], {
      production,
      test: { ...whole, bounceHost: 'b.calm.example', mailIdentity: 'shared' },
    });
    await deployStage('test', [], deps);
    expect(stages()).toEqual({
      production: { ...whole, ...domainsOwn },
      test: { ...whole, ...domainsOwn, bounceHost: 'b.calm.example' },
    });
  });

  test('prepares an account that sees the CDK for the first time', async () => {
    const { deps, ran } = account([], { production: whole }, { isBootstrapped: false });
    await deployStage('production', ['--app', 'out'], deps);
    expect(ran[0]).toBe('bootstrap --app out');
  });

  test('forbids CloudFormation to replace or delete the identity, and in production people and keys', async () => {
    const production = account([], { production: whole });
    await deployStage('production', [], production.deps);
    const denied = (policy: unknown) =>
      (policy as { Statement: { Effect: string; Resource: string[] }[] }).Statement[1];
    expect(Object.keys(production.policies)).toEqual(['WeekwiseMail-calm-example', 'Weekwise-production']);
    expect(denied(production.policies['Weekwise-production'])).toMatchObject({
      Effect: 'Deny',
      Action: ['Update:Replace', 'Update:Delete'],
      Resource: ['Subscribers1C30561D', 'LedgerEntries5999C498', 'Keys6E9E5904', 'SiteAddressApi20871B36'].map(
        (id) => `LogicalResourceId/${id}`,
      ),
    });
    const testing = account([], { test: whole });
    await deployStage('test', [], testing.deps);
    expect(Object.keys(testing.policies)).toEqual(['WeekwiseMail-calm-example']);
  });

  test('says so where AWS does not allow the policy, and goes on', async () => {
    const { deps, said } = account([], { production: whole });
    await deployStage('production', [], { ...deps, protect: async () => 'no permission' });
    expect(said.join('\n')).toContain(
      'The stack Weekwise-production got no policy that protects its data: no permission',
    );
    expect(said.join('\n')).toContain('Everything is in order');
  });

  test('shows the DNS records as a table, DMARC among them, and says the next step', async () => {
    const { deps, said } = account([], { production: whole }, { toMend: ['DKIM', 'production access'] });
    await deployStage('production', [], deps);
    const told = said.join('\n');
    expect(told).toMatch(/^TYPE +NAME +VALUE$/m);
    expect(told).toMatch(/^CNAME {2}a\._domainkey\.calm\.example {2}a\.dkim\.amazonses\.com$/m);
    expect(told).toMatch(/^TXT {4}_dmarc\.calm\.example {8}"v=DMARC1; p=none; rua=mailto:me@calm\.example"$/m);
    expect(told).not.toContain('table');
    expect(told).toContain('Next: DKIM (no): do it\nAfter it 1 more: npx weekwise --stage production doctor');
  });

  test('says nothing of what comes after the one thing that is left', async () => {
    const { deps, said } = account([], { production: whole }, { toMend: ['DKIM'] });
    await deployStage('production', [], deps);
    expect(said.join('\n')).toMatch(/Next: DKIM \(no\): do it$/);
  });

  test('says so when nothing is left to do', async () => {
    const { deps, said } = account([], { production: whole });
    await deployStage('production', [], deps);
    expect(said.join('\n')).toContain('Next: sign up at the site, and confirm.');
  });
});

test('a release that does not know the format of the data is not deployed, and the one that does is named', () => {
  const told = (weekwise?: object) => [
    { OutputKey: operatorOutput, OutputValue: JSON.stringify({ table: 'people', weekwise }) },
  ];
  const own = { version: '1.1.0', format: 1 };
  for (const outputs of [[], told(), told({ version: '1.0.0', format: 1 }), told({ version: '1.2.0', format: 1 })]) {
    expect(() => refuseOlder('test', outputs, own)).not.toThrow();
  }
  expect(() => refuseOlder('test', told({ version: '2.0.0', format: 2 }), own)).toThrow(
    /The data of test was written by Weekwise 2\.0\.0 in format 2.* npm install weekwise@2\.0\.0$/,
  );
});
