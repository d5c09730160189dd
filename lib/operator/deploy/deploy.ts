import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Output } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { ConfigurationError, defaultsOf, seriesOf, textOf, type Given } from '../../cloud/configuration.ts';
import { hostOf } from '../../cloud/mail-domain.ts';
import { identityId, siteApiId, stackPolicy, stageResources } from '../../cloud/protected-resources.ts';
import { readStages } from '../../cloud/stages.ts';
import { githubStackName, mailStackName, operatorOutput, stackName } from '../../cloud/operator-outputs.ts';
import { thisWriter, tooNew, Writer } from '../../writer.ts';
import { adoptRestored } from './adopt-restored.ts';
import { acceptContacts } from './accept-contacts.ts';
import { acceptUnreviewed } from './accept-unreviewed.ts';
import { dmarcToAdd, findDmarc } from './dmarc.ts';
import { dnsRecords, dnsTable } from './dns-records.ts';
import { deployedSite, keepLinks } from './keep-links.ts';
import { takeUpKept } from './kept.ts';
import { faultOf, isOpen, missing, questions, sharing } from './missing.ts';
import { placeIdentity } from './place-identity.ts';
import type { CdkArguments, DeployDeps } from './deps.ts';

/** The stack that `cdk bootstrap` makes, once an account and region. */
const bootstrapStack = 'CDKToolkit';

/**
 * From a clone to a deployed stage: asks for what is missing and writes it down, deploys the domain's stack and the stage's, protects what cannot be made
 * again, shows the DNS records, and says the next step. May be run again at any time.
 *
 * @throws ConfigurationError when something is missing or wrong, and nobody is there to ask; when production would send texts that nobody has reviewed
 */
export async function deployStage(stage: string, options: readonly string[], deps: DeployDeps): Promise<void> {
  const { stagesFile, say, cdk, stackOf, approvedOf, toMend } = deps;
  const given = await configured(stage, deps);
  const unreviewedContent = await acceptUnreviewed(stage, given, deps);
  if (unreviewedContent !== undefined) await writeDown(stagesFile, [stage], { unreviewedContent });
  const otherwise = await approvedOf(seriesOf(given));
  if (otherwise !== undefined) say(otherwise);
  refuseOlder(stage, (await stackOf(stackName(stage)))?.outputs ?? []);
  if ((await stackOf(bootstrapStack)) === undefined) {
    say(
      'This account and region see the CDK for the first time: cdk bootstrap makes a place for its files, and roles; CloudFormation’s may do anything in the account.',
    );
    await cdk('bootstrap', ...options);
  }
  const domain = textOf(given, 'domain') ?? '';
  const cdkArguments: CdkArguments = {
    context: ['--context', `stage=${stage}`, '--context', `stages=${stagesFile}`],
    options,
    isSynthesized: options.includes('--app'),
  };
  await keepOldLinks(stage, cdkArguments, deps);
  const stages = readStages(stagesFile);
  const others = Object.keys(stages).filter((name) => name !== stage && stages[name]!['domain'] === domain);
  await placeIdentity(
    stage,
    given,
    others,
    cdkArguments,
    (changes) => writeDown(stagesFile, [stage, ...others], changes),
    deps,
  );
  await takeUpKept(stage, cdkArguments, deps);
  if (deps.adoptsRestored) {
    const change = { restoredTable: undefined, restoredStreamArn: undefined };
    await adoptRestored(
      stage,
      given,
      cdkArguments,
      async () => void (await writeDown(stagesFile, [stage], change)),
      deps,
    );
  }
  await cdk('deploy', stackName(stage), ...cdkArguments.context, ...options);
  // By hand alone: a workflow does not change what it may do.
  if (textOf(given, 'githubRepository') !== undefined && deps.ask !== undefined) {
    await cdk('deploy', githubStackName(stage), ...cdkArguments.context, ...options);
  }
  await protect(stage, domain, deps);

  const { outputs = [] } = (await stackOf(stackName(stage))) ?? {};
  const site = outputs.find(({ OutputKey }) => OutputKey?.startsWith('SiteAddressUrl'))?.OutputValue;
  const records = await recordsOf(stage, readStages(stagesFile)[stage] ?? given, deps);
  const lines = await toMend();
  say(
    [
      `\nThe site is at ${site}. What was asked for is in ${stagesFile}.`,
      ...(records.length === 0 ? [] : [`\nThese records belong into the DNS of ${domain}:\n`, dnsTable(records)]),
      '',
      ...(lines.length === 0
        ? ['Everything is in order. Next: sign up at the site, and confirm.']
        : [
            `Next: ${lines[0]!.name} (${lines[0]!.says}): ${lines[0]!.fix}`,
            ...(lines.length === 1 ? [] : [`After it ${lines.length - 1} more: npx weekwise --stage ${stage} doctor`]),
          ]),
    ].join('\n'),
  );
}

/** What is told of the Weekwise that was deployed last. */
const Whereabouts = z.object({ weekwise: Writer.optional() });

/** A release that does not know the format of the data that is there would refuse every person's lesson. */
export function refuseOlder(stage: string, outputs: readonly Output[], own: Writer = thisWriter): void {
  const text = outputs.find(({ OutputKey }) => OutputKey === operatorOutput)?.OutputValue;
  const { weekwise } = Whereabouts.parse(text === undefined ? {} : JSON.parse(text));
  const why = tooNew(weekwise, own);
  if (why !== undefined) throw new ConfigurationError(`The data of ${stage} was ${why}`);
}

