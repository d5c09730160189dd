import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { stackName } from '../../lib/cloud/operator-outputs.ts';
import { cdk, stage, stagesFile } from './assembly.ts';
import { jsonCall } from './aws-call.ts';
import { runWell } from './command.ts';
import { clockScript } from './moved-clock.ts';
import { credentials, emulatedEnvironment, region } from './emulated-account.ts';

export interface Deployment {
  /** What the operator read. */
  said: string;
  siteUrl: string;
  resources: number;
  /** The one resource of a type whose path in the stack begins like this. */
  physicalId: (type: string, logicalIdPrefix: string) => string;
  physicalIds: (type: string) => string[];
  /** Every resource of the stack. */
  all: () => readonly { id: string; physicalId: string }[];
  /** What the functions said: parsed lines, by the logical id of their log group. */
  logs: () => Promise<FunctionLog[]>;
}

export interface FunctionLog {
  group: string;
  lines: LogLine[];
}

export interface LogLine {
  text: string;
  /** Empty where a line is no JSON. */
  fields: Record<string, unknown>;
}

interface DeployOptions {
  /** Names of what an earlier stack has left. */
  takeUp?: readonly string[];
  /** Stage. */
  of?: string;
  /** There is a stack already. */
  updates?: boolean;
}

/** Deploys an assembly as an operator does, and looks at what came of it. */
export async function deploy(assembly: string, endpoint: string, options: DeployOptions = {}): Promise<Deployment> {
  const { takeUp = [], of = stage, updates = takeUp.length > 0 } = options;
  const stack = stackName(of);
  const said = await runDeploy(assembly, endpoint, options);

  const client = new CloudFormationClient({ endpoint, region, credentials });
  const { Stacks: [described] = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  const status = updates ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE';
  if (described?.StackStatus !== status) throw new Error(`The stack is ${described?.StackStatus}`);
  const siteUrl = described.Outputs?.find(({ OutputKey }) => OutputKey?.startsWith('SiteAddressUrl'))?.OutputValue;
  if (siteUrl === undefined) throw new Error('The stack has no output with the address of the site');
  const resources: { type: string; id: string; physicalId: string }[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stack })) {
    for (const { ResourceType = '', LogicalResourceId = '', PhysicalResourceId = '' } of StackResourceSummaries) {
      resources.push({ type: ResourceType, id: LogicalResourceId, physicalId: PhysicalResourceId });
    }
  }
  client.destroy();

  const groups = resources.filter(({ type }) => type === 'AWS::Logs::LogGroup');
  return {
    said,
    siteUrl,
    resources: resources.length,
    physicalId: (type, prefix) => {
      const [found, ...more] = resources.filter((resource) => resource.type === type && resource.id.startsWith(prefix));
      if (found === undefined || more.length > 0) throw new Error(`Not one ${type} ${prefix} in the stack`);
      return found.physicalId;
    },
    all: () => resources,
    physicalIds: (type) => resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId),
    logs: () =>
      Promise.all(
        groups.map(async ({ id, physicalId }) => ({ group: id, lines: await linesOf(endpoint, physicalId) })),
      ),
  };
}

/** `npm run deploy`, answering no question. */
export function runDeploy(
  assembly: string,
  endpoint: string,
  { takeUp = [], of = stage }: DeployOptions = {},
): Promise<string> {
  const program = [process.execPath, '--import', 'tsx', 'bin/main.ts', 'deploy'] as const;
  const options = ['--stage', of, '--stages', stagesFile(assembly), '--app', assembly, '--yes'];
  if (takeUp.length > 0) options.push('--take-up', ...takeUp);
  // The CDK looks for events of the stack that are younger than its own start.
  const env = { ...emulatedEnvironment(endpoint), NODE_OPTIONS: `--require ${clockScript}` };
  return runWell([...program, ...options], { env, seconds: 120 });
}

/** Ends the deployment, whose protection has to be lifted first; what is to outlive it stays. */
export async function destroy(assembly: string, endpoint: string, of = stage): Promise<void> {
  const stack = stackName(of);
  const client = new CloudFormationClient({ endpoint, region, credentials });
  await client.send(new UpdateTerminationProtectionCommand({ StackName: stack, EnableTerminationProtection: false }));
  client.destroy();
  const env = emulatedEnvironment(endpoint);
  await runWell([...cdk, 'destroy', stack, '--app', assembly, '--force'], { env, seconds: 60 });
}

async function linesOf(endpoint: string, logGroupName: string): Promise<LogLine[]> {
  const target = 'Logs_20140328.FilterLogEvents';
  const answer = (await jsonCall(endpoint, 'logs', target, { logGroupName, limit: 10_000 })) as {
    events?: { message: string }[];
  };
  return (answer.events ?? []).flatMap(({ message }) => message.trim().split('\n')).map(lineOf);
}

function lineOf(text: string): LogLine {
  try {
    return { text, fields: JSON.parse(text.slice(text.indexOf('{'))) as Record<string, unknown> };
  } catch {
    return { text, fields: {} };
  }
}
