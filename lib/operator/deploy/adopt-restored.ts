import { ConfigurationError, textOf, type Given } from '../../cloud/configuration.ts';
import { stackPolicy, stageResources } from '../../cloud/protected-resources.ts';
import { stackName } from '../../cloud/operator-outputs.ts';
import type { CdkArguments, DeployDeps } from './deps.ts';

/**
 * Makes the restored table of a stage the stack's own, so that later releases manage it. The table that the stack made leaves it and is kept. Functions use
 * the restored one all the time. May be interrupted and run again.
 *
 * @param writeDown - writes that the stage is on no restored table any more
 * @throws ConfigurationError where it is on none, or the other table would not be kept
 */
export async function adoptRestored(
  stage: string,
  given: Given,
  { context, options, isSynthesized }: CdkArguments,
  writeDown: () => Promise<void>,
  { cdk, protect, say }: DeployDeps,
): Promise<void> {
  const restored = textOf(given, 'restoredTable');
  if (restored === undefined)
    throw new ConfigurationError(`"restoredTable" is not set: ${stage} is on no restored table.`);
  if (stage !== 'production')
    throw new ConfigurationError(
      `Only production keeps the table that its stack made: in ${stage} it would be deleted.`,
    );
  if (isSynthesized)
    throw new ConfigurationError('A restored table is adopted in several deployments: run this without --app.');
  const stack = stackName(stage);
  const { id, identifier } = stageResources.table;
  const step = (ownTable: string) => [...context, '--context', `ownTable=${ownTable}`, ...options];
  // The other table is about to leave the stack.
  const refused = await protect(stack, stackPolicy([]));
  if (refused !== undefined)
    throw new ConfigurationError(`The policy of the stack ${stack} cannot be lifted: ${refused}`);
  say(`${restored} becomes the table of the stack. The one that the stack made is kept, and no stack has it.`);
  await cdk('deploy', stack, ...step('leaving'));
  const mapping = JSON.stringify({ [id]: { [identifier]: restored } });
  // By force: the functions refer to the table otherwise from the next step on, and an import changes nothing but what it imports.
  await cdk('import', stack, ...step('adopted'), '--force', '--resource-mapping-inline', mapping);
  await cdk('deploy', stack, ...step('adopted'));
  await writeDown();
}