/** Writes down which hosts go on answering, before a deployment would take one away that links in emails lead to. */
async function keepOldLinks(
  stage: string,
  { isSynthesized }: CdkArguments,
  { stagesFile, stackOf, say }: DeployDeps,
): Promise<void> {
  const { outputs = [] } = (await stackOf(stackName(stage))) ?? {};
  const { formerSites } = keepLinks(deployedSite(outputs), readStages(stagesFile)[stage] ?? {});
  if (formerSites === undefined) return;
  if (isSynthesized) {
    throw new ConfigurationError(
      `These templates would take away a host that links in emails lead to. Give ${stage} "formerSites": ${JSON.stringify(formerSites)}, and synthesize again.`,
    );
  }
  await writeDown(stagesFile, [stage], { formerSites });
  const hosts = formerSites.map(({ domain }) => domain).join(', ');
  say(`Links in emails sent so far go on working: ${hosts} (formerSites in ${stagesFile}).`);
}

/** The DNS records that are needed and nobody has entered: those of the stage's stack, of the domain's or an identity from elsewhere, and DMARC's. */
async function recordsOf(stage: string, given: Given, { stackOf, identityOf, resolver }: DeployDeps) {
  const domain = textOf(given, 'domain') ?? '';
  const { weeklyFrom, accountFrom } = { ...defaultsOf(domain), ...given } as Record<string, string>;
  const lines =
    given['mailIdentity'] === 'found'
      ? ((await identityOf(domain))?.dkimRecords ?? [])
      : ((await stackOf(mailStackName(domain)))?.outputs ?? []).map(({ OutputValue = '' }) => OutputValue);
  const { outputs = [] } = (await stackOf(stackName(stage))) ?? {};
  const ofSite = outputs.map(({ OutputValue = '' }) => OutputValue);
  const hosts = [...new Set([weeklyFrom!, accountFrom!].map(hostOf))];
  const found = await Promise.all(hosts.map((host) => findDmarc(host, resolver)));
  return [...dnsRecords([...ofSite, ...lines]), ...dmarcToAdd(domain, textOf(given, 'operatorEmail') ?? '', found)];
}

/** What cannot be made again is neither replaced nor deleted by an update: the domain's identity, and in production people and keys. */
async function protect(stage: string, domain: string, { protect: setPolicy, stackOf, say }: DeployDeps): Promise<void> {
  const policies = {
    ...((await stackOf(mailStackName(domain))) && { [mailStackName(domain)]: [identityId] }),
    ...(stage === 'production' && {
      [stackName(stage)]: [...Object.values(stageResources).map(({ id }) => id), siteApiId],
    }),
  };
  for (const [stack, ids] of Object.entries(policies)) {
    const refused = await setPolicy(stack, stackPolicy(ids));
    if (refused !== undefined) say(`The stack ${stack} got no policy that protects its data: ${refused}`);
  }
}

/** Writes keys of some stages down; answers all keys of the first. */
async function writeDown(stagesFile: string, stages: readonly string[], changes: Given): Promise<Given> {
  const written = readStages(stagesFile);
  for (const stage of stages) written[stage] = { ...written[stage], ...changes };
  await writeFile(stagesFile, `${JSON.stringify(written, undefined, 2)}\n`);
  return written[stages[0]!]!;
}

/** The keys of a stage, all that are needed among them; what was asked for is written down. */
async function configured(stage: string, deps: DeployDeps): Promise<Given> {
  const { stagesFile, ask, say, identityOf } = deps;
  const before = readStages(stagesFile);
  const stages = Object.fromEntries(Object.entries(before).map(([name, keys]) => [name, withoutFormer(keys)]));
  let given: Given = { ...stages[stage], ...sharing(stage, stages[stage] ?? {}, stages) };
  const needed = missing(given).filter(({ usual }) => usual === undefined);
  if (needed.length > 0 && ask === undefined) {
    const keys = needed.map(({ key, asks }) => `${stagesFile}, ${stage}: "${key}" is missing: ${asks}`);
    throw new ConfigurationError(keys.join('\n'));
  }
  for (const question of ask === undefined ? [] : questions) {
    const { key, asks, usual } = question;
    // Another stage of a domain that was asked for just now may have said it.
    given = { ...given, ...sharing(stage, given, stages) };
    if (!isOpen(question, given)) continue;
    const domain = textOf(given, 'domain') ?? '';
    // Without credentials the answers so far are not lost: the next call to AWS says what is wrong, after they were written down.
    const known = key === 'bounceHost' ? await identityOf(domain).catch(() => undefined) : undefined;
    const usually = usual?.(domain, known);
    for (;;) {
      const answer = (await ask!(`${asks}${usually === undefined ? '' : ` (Enter for ${usually})`}: `)).trim();
      const value = answer === '' ? usually : answer;
      const fault = value === undefined ? `"${key}" is needed` : faultOf(key, stage, { ...given, [key]: value });
      if (fault === undefined) {
        given = { ...given, [key]: value };
        break;
      }
      say(fault);
    }
  }
  const accepted = await acceptContacts(given, deps);
  // Other stages of the domain get its keys, where they say nothing of their own.
  const all: Record<string, Given> = { ...stages, [stage]: accepted };
  const written = Object.fromEntries(
    Object.entries(all).map(([name, keys]) => [name, { ...keys, ...sharing(name, keys, all) }]),
  );
  if (JSON.stringify(written) !== JSON.stringify(before) || !existsSync(stagesFile)) {
    await writeFile(stagesFile, `${JSON.stringify(written, undefined, 2)}\n`);
  }
  return written[stage]!;
}

/** Before a domain had a stack of its own, one stage owned its identity and others shared it. */
function withoutFormer(given: Given): Given {
  const { mailIdentity, ...rest } = given;
  return mailIdentity === 'own' || mailIdentity === 'shared' || mailIdentity === undefined ? rest : given;
}
