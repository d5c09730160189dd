import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roots } from '../../lib/roots.ts';
import { mailStackName, stackName } from '../../lib/cloud/operator-outputs.ts';
import { runWell } from './command.ts';

/** As an operator would deploy it for people: with everything that production protects. */
export const stage = 'production';
/** A stage beside it, on the same domain, which was there first: from an earlier release, and without webhooks. */
export const trial = 'test';
export const domain = 'weekwise.example';
const configuration = {
  domain,
  senderName: 'Weekwise',
  postalAddress: 'Weekwise, 1 Deployed Street, 12345 Testville',
  operatorEmail: 'operator@weekwise.example',
  webhookUrl: 'https://hooks.weekwise.example/weekwise',
  // The emulator knows no CloudFront.
  pictureCdn: 'off',
  // Nobody reads what is sent here.
  unreviewedContent: { accepted: '2026-01-01', by: 'The test' },
  warmUp: { from: '2026-01-01', firstDay: 50, growth: 1.5 },
};

/** The stack of the domain that it sends from. */
const mailStack = mailStackName(domain);

/** What is written down of the stage, beside an assembly. */
export const stagesFile = (assembly: string) => `${assembly}.stages.json`;

export const cdk = [process.execPath, join(roots.project, 'node_modules', 'aws-cdk', 'bin', 'cdk')] as const;

/**
 * Synthesizes what is deployed, bundles and all, into a folder: the cloud assembly.
 *
 * @param more - keys of the configuration beside the usual ones
 * @param of - stage
 */
export async function synthesize(folder: string, more: object = {}, of = stage): Promise<string> {
  await writeFile(stagesFile(folder), JSON.stringify({ [of]: { ...configuration, ...more } }));
  const context = ['--context', `stage=${of}`, '--context', `stages=${stagesFile(folder)}`];
  await runWell([...cdk, 'synth', '--quiet', '--strict', '--output', folder, ...context], { seconds: 120 });
  return folder;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A copy of the assembly with the few places changed that the emulator reads otherwise than AWS. `docs/deployed-tests.md` says which, and how
 * they are checked instead.
 *
 * @param receiver - of webhooks, at the loopback
 */
export async function forEmulator(assembly: string, folder: string, receiver: string, of = stage): Promise<string> {
  await cp(assembly, folder, { recursive: true });
  await cp(stagesFile(assembly), stagesFile(folder));
  await rewrite(join(folder, 'manifest.json'), withoutRoles);
  for (const one of [stackName(of), mailStack]) {
    await rewrite(join(folder, `${one}.assets.json`), withoutRoles);
    await rewrite(join(folder, `${one}.template.json`), (template) =>
      withReceiver(receiver, withPlainPermissions(arnOfSecrets(withoutDkimOutputs(besideTheCode(template))))),
    );
  }
  return folder;
}

export interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, Json> }>;
  Outputs: Record<string, Json>;
}

async function rewrite(file: string, change: (json: never) => unknown): Promise<void> {
  const json = JSON.parse(await readFile(file, 'utf8')) as never;
  await writeFile(file, JSON.stringify(change(json)));
}

/** The roles that `cdk bootstrap` makes: in the emulator they may not read their own bucket. We deploy as the account's owner. */
function withoutRoles(json: Json): Json {
  const roles = ['assumeRoleArn', 'assumeRoleExternalId', 'cloudFormationExecutionRoleArn', 'lookupRole'];
  return JSON.parse(JSON.stringify(json, (key, value: Json) => (roles.includes(key) ? undefined : value))) as Json;
}

/** The emulator has the files of a function elsewhere than Lambda, and makes that place the working folder, as Lambda does. */
function besideTheCode(template: Template): Template {
  return JSON.parse(JSON.stringify(template).replaceAll('"/var/task/', '"./')) as Template;
}

/** No certificate is to be had for a receiver on this machine. */
function withReceiver(url: string, template: Template): Template {
  return JSON.parse(JSON.stringify(template).replaceAll(configuration.webhookUrl, url)) as Template;
}

/** The emulator does not say DKIM's DNS records. */
function withoutDkimOutputs(template: Template): Template {
  const kept = Object.entries(template.Outputs).filter(
    ([, output]) => !JSON.stringify(output).includes('DkimDNSToken'),
  );
  return { ...template, Outputs: Object.fromEntries(kept) };
}

/** A `Ref` to a secret is its ARN in AWS and its name in the emulator; the attribute `Id` is its ARN in both. */
function arnOfSecrets(template: Template): Template {
  const isSecret = (id: Json) =>
    typeof id === 'string' && template.Resources[id]?.Type === 'AWS::SecretsManager::Secret';
  return JSON.parse(
    JSON.stringify(template, (_, value: Json) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      'Ref' in value &&
      isSecret(value['Ref'] ?? null)
        ? { 'Fn::GetAtt': [value['Ref'], 'Id'] }
        : value,
    ),
  ) as Template;
}

/**
 * Permissions as the emulator asks for them. In AWS anyone who may send one message to a queue may send a batch; here a batch is an action of its
 * own. In AWS a mail is sent with an identity, from an address; here with neither.
 */
function withPlainPermissions(template: Template): Template {
  return JSON.parse(
    JSON.stringify(template, (_, value: Json) => {
      if (!isStatement(value)) return value;
      const actions = [value['Action'] ?? []].flat();
      if (actions.includes('sqs:SendMessage')) return { ...value, Action: [...actions, 'sqs:SendMessageBatch'] };
      if (actions.includes('ses:SendRawEmail')) return { ...value, Resource: '*', Condition: undefined };
      return value;
    }),
  ) as Template;
}

function isStatement(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'Effect' in value && 'Action' in value;
}
