import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { Temporal } from 'temporal-polyfill';
import { diagnose } from '../../../lib/operator/doctor/diagnose.ts';
import { gatherFacts, type Patient } from '../../../lib/operator/doctor/facts.ts';

/** AWS as it answers over HTTP, by path or by operation. */
const answers: Record<string, object> = {
  '/v2/email/account': {
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 3 },
    EnforcementStatus: 'HEALTHY',
    SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    PricingAttributes: { CurrentPlan: 'ESSENTIALS', NextPlan: 'NONE' },
  },
  '/2016-08-19/account-settings': { AccountLimit: { ConcurrentExecutions: 1_000 } },
  '/v2/email/identities/example.com': {
    VerifiedForSendingStatus: true,
    DkimAttributes: { Status: 'SUCCESS' },
    MailFromAttributes: {
      MailFromDomain: 'bounce.example.com',
      MailFromDomainStatus: 'SUCCESS',
      BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
    },
  },
  '/v2/email/configuration-sets/weekly': {
    SendingOptions: { SendingEnabled: true },
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
  },
  '/v2/email/configuration-sets/weekly/event-destinations': {
    EventDestinations: [{ Name: 'e', Enabled: true, MatchingEventTypes: ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT'] }],
  },
  DescribeTable: { Table: { TableName: 'people', TableArn: 'arn:people', DeletionProtectionEnabled: true } },
  ListExports: {
    ExportSummaries: [
      { ExportArn: 'arn:failed', ExportStatus: 'FAILED' },
      { ExportArn: 'arn:done', ExportStatus: 'COMPLETED' },
    ],
  },
  DescribeExport: { ExportDescription: { ExportTime: Date.parse('2026-11-22T02:20:00Z') / 1000 } },
  DescribeContinuousBackups: {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
    },
  },
};

const subscription = (arn: string) => `<member><SubscriptionArn>${arn}</SubscriptionArn></member>`;
const subscriptions = `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>
  ${subscription('PendingConfirmation')}${subscription('arn:aws:sns:eu-west-1:123456789012:alarms:1')}
  </Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;

let server: Server;
let patient: Patient;
beforeAll(async () => {
  server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    const { pathname } = new URL(request.url ?? '/', 'http://aws');
    request.resume();
    // The one question to SNS, which speaks XML.
    if (operation === undefined && pathname === '/') return void response.end(subscriptions);
    const answer = answers[operation ?? pathname.replace(/\/$/, '')];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { message: 'There is none.' }));
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const common = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  patient = {
    domain: 'example.com',
    siteUrl: 'https://lessons.example.com',
    configurationSets: ['weekly'],
    tableName: 'people',
    alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:alarms',
    ses: new SESv2Client(common),
    clock: { now: () => Temporal.Instant.from('2026-11-28T04:00:00Z') },
    lambdaEndpoint: common.endpoint,
    dynamo: new DynamoDBClient(common),
    sns: new SNSClient(common),
    resolver: {
      resolveTxt: async (name) =>
        name.startsWith('_dmarc') ? [['v=DMARC1; ', 'p=none']] : [['v=spf1 include:amazonses.com ~all']],
      resolveMx: async () => [{ exchange: 'feedback-smtp.eu-west-1.amazonses.com' }],
      lookup: async () => ({ address: '192.0.2.1' }),
    },
    keyring: async () => ({}),
  };
});
afterAll(() => {
  patient.ses.destroy();
  patient.dynamo.destroy();
  patient.sns.destroy();
  server.close();
});

test('what AWS and DNS say is understood: a sound stage is found sound', async () => {
  const facts = await gatherFacts({ ...patient, replies: { to: 'help@example.com', withinDays: 2 } });
  expect(diagnose(facts).filter(({ ok }) => !ok)).toEqual([]);
  expect(facts.account).toMatchObject({ plan: 'ESSENTIALS', nextPlan: 'NONE' });
  expect(facts.concurrency).toBe(1_000);
  expect(facts.replies?.mx).toEqual(['feedback-smtp.eu-west-1.amazonses.com']);
});

test('the latest copy outside the account is found, where copies are made', async () => {
  expect((await gatherFacts(patient)).copies).toBeUndefined();
  const { copies } = await gatherFacts({ ...patient, copiesEvery: 'week' });
  expect(copies).toEqual({ every: 'week', daysOld: expect.closeTo(6.07, 2) });
});

test('a question without an answer is a fact, and stops no other', async () => {
  const silent = async () => Promise.reject(new Error('ENOTFOUND'));
  const facts = await gatherFacts({
    ...patient,
    domain: 'other.example',
    configurationSets: ['weekly', 'gone'],
    resolver: { resolveTxt: silent, resolveMx: silent, lookup: silent },
    keyring: silent,
  });
  expect(facts).toMatchObject({
    identity: undefined,
    sets: { gone: undefined },
    keys: false,
    table: { pointInTimeRecovery: true },
    alarms: { confirmed: 1, pending: 1 },
  });
  expect(facts.dns).toEqual({
    dmarc: [{ sender: 'other.example', host: 'other.example', records: undefined }],
    spf: undefined,
    mx: undefined,
    senders: { 'other.example': undefined },
    site: false,
  });
});
