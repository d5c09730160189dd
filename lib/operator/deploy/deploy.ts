import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Output } from '@aws-sdk/client-cloudformation';
import { ConfigurationError, type Given } from '../../cloud/configuration.ts';
import { readStages } from '../../cloud/stages.ts';
import { stackName } from '../../cloud/operator-outputs.ts';
import { acceptContacts, type ContactsToAccept } from './accept-contacts.ts';
import { dnsRecords, dnsTable } from './dns-records.ts';
import { faultOf, missing, sharing } from './missing.ts';

/** What a deployment needs of the world. */
export interface DeployDeps {
  /** Where the stages are written down. */
  stagesFile: string;
  /** Asks the operator; undefined where nobody is there to answer. */
  ask: ((question: string) => Promise<string>) | undefined;
  say: (words: string) => void;
  /** Runs the CDK to its end. Rejects when it fails; it has said why. */
  cdk: (...args: string[]) => Promise<void>;
  /** The outputs of a stack; undefined when there is no such stack. */
  outputsOf: (stack: string) => Promise<Output[] | undefined>;
  /** The help lines that are deployed, and the ISO date of today. */
  contacts: ContactsToAccept;
  today: string;
  /** What is still to be done before a mail can go out, most urgent first. */
  toMend: () => Promise<{ name: string; says: string; fix?: string | undefined }[]>;
}

/** The stack that `cdk bootstrap` makes, once an account and region. */
const bootstrapStack = 'CDKToolkit';

/**
 * From a clone to a deployed stage: asks for what is missing and writes it down, deploys, shows the DNS records, and says the next step. May be
 * run again at any time.
 *
 * @throws ConfigurationError when something is missing or wrong, and nobody is there to ask
 */
export async function deployStage(stage: string, options: readonly string[], deps: DeployDeps): Promise<void> {
  const { stagesFile, say, cdk, outputsOf, toMend } = deps;
  const given = await configured(stage, deps);
  if ((await outputsOf(bootstrapStack)) === undefined) {
    say('This account and region see the CDK for the first time: cdk bootstrap makes a place for its files.');
    await cdk('bootstrap', ...options);
  }
  const context = ['--context', `stage=${stage}`, '--context', `stages=${stagesFile}`];
  await cdk('deploy', stackName(stage), ...context, ...options);

  const outputs = Object.fromEntries(
    ((await outputsOf(stackName(stage))) ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
  const site = Object.entries(outputs).find(([key]) => key.startsWith('SiteAddressUrl'))?.[1];
  const { domain, operatorEmail } = given as { domain: string; operatorEmail: string };
  const lines = await toMend();
  say(
    [
      `\nThe site is at ${site}. What was asked for is in ${stagesFile}.`,
      `\nThese records belong into the DNS of ${domain}:\n`,
      dnsTable(dnsRecords(outputs, domain, operatorEmail)),
      '',
      ...(lines.length === 0
        ? ['Everything is in order. Next: sign up at the site, and confirm.']
        : [
            `Next: ${lines[0]!.name} (${lines[0]!.says}): ${lines[0]!.fix}`,
            `After it ${lines.length - 1} more: npx weekwise --stage ${stage} doctor`,
          ]),
    ].join('\n'),
  );
}

/** The keys of a stage, all that are needed among them; what was asked for is written down. */
async function configured(stage: string, deps: DeployDeps): Promise<Given> {
  const { stagesFile, ask, say } = deps;
  const stages = readStages(stagesFile);
  let given: Given = stages[stage] ?? {};
  const open = missing(given);
  if (open.length > 0 && ask === undefined) {
    const keys = open.map(({ key, asks }) => `${stagesFile}, ${stage}: "${key}" is missing: ${asks}`);
    throw new ConfigurationError(keys.join('\n'));
  }
  for (const { key, asks } of open) {
    for (;;) {
      const answer = (await ask!(`${asks}: `)).trim();
      const fault = answer === '' ? `"${key}" is needed` : faultOf(key, stage, { ...given, [key]: answer });
      if (fault === undefined) {
        given = { ...given, [key]: answer };
        break;
      }
      say(fault);
    }
  }
  const shared = sharing(stage, given, stages);
  if ('mailIdentity' in shared)
    say(`Another stage has made ${String(given['domain'])} known to SES: this one shares it.`);
  const accepted = await acceptContacts(given, deps);
  const written = { ...stages, [stage]: { ...accepted, ...shared } };
  if (open.length > 0 || accepted !== given || 'mailIdentity' in shared || !existsSync(stagesFile)) {
    await writeFile(stagesFile, `${JSON.stringify(written, undefined, 2)}\n`);
  }
  return written[stage]!;
}
