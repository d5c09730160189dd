import {
  DescribeStacksCommand,
  paginateListStackResources,
  SetStackPolicyCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetEmailIdentityCommand,
  NotFoundException,
  PutEmailIdentityFeedbackAttributesCommand,
  PutEmailIdentityMailFromAttributesCommand,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import { findKept } from './kept.ts';
import type { DeployDeps, KnownIdentity } from './deps.ts';

export interface AccountClients {
  cloudFormation: CloudFormationClient;
  ses: SESv2Client;
  dynamo: DynamoDBClient;
  secrets: SecretsManagerClient;
}

/** What a deployment asks of an AWS account, in one region. */
export function accountDeps({
  cloudFormation,
  ses,
  dynamo,
  secrets,
}: AccountClients): Pick<DeployDeps, 'stackOf' | 'protect' | 'identityOf' | 'settle' | 'keptOf'> {
  return {
    stackOf: async (StackName) => {
      const described = await cloudFormation.send(new DescribeStacksCommand({ StackName })).catch((error: Error) => {
        if (error.message.includes('does not exist')) return undefined;
        throw error;
      });
      const stack = described?.Stacks?.[0];
      if (stack === undefined) return undefined;
      const resources = [];
      for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName })) {
        for (const {
          LogicalResourceId = '',
          ResourceType = '',
          PhysicalResourceId = '',
        } of page.StackResourceSummaries ?? []) {
          resources.push({ id: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId });
        }
      }
      return { status: stack.StackStatus ?? '', outputs: stack.Outputs ?? [], resources };
    },
    protect: async (StackName, StackPolicyBody) => {
      try {
        await cloudFormation.send(new SetStackPolicyCommand({ StackName, StackPolicyBody }));
        return undefined;
      } catch (error) {
        // A pipeline may use the roles of the CDK only.
        if (/AccessDenied/.test((error as Error).name)) return (error as Error).message;
        throw error;
      }
    },
    identityOf: (domain) => knownIdentity(domain, ses),
    settle: async (EmailIdentity, MailFromDomain) => {
      await ses.send(
        new PutEmailIdentityMailFromAttributesCommand({
          EmailIdentity,
          MailFromDomain,
          BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
        }),
      );
      await ses.send(new PutEmailIdentityFeedbackAttributesCommand({ EmailIdentity, EmailForwardingEnabled: false }));
    },
    keptOf: (stage) => findKept(stage, { dynamo, secrets }),
  };
}

/** A domain as SES knows it; undefined where it does not. */
async function knownIdentity(domain: string, ses: SESv2Client): Promise<KnownIdentity | undefined> {
  try {
    const { DkimAttributes, MailFromAttributes } = await ses.send(
      new GetEmailIdentityCommand({ EmailIdentity: domain }),
    );
    const { Status, Tokens = [], SigningHostedZone = 'dkim.amazonses.com' } = DkimAttributes ?? {};
    return {
      hasRecords: Status === 'SUCCESS' || MailFromAttributes?.MailFromDomainStatus === 'SUCCESS',
      mailFrom: MailFromAttributes?.MailFromDomain || undefined,
      dkimRecords: Tokens.map((token) => `${token}._domainkey.${domain} CNAME ${token}.${SigningHostedZone}`),
    };
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
