import { ListTablesCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateListSecrets, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ConfigurationError } from '../../cloud/configuration.ts';
import { stageResources, type StageResource } from '../../cloud/protected-resources.ts';
import { stackName } from '../../cloud/operator-outputs.ts';
import type { CdkArguments, DeployDeps, Kept } from './deps.ts';

const kinds = Object.keys(stageResources) as StageResource[];

/** Looks for what earlier stacks of a stage have left: tables by CloudFormation's names for them, the keys by their tags. */
export async function findKept(
  stage: string,
  { dynamo, secrets }: { dynamo: DynamoDBClient; secrets: SecretsManagerClient },
): Promise<Kept> {
  const tables: string[] = [];
  let from: string | undefined;
  do {
    const { TableNames = [], LastEvaluatedTableName } = await dynamo.send(
      new ListTablesCommand({ ExclusiveStartTableName: from }),
    );
    tables.push(...TableNames);
    from = LastEvaluatedTableName;
  } while (from !== undefined);
  const named = (kind: 'table' | 'ledger') => {
    const prefix = `${stackName(stage)}-${stageResources[kind].id}-`;
    return tables.filter((name) => name.startsWith(prefix));
  };

  const keys: string[] = [];
  const filters = { Filters: [{ Key: 'tag-value' as const, Values: [stage] }] };
  for await (const { SecretList = [] } of paginateListSecrets({ client: secrets }, filters)) {
    for (const { ARN, Name = '', Tags = [] } of SecretList) {
      const isOurs =
        Name.includes(stageResources.keys.id) && Tags.some(({ Key, Value }) => Key === 'stage' && Value === stage);
      if (ARN !== undefined && isOurs) keys.push(ARN);
    }
  }
  return { table: named('table'), ledger: named('ledger'), keys };
}

/**
 * What of it a new stack takes up: a table with the keys that its ids and links hang on.
 *
 * @param names - what the operator named, where there is more than one of a kind
 * @returns undefined where there are not both
 * @throws ConfigurationError when it is not clear which
 */
export function chooseKept(kept: Kept, names: readonly string[]): Partial<Record<StageResource, string>> | undefined {
  const unknown = names.filter((name) => !kinds.some((kind) => kept[kind].includes(name)));
  if (unknown.length > 0)
    throw new ConfigurationError(`Nothing called ${unknown.join(', ')} was kept from this stage.`);
  if (kept.table.length === 0 || kept.keys.length === 0) return undefined;
  const chosen: Partial<Record<StageResource, string>> = {};
  for (const kind of kinds) {
    const named = kept[kind].filter((name) => names.includes(name));
    const candidates = named.length > 0 ? named : kept[kind];
    if (candidates.length > 1) {
      throw new ConfigurationError(
        `More than one ${kind} was kept from this stage: ${candidates.join(', ')}. Name the one to take up with --take-up.`,
      );
    }
    if (candidates[0] !== undefined) chosen[kind] = candidates[0];
  }
  return chosen;
}

/**
 * Before the first deployment of a stage: what an earlier stack has left is taken up, so that people, links and progress go on. A new stack with new keys
 * would find nobody and open no link.
 */
export async function takeUpKept(
  stage: string,
  { context, options }: CdkArguments,
  { stackOf, keptOf, takeUp, ask, say, cdk }: DeployDeps,
): Promise<void> {
  const stack = await stackOf(stackName(stage));
  const failed = 'ROLLBACK_COMPLETE';
  // An import that was refused leaves an empty stack under review.
  if (stack !== undefined && ![failed, 'REVIEW_IN_PROGRESS'].includes(stack.status)) return;
  const kept = await keptOf(stage);
  const chosen = chooseKept(kept, takeUp);
  if (chosen === undefined) {
    if (kept.table.length > 0)
      say(`Without its keys nobody in it can be found, so it is left aside: ${kept.table.join(', ')}.`);
    return;
  }
  const what = Object.entries(chosen).map(([kind, name]) => `  ${kind}: ${name}`);
  const answer = await ask?.(
    `An earlier deployment of this stage has left its people:\n${what.join('\n')}\nTake them up? With "no" the stage begins without anybody, and every link in an email is void (yes or no): `,
  );
  if (answer !== undefined && answer.trim().toLowerCase() !== 'yes') return;
  if (stack?.status === failed) {
    throw new ConfigurationError(
      `The stack ${stackName(stage)} failed at its first deployment: delete it in the CloudFormation console, then run this again.`,
    );
  }
  say(`Taken up from an earlier deployment:\n${what.join('\n')}`);
  const mapping = Object.fromEntries(
    Object.entries(chosen).map(([kind, name]) => {
      const { id, identifier } = stageResources[kind as StageResource];
      return [id, { [identifier]: name }];
    }),
  );
  await cdk('import', stackName(stage), ...context, ...options, '--resource-mapping-inline', JSON.stringify(mapping));
}
