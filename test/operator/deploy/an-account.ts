import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Output } from '@aws-sdk/client-cloudformation';
import type { ReviewCounts } from '../../../lib/content/reviews/review-states.ts';
import {
  CdkFailed,
  type DeployDeps,
  type Kept,
  type KnownIdentity,
  type Stack,
} from '../../../lib/operator/deploy/deps.ts';

/** An operator with these answers, and an account as it is found. */
export interface AnAccount {
  answers?: string[] | undefined;
  written?: object;
  isBootstrapped?: boolean;
  toMend?: string[];
  stacks?: Record<string, Stack>;
  identity?: KnownIdentity;
  kept?: Kept;
  takeUp?: string[];
  adoptsRestored?: boolean;
  /** TXT records of DNS by name. */
  txt?: Record<string, string[]>;
  reviews?: ReviewCounts | 'unknown';
  /** Emails that say something else than what was approved. */
  otherwise?: string;
  /** CloudFormation refuses to import. */
  refusesImport?: boolean;
}

/** A stage with all that a deployment would ask for. */
export const whole = {
  domain: 'calm.example',
  senderName: 'Calm',
  postalAddress: '1 Real Street',
  operatorEmail: 'me@calm.example',
  replyTo: 'help@calm.example',
  bounceHost: 'bounce.calm.example',
  siteDomain: 'none',
  crisisContacts: { accepted: '2026-11-27', hash: 'these' },
};

export const nothingKept: Kept = { table: [], ledger: [], keys: [] };

export const aStack = (
  resources: Stack['resources'] = [],
  outputs: Output[] = [],
  status = 'CREATE_COMPLETE',
): Stack => ({
  status,
  outputs,
  resources,
});

/** What the CDK was told, without the policies that were set. */
export const deployments = (ran: readonly string[]) => ran.filter((line) => !line.startsWith('policy '));

/** What a deployment works with, where the CDK only writes down what it was told. */
export function anAccount(stagesFile: string, account: AnAccount) {
  const { answers, written, isBootstrapped = true, toMend = [], txt = {}, refusesImport = false } = account;
  if (written !== undefined) writeFileSync(stagesFile, JSON.stringify(written));
  const stacks: Record<string, Stack> = { ...(isBootstrapped && { CDKToolkit: aStack() }), ...account.stacks };
  const asked: string[] = [];
  const said: string[] = [];
  const ran: string[] = [];
  const policies: Record<string, unknown> = {};
  const settled: string[] = [];
  const deps: DeployDeps = {
    stagesFile,
    ask:
      answers &&
      (async (question) => {
        asked.push(question);
        const answer = answers.shift();
        if (answer === undefined) throw new Error(`No answer to: ${question}`);
        return answer;
      }),
    say: (words) => void said.push(words),
    contacts: { hash: 'these', all: 147, unchecked: 3 },
    today: '2026-12-01',
    reviewsOf: async () =>
      account.reviews === 'unknown' ? undefined : (account.reviews ?? { all: 3, unsigned: 0, overdue: 0 }),
    approvedOf: async () => account.otherwise,
    cdk: async (...args) => {
      // What tells the stage and its file is the same each time.
      ran.push(
        args.filter((arg, index) => !/^stages?=/.test(args[index + 1] ?? '') && !/^stages?=/.test(arg)).join(' '),
      );
      if (args[0] === 'import' && refusesImport) throw new CdkFailed();
      if (args[0] === 'deploy') stacks[args[1]!] ??= aStack();
    },
    stackOf: async (stack) => stacks[stack],
    protect: async (stack, policy) => {
      policies[stack] = JSON.parse(policy);
      ran.push(`policy ${stack}: ${(policies[stack] as { Statement: unknown[] }).Statement.length}`);
      return undefined;
    },
    identityOf: async () => account.identity,
    settle: async (domain, bounceHost) => void settled.push(`${domain} ${bounceHost}`),
    keptOf: async () => account.kept ?? nothingKept,
    takeUp: account.takeUp ?? [],
    adoptsRestored: account.adoptsRestored ?? false,
    resolver: {
      resolveTxt: async (name) => {
        const found = txt[name];
        if (found === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
        return found.map((text) => [text]);
      },
    },
    toMend: async () => toMend.map((name) => ({ name, says: 'no', fix: 'do it' })),
  };
  const stages = () => (existsSync(stagesFile) ? (JSON.parse(readFileSync(stagesFile, 'utf8')) as unknown) : undefined);
  return { deps, asked, said, ran, stages, policies, settled };
}
