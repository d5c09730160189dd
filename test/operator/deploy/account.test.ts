import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { accountDeps, type AccountClients } from '../../../lib/operator/deploy/account.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:Keys6E9E5904-abc';
const tagged = (Name: string, ARN: string, stage: string) => ({ Name, ARN, Tags: [{ Key: 'stage', Value: stage }] });
const page = (members: string) => `<StackResourceSummaries>${members}</StackResourceSummaries>`;

/** AWS as it answers over HTTP, by path, by operation, or by the action and the stack of a form. */
const answers: Record<string, object | string> = {
  'GET /v2/email/identities/calm.example': {
    DkimAttributes: { Status: 'SUCCESS', Tokens: ['a'], SigningHostedZone: 'dkim.eu-new-1.amazonses.com' },
    MailFromAttributes: { MailFromDomain: 'mail.calm.example', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
  },
  'PUT /v2/email/identities/calm.example/mail-from': {},
  'PUT /v2/email/identities/calm.example/feedback': {},
  ListTables: {
    TableNames: [
      'Other-production-Subscribers1C30561D-1',
      'Weekwise-production-LedgerEntries5999C498-1',
      'Weekwise-production-Subscribers1C30561D-1',
      'Weekwise-test-Subscribers1C30561D-1',
    ],
  },
  ListSecrets: {
    SecretList: [
      tagged('Keys6E9E5904-abc', arn, 'production'),
      tagged('SiteAddressCdnProof-abc', `${arn}2`, 'production'),
      { ...tagged('Keys6E9E5904-def', `${arn}3`, 'test'), Description: 'production' },
    ],
  },
  'DescribeStacks there':
    '<Stacks><member><StackName>there</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks>',
  'ListStackResources there': page(
    '<member><LogicalResourceId>Identity</LogicalResourceId><ResourceType>AWS::SES::EmailIdentity</ResourceType><PhysicalResourceId>calm.example</PhysicalResourceId></member>',
  ),
  'SetStackPolicy there': '',
};
const error = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

let server: Server;
let clients: AccountClients;
const calls: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1);
      const form = new URLSearchParams(body);
      const action = form.get('Action');
      const call =
        action === null ? operation || `${request.method} ${request.url}` : `${action} ${form.get('StackName')}`;
      calls.push(call);
      const answer = answers[call];
      if (action === null) {
        const headers = {
          'content-type': 'application/json',
          ...(answer === undefined && { 'x-amzn-errortype': 'NotFoundException' }),
        };
        response.writeHead(answer === undefined ? 404 : 200, headers);
        return void response.end(JSON.stringify(answer ?? { message: 'There is none.' }));
      }
      response.writeHead(answer === undefined ? 400 : 200, { 'content-type': 'text/xml' });
      if (answer !== undefined)
        return void response.end(`<R><${action}Result>${answer as string}</${action}Result></R>`);
      const refused =
        action === 'SetStackPolicy'
          ? error('AccessDenied', 'no permission')
          : error('ValidationError', 'Stack with id gone does not exist');
      response.end(refused);
    });
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const common = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  clients = {
    cloudFormation: new CloudFormationClient(common),
    ses: new SESv2Client(common),
    dynamo: new DynamoDBClient(common),
    secrets: new SecretsManagerClient(common),
  };
});
afterAll(() => {
  for (const client of Object.values(clients) as { destroy: () => void }[]) client.destroy();
  server.close();
});

test('an identity is found with the host that bounces go to and its DNS records, also where the region has DKIM hosts of its own', async () => {
  expect(await accountDeps(clients).identityOf('calm.example')).toEqual({
    hasRecords: true,
    mailFrom: 'mail.calm.example',
    dkimRecords: ['a._domainkey.calm.example CNAME a.dkim.eu-new-1.amazonses.com'],
  });
  expect(await accountDeps(clients).identityOf('other.example')).toBeUndefined();
});

test('an identity that was taken over gets the settings of ours', async () => {
  await accountDeps(clients).settle('calm.example', 'bounce.calm.example');
  expect(calls.slice(-2)).toEqual([
    'PUT /v2/email/identities/calm.example/mail-from',
    'PUT /v2/email/identities/calm.example/feedback',
  ]);
});

test('a stack is told with its resources, and that there is none', async () => {
  expect(await accountDeps(clients).stackOf('there')).toEqual({
    status: 'CREATE_COMPLETE',
    outputs: [],
    resources: [{ id: 'Identity', type: 'AWS::SES::EmailIdentity', physicalId: 'calm.example' }],
  });
  expect(await accountDeps(clients).stackOf('gone')).toBeUndefined();
});

test('a policy that may not be set is told, and is no failure', async () => {
  expect(await accountDeps(clients).protect('there', '{}')).toBeUndefined();
  expect(await accountDeps(clients).protect('gone', '{}')).toBe('no permission');
});

test('what a stage has left is found by the names and tags that CloudFormation gave it, and nothing of another stage', async () => {
  expect(await accountDeps(clients).keptOf('production')).toEqual({
    table: ['Weekwise-production-Subscribers1C30561D-1'],
    ledger: ['Weekwise-production-LedgerEntries5999C498-1'],
    keys: [arn],
  });
});
