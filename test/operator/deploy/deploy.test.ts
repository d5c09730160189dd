import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Output } from '@aws-sdk/client-cloudformation';
import { deployStage, type DeployDeps } from '../../../lib/operator/deploy/deploy.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const fileIn = temporaryFolder();
let files = 0;

const today = '2026-12-01';
const contacts = { hash: 'these', all: 147, unchecked: 3 };
const whole = {
  domain: 'calm.example',
  senderName: 'Calm',
  postalAddress: '1 Real Street',
  operatorEmail: 'me@calm.example',
  crisisContacts: { accepted: '2026-11-27', hash: 'these' },
};
const output = (OutputKey: string, OutputValue: string): Output => ({ OutputKey, OutputValue });
const outputs = [
  output('SiteAddressUrl1', 'https://go.calm.example'),
  output('MailFromRecord1', 'bounce.calm.example MX 10 feedback-smtp.eu-west-1.amazonses.com'),
  output('DkimRecord1', 'a._domainkey.calm.example CNAME a.dkim.amazonses.com'),
  output('OperatorWhereabouts', '{"table":"x"}'),
];

/** An operator who gives these answers, and an account that was used before or not. */
function deps(answers: string[] | undefined, written?: object, { bootstrapped = true, toMend = [] as string[] } = {}) {
  const stagesFile = fileIn(`stages-${(files += 1)}.json`);
  if (written !== undefined) writeFileSync(stagesFile, JSON.stringify(written));
  const asked: string[] = [];
  const said: string[] = [];
  const ran: string[] = [];
  const made: DeployDeps = {
    stagesFile,
    ask:
      answers &&
      (async (question) => {
        asked.push(question);
        return answers.shift()!;
      }),
    say: (words) => void said.push(words),
    contacts,
    today,
    cdk: async (...args) => void ran.push(args.filter((arg) => !arg.includes('stages=')).join(' ')),
    outputsOf: async (stack) => (stack === 'CDKToolkit' ? (bootstrapped ? [] : undefined) : outputs),
    toMend: async () => toMend.map((name) => ({ name, says: 'no', fix: 'do it' })),
  };
  const stages = () => (existsSync(stagesFile) ? (JSON.parse(readFileSync(stagesFile, 'utf8')) as unknown) : undefined);
  return { deps: made, asked, said, ran, stages };
}

describe('deploying a stage', () => {
  test('asks for what is missing, and writes it down', async () => {
    const { deps: w, asked, stages, ran } = deps(['calm.example', 'Calm', '1 Real Street', 'me@calm.example', 'yes']);
    await deployStage('production', [], w);
    expect(asked).toHaveLength(5);
    expect(stages()).toEqual({ production: { ...whole, crisisContacts: { accepted: today, hash: 'these' } } });
    expect(ran).toEqual(['deploy Weekwise-production --context stage=production --context']);
  });

  test('asks again, with the reason, until an answer is good', async () => {
    const {
      deps: w,
      asked,
      said,
      stages,
    } = deps(['https://calm.example', '', 'calm.example'], {
      production: { ...whole, domain: undefined },
    });
    await deployStage('production', [], w);
    expect(asked).toHaveLength(3);
    expect(said[0]).toContain('must be a domain name in lower case');
    expect(stages()).toEqual({ production: whole });
  });

  test('asks nothing where nothing is missing', async () => {
    const { deps: w, asked } = deps([], { production: whole });
    await deployStage('production', [], w);
    expect(asked).toEqual([]);
  });

  test.each([
    ['they were never accepted', undefined],
    ['others were accepted', { accepted: '2026-11-27', hash: 'those' }],
    ['it was over six months ago', { accepted: '2026-05-31', hash: 'these' }],
  ])('asks whether the help lines were checked where %s, and writes a yes down', async (_, crisisContacts) => {
    const before = { production: { ...whole, crisisContacts } };
    const yes = deps([' Yes'], before);
    await deployStage('production', [], yes.deps);
    expect(yes.asked).toEqual([expect.stringMatching(/147 numbers and sites, of which 3 have no check/)]);
    expect(yes.stages()).toEqual({ production: { ...whole, crisisContacts: { accepted: today, hash: 'these' } } });
    for (const answer of ['no', '', 'y']) {
      const no = deps([answer], before);
      await deployStage('production', [], no.deps);
      expect(no.stages()).toEqual(JSON.parse(JSON.stringify(before)));
      expect(no.ran).toHaveLength(1);
    }
  });

  test('deploys without the help lines where nobody is there to accept them, and says so', async () => {
    const { deps: w, said, ran } = deps(undefined, { production: { ...whole, crisisContacts: undefined } });
    await deployStage('production', [], w);
    expect(said[0]).toMatch(/wait for your yes.*emergency numbers and findahelpline\.com only/);
    expect(ran).toHaveLength(1);
  });

  test('names every missing key where nobody is there to ask, and deploys nothing', async () => {
    const { deps: w, ran } = deps(undefined, { test: { domain: 'calm.example' } });
    await expect(deployStage('test', [], w)).rejects.toThrow(/"senderName".*\n.*"postalAddress".*\n.*"operatorEmail"/);
    expect(ran).toEqual([]);
  });

  test('shares the domain that another stage has made known to SES', async () => {
    const { deps: w, stages } = deps([], { production: whole, test: whole });
    await deployStage('test', [], w);
    expect(stages()).toEqual({ production: whole, test: { ...whole, mailIdentity: 'shared' } });
  });

  test('prepares an account that sees the CDK for the first time', async () => {
    const { deps: w, ran } = deps([], { production: whole }, { bootstrapped: false });
    await deployStage('production', ['--app', 'out'], w);
    expect(ran[0]).toBe('bootstrap --app out');
  });

  test('shows the DNS records as a table, DMARC among them, and says the next step', async () => {
    const { deps: w, said } = deps([], { production: whole }, { toMend: ['DKIM', 'production access'] });
    await deployStage('production', [], w);
    const told = said.join('\n');
    expect(told).toMatch(/^TYPE +NAME +VALUE$/m);
    expect(told).toMatch(/^CNAME {2}a\._domainkey\.calm\.example {2}a\.dkim\.amazonses\.com$/m);
    expect(told).toMatch(/^TXT {4}_dmarc\.calm\.example {8}"v=DMARC1; p=none; rua=mailto:me@calm\.example"$/m);
    expect(told).not.toContain('table');
    expect(told).toContain('Next: DKIM (no): do it');
  });

  test('says so when nothing is left to do', async () => {
    const { deps: w, said } = deps([], { production: whole });
    await deployStage('production', [], w);
    expect(said.join('\n')).toContain('Next: sign up at the site, and confirm.');
  });
});
