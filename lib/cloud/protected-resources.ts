/**
 * What cannot be made again, by its logical id in the stack: `npm run deploy` takes it up where it was kept from an earlier stack, and production's stack
 * policy forbids CloudFormation to replace or delete it.
 */

/** A domain's identity in SES, in the stack of the domain. */
export const identityId = 'Identity';

/** In the stack of a stage: the API whose address is in emails that were sent before the site had a domain. */
export const siteApiId = 'SiteAddressApi20871B36';

/** In the stack of a stage: type, and the property by which CloudFormation imports one that is there already. */
export const stageResources = {
  table: { id: 'Subscribers1C30561D', type: 'AWS::DynamoDB::Table', identifier: 'TableName' },
  ledger: { id: 'LedgerEntries5999C498', type: 'AWS::DynamoDB::Table', identifier: 'TableName' },
  keys: { id: 'Keys6E9E5904', type: 'AWS::SecretsManager::Secret', identifier: 'Id' },
} as const;
export type StageResource = keyof typeof stageResources;

/**
 * A stack policy under which everything may be updated, and some resources neither replaced nor deleted.
 *
 * @param ids - logical ids of those
 */
export function stackPolicy(ids: readonly string[]): string {
  const everything = { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' };
  const denied = {
    Effect: 'Deny',
    Principal: '*',
    Action: ['Update:Replace', 'Update:Delete'],
    Resource: ids.map((id) => `LogicalResourceId/${id}`),
  };
  return JSON.stringify({ Statement: ids.length === 0 ? [everything] : [everything, denied] });
}
