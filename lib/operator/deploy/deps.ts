import type { StageResource } from '../../cloud/protected-resources.ts';
import type { Output } from '@aws-sdk/client-cloudformation';
import type { ReviewCounts } from '../../content/reviews/review-states.ts';
import type { Resolver } from '../resolver.ts';
import type { ContactsToAccept } from './accept-contacts.ts';

/** What a deployment works with: the operator, the CDK, an AWS account, DNS. */
export interface DeployDeps {
  /** Where the stages are written down. */
  stagesFile: string;
  /** Asks the operator; undefined where nobody is there to answer. */
  ask: ((question: string) => Promise<string>) | undefined;
  say: (words: string) => void;
  /** Runs the CDK to its end. Rejects with `CdkFailed` when it fails; it has said why. */
  cdk: (...args: string[]) => Promise<void>;
  /** A stack as it is; undefined when there is none. */
  stackOf: (stack: string) => Promise<Stack | undefined>;
  /** Sets the policy of a stack, as JSON. Answers why AWS does not allow it; undefined where it does. */
  protect: (stack: string, policy: string) => Promise<string | undefined>;
  /** A domain as SES knows it in this account and region; undefined where it does not. */
  identityOf: (domain: string) => Promise<KnownIdentity | undefined>;
  /** Gives a known identity the settings that the stack of its domain has in its template. */
  settle: (domain: string, bounceHost: string) => Promise<void>;
  /** What earlier stacks of a stage have left. */
  keptOf: (stage: string) => Promise<Kept>;
  /** Names of what is to be taken up, where more is left than one of a kind. */
  takeUp: readonly string[];
  /** The restored table of the stage is to become the stack's own. */
  adoptsRestored: boolean;
  resolver: Pick<Resolver, 'resolveTxt'>;
  /** The help lines that are deployed, and the ISO date of today. */
  contacts: ContactsToAccept;
  today: string;
  /** How many of the texts that are deployed somebody has signed; undefined where an assembly does not say. */
  reviewsOf: (series: readonly string[]) => Promise<ReviewCounts | undefined>;
  /** That emails to be deployed say something else than what was approved; undefined where they do not, or it is not known. */
  approvedOf: (series: readonly string[]) => Promise<string | undefined>;
  /** What is still to be done before a mail can go out, most urgent first. */
  toMend: () => Promise<{ name: string; says: string; fix?: string | undefined }[]>;
}

export interface Stack {
  /** CloudFormation's word, such as `CREATE_COMPLETE`. */
  status: string;
  outputs: Output[];
  resources: { id: string; type: string; physicalId: string }[];
}

/** Names of tables and ARNs of secrets that no stack has any more, by what they were. */
export type Kept = Readonly<Record<StageResource, readonly string[]>>;

/** A domain's identity in SES. */
export interface KnownIdentity {
  /** The DNS records of DKIM, or those of MAIL FROM, are there: SES has seen them. */
  hasRecords: boolean;
  mailFrom: string | undefined;
  /** DNS records of DKIM, such as `a._domainkey.example.com CNAME a.dkim.amazonses.com`. */
  dkimRecords: string[];
}

/** The CDK has failed, and has printed the reason. */
export class CdkFailed extends Error {
  override name = 'CdkFailed';
}

/** How the CDK is told which stage, from where, and with which options. */
export interface CdkArguments {
  context: readonly string[];
  options: readonly string[];
  /** Templates were synthesized before: no key can change them any more. */
  isSynthesized: boolean;
}
