import { ConfigurationError, defaultsOf, textOf, type Given } from '../../cloud/configuration.ts';
import { identityId } from '../../cloud/protected-resources.ts';
import { mailStackName, stackName } from '../../cloud/operator-outputs.ts';
import { CdkFailed, type CdkArguments, type DeployDeps, type KnownIdentity } from './deps.ts';

/** Writes changed keys of the stage down; answers all of them. */
type WriteDown = (changes: Given) => Promise<Given>;

const identityType = 'AWS::SES::EmailIdentity';

/**
 * Sees to it that SES knows the domain, and that the domain's own stack has its identity: makes it, moves it out of a stage's stack that has it from
 * before, or takes over one that was made elsewhere. An identity is never deleted or made twice on the way.
 *
 * @param others - names of the other stages that are written down with this domain
 * @throws ConfigurationError when it cannot be done as things are, saying what to do
 */
export async function placeIdentity(
  stage: string,
  given: Given,
  others: readonly string[],
  cdkArguments: CdkArguments,
  writeDown: WriteDown,
  deps: DeployDeps,
): Promise<void> {
  const { stackOf, identityOf, cdk } = deps;
  const domain = textOf(given, 'domain') ?? '';
  const known = await identityOf(domain);
  if (given['mailIdentity'] === 'found') {
    if (known === undefined) {
      throw new ConfigurationError(
        `"mailIdentity" is "found", but SES does not know ${domain} in this region: verify it there, or take the key out to have it made.`,
      );
    }
    return;
  }
  const mailStack = await stackOf(mailStackName(domain));
  const isOurs = mailStack?.resources.some(({ id }) => id === identityId) === true;
  if (known !== undefined && !isOurs) {
    const holder = await holderOf(domain, [stage, ...others], deps);
    if (holder !== undefined && holder !== stage) {
      throw new ConfigurationError(
        `The stack of the stage ${holder} has the mail identity of ${domain}. Deploy that stage first: the identity then moves into a stack of its own, which every stage uses.`,
      );
    }
    const changed = await matching(known, holder === stage, given, cdkArguments, writeDown);
    if (holder === stage) await letGo(stage, cdkArguments, deps);
    const isTaken = await takeOver(domain, changed, cdkArguments, writeDown, deps);
    if (!isTaken) return;
  }
  await cdk('deploy', mailStackName(domain), ...cdkArguments.context, ...cdkArguments.options);
}

/** The stage whose stack has the identity. */
async function holderOf(
  domain: string,
  stages: readonly string[],
  { stackOf }: DeployDeps,
): Promise<string | undefined> {
  for (const stage of stages) {
    const { resources = [] } = (await stackOf(stackName(stage))) ?? {};
    if (resources.some(({ type, physicalId }) => type === identityType && physicalId === domain)) return stage;
  }
  return undefined;
}

/** The keys of the domain as the known identity has them: its bounce host, and DNS records that must not be entered twice. */
async function matching(
  known: KnownIdentity,
  isInStage: boolean,
  given: Given,
  { isSynthesized }: CdkArguments,
  writeDown: WriteDown,
): Promise<Given> {
  const changes = {
    ...(given['bounceHost'] === undefined && known.mailFrom !== undefined && { bounceHost: known.mailFrom }),
    // CloudFormation can neither take over a record of Route 53 nor enter one that is there.
    ...(given['hostedZoneId'] !== undefined && (isInStage || known.hasRecords) && { mailRecords: 'kept' }),
  };
  const isSame = Object.entries(changes).every(([key, value]) => given[key] === value);
  if (isSame) return given;
  if (isSynthesized) throw needsTerminal('its keys change in stages.json');
  return writeDown(changes);
}

/** Takes the identity out of the stage's stack, and keeps it: first its removal policy says so, whatever the stage, then it goes. */
async function letGo(
  stage: string,
  { context, options, isSynthesized }: CdkArguments,
  { cdk, say }: DeployDeps,
): Promise<void> {
  if (isSynthesized) throw needsTerminal('it leaves the stack of its stage in two deployments');
  say('The mail identity moves out of the stack of this stage, into one of its own. Mail goes on meanwhile.');
  await cdk('deploy', stackName(stage), ...context, '--context', 'mailIdentity=leaving', ...options);
  await cdk('deploy', stackName(stage), ...context, ...options);
}

/** @returns false where it stays managed elsewhere */
async function takeOver(
  domain: string,
  given: Given,
  { context, options, isSynthesized }: CdkArguments,
  writeDown: WriteDown,
  { cdk, ask, say, settle }: DeployDeps,
): Promise<boolean> {
  say(`SES knows ${domain} already: the stack of the domain takes its identity over. DNS records that are there stay.`);
  const mapping = JSON.stringify({ [identityId]: { EmailIdentity: domain } });
  try {
    await cdk('import', mailStackName(domain), ...context, ...options, '--resource-mapping-inline', mapping);
  } catch (error) {
    if (!(error instanceof CdkFailed)) throw error;
    const answer = await ask?.(
      `CloudFormation does not take over the identity of ${domain}. Use it as it is, managed outside these stacks? (yes or no): `,
    );
    if (answer?.trim().toLowerCase() !== 'yes' || isSynthesized) {
      throw new ConfigurationError(
        `Nothing was changed. To use the identity of ${domain} as it is, give each of its stages "mailIdentity": "found".`,
      );
    }
    await writeDown({ mailIdentity: 'found' });
    return false;
  }
  // An import takes it as it is: CloudFormation compares later templates with this one, not with SES.
  await settle(domain, textOf(given, 'bounceHost') ?? defaultsOf(domain).bounceHost);
  return true;
}

function needsTerminal(why: string): ConfigurationError {
  return new ConfigurationError(
    `The mail identity cannot be taken over from templates that were made before: ${why}. Run npm run deploy without --app once, commit stages.json, and synthesize again.`,
  );
}
