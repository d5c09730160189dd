import type { Template } from 'aws-cdk-lib/assertions';

/** A template's resources as plain values, with stand-ins for what only a deployment knows. */

export type Properties = Record<string, unknown>;

interface Resource {
  Type: string;
  Properties?: Properties;
}

/** Properties of every resource of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Map<string, Properties> {
  const { Resources } = template.toJSON() as { Resources: Record<string, Resource> };
  return new Map(
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => [id, deployed(resource.Properties ?? {}, Resources) as Properties]),
  );
}

/** The one resource of a type whose logical id contains a text. */
export function theResource(template: Template, type: string, idPart = ''): Properties {
  const found = [...resourcesOf(template, type)].filter(([id]) => id.includes(idPart));
  if (found.length !== 1) throw new Error(`${found.length} resources ${type} with ${idPart} in their id`);
  return found[0]![1];
}

/** A function of the service, by handler or construct id; logical ids end in a hash. */
export function theFunction(template: Template, name: string): Properties {
  const found = [...resourcesOf(template, 'AWS::Lambda::Function')];
  return found.find(([id]) => new RegExp(`${capitalized(name)}[0-9A-F]{8}$`).test(id))![1];
}

/** The variables that a function gets. */
export function environmentOf(template: Template, name: string): Record<string, string> {
  return (theFunction(template, name)['Environment'] as { Variables: Record<string, string> }).Variables;
}

export interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Condition?: Properties;
}

/** What a function's role may do. */
export function statementsOf(template: Template, name: string): Statement[] {
  const policy = theResource(template, 'AWS::IAM::Policy', `${capitalized(name)}RoleDefaultPolicy`);
  return (policy['PolicyDocument'] as { Statement: Statement[] }).Statement;
}

/** Actions on one service's resources, sorted. */
export function actionsOf(statements: Statement[], service: string): string[] {
  return statements
    .flatMap(({ Action }) => Action)
    .filter((action) => action.startsWith(`${service}:`))
    .sort();
}

/** What a function may do with the table by one kind of call. */
export interface TablePower {
  /** Such as `GetItem`. */
  call: string;
  /** Partition, with or without a `*` at its end; name of an index; '' for the table as a whole. */
  on: string;
  /** The only attributes that may be written. */
  attributes?: string[];
}

export function tablePowersOf(template: Template, name: string): TablePower[] {
  return tablePowersIn(statementsOf(template, name));
}

export function tablePowersIn(statements: readonly Statement[]): TablePower[] {
  return statements.flatMap((statement) => {
    const actions = actionsOf([statement], 'dynamodb');
    if (actions.length === 0) return [];
    const { partitions, attributes } = limitsOf(statement);
    return actions.flatMap((action) =>
      partitions.map((on) => ({ call: action.replace('dynamodb:', ''), on, ...(attributes && { attributes }) })),
    );
  });
}

/** A power in one line, such as `UpdateItem CONTROL: localTimes`. */
export function formatPower({ call, on, attributes }: TablePower): string {
  return `${call} ${on}${attributes === undefined ? '' : `: ${attributes.join(', ')}`}`.trim();
}

/** The statements of a managed policy, by a part of its logical id. */
export function managedStatementsOf(template: Template, idPart: string): Statement[] {
  const policy = theResource(template, 'AWS::IAM::ManagedPolicy', idPart);
  return (policy['PolicyDocument'] as { Statement: Statement[] }).Statement;
}

function limitsOf({ Resource, Condition }: Statement): { partitions: string[]; attributes?: string[] } {
  const index = /\/index\/(.+)$/.exec([Resource].flat().join())?.[1];
  if (Condition === undefined) return { partitions: [index ?? ''] };
  const { 'ForAllValues:StringLike': limits, ...others } = Condition;
  const {
    'dynamodb:LeadingKeys': partitions,
    'dynamodb:Attributes': attributes,
    ...unknown
  } = (limits ?? {}) as Record<string, string[]>;
  if (partitions === undefined || Object.keys({ ...others, ...unknown }).length > 0) {
    throw new Error(`This condition is not about partitions: ${JSON.stringify(Condition)}`);
  }
  const written = attributes?.filter((attribute) => attribute !== 'pk' && attribute !== 'sk');
  return { partitions, ...(written && { attributes: written }) };
}

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Replaces references by what they would be. */
function deployed(value: unknown, resources: Record<string, Resource>): unknown {
  if (Array.isArray(value)) return value.map((one) => deployed(one, resources));
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return standIn(String(value.Ref), resources);
  if ('Fn::GetAtt' in value) return (value['Fn::GetAtt'] as string[]).join('.');
  if ('Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'] as [string, unknown[]];
    return parts.map((part) => deployed(part, resources)).join(separator);
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deployed(one, resources)]));
}

const pseudo: Record<string, string> = {
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

function standIn(id: string, resources: Record<string, Resource>): string {
  if (id in pseudo) return pseudo[id]!;
  const type = resources[id]?.Type;
  if (type === 'AWS::SQS::Queue') return `https://sqs.eu-west-1.amazonaws.com/123456789012/${id}`;
  if (type === 'AWS::SecretsManager::Secret') return `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${id}`;
  return id;
}
