import { describe, expect, test } from '@jest/globals';
import { ConfigurationError, configurationKeys, readConfiguration } from '../../lib/cloud/configuration.ts';
import { aConfiguration } from './support/synthesize.ts';

const hostedZoneId = 'Z0123456789ABC';
const siteCertificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/x';
const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/calm/x';
const webhookUrl = 'https://example.com/hook';
const restoredStreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/copy/stream/2026-12-01T00:00:00.000';

/** A key, what is given, and what is said of it. */
type Mistake = [string, Record<string, unknown>, string];
const mistakes: Mistake[] = [
  ['stage', { stage: 'Prod 1' }, 'must be a short name of a-z, 0-9 and "-", such as test or production'],
  ['domain', { domain: 'https://example.com' }, 'must be a domain name in lower case, such as example.com'],
  [
    'weeklyFrom',
    { weeklyFrom: 'Coach <coach@example.com>' },
    'must be a plain email address, such as coach@example.com',
  ],
  ['weeklyFrom', { weeklyFrom: 'coach@other.example' }, 'must be an address at example.com'],
  ['accountFrom', { accountFrom: 'hello@evil-example.com' }, 'must be an address at example.com'],
  ['senderName', { senderName: '' }, 'must not be empty'],
  ['postalAddress', { postalAddress: '' }, 'must be a postal address of at least 5 characters'],
  ['series', { series: '../secrets' }, 'must be the name of a folder under templates/series, or a list of such names'],
  ['logLevel', { logLevel: 'verbose' }, 'must be DEBUG, INFO, WARN, ERROR or SILENT'],
  ['sendConcurrency', { sendConcurrency: 'many' }, 'must be a number from 2 to 1000'],
  ['unsubscribeReserve', { unsubscribeReserve: '0' }, 'must be a number from 1 to 1000'],
  ['warmUp', { warmUp: 'slowly' }, 'must be like {"from":"2026-12-01","firstDay":200,"growth":1.5}'],
  ['mailIdentity', { mailIdentity: 'shared' }, 'must be found, where the identity is managed elsewhere, or left out'],
  ['ownTable', { ownTable: 'mine' }, 'is for npm run deploy -- --adopt-restored'],
  ['mailRecords', { mailRecords: 'own' }, 'must be stack or kept'],
  [
    'senderMx',
    { senderMx: ['mx.example.net'] },
    'must be a preference and a host, such as "10 mx.example.net", or a list of such records',
  ],
  ...['example.com', 'bounce.example.org', 'weekly.example.com'].map((bounceHost): Mistake => [
    'bounceHost',
    { bounceHost },
    'must be a host below example.com that no mail comes from and no answers go to',
  ]),
  [
    'hostedZoneId',
    { hostedZoneId: 'calm.example' },
    'must be the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ',
  ],
  [
    'siteCertificateArn',
    { siteDomain: 'calm.example' },
    'must be given with siteDomain, or hostedZoneId to have one made',
  ],
  [
    'siteCertificateArn',
    { siteDomain: 'go.example.com', hostedZoneId, cdn: 'on' },
    'must be given with siteDomain and cdn',
  ],
  [
    'siteCertificateArn',
    { siteDomain: 'go.example.com', siteCertificateArn, cdn: 'on' },
    'must be in us-east-1, where CloudFront looks for it',
  ],
  [
    'copies',
    { copies: { bucket: 'copies-of-ours', account: '123' } },
    'must be like {"bucket":"copies-of-ours","account":"123456789012","every":"week"}',
  ],
  [
    'copies',
    { copies: { bucket: 'copies-of-ours', account: '123456789012', often: true } },
    'must be like {"bucket":"copies-of-ours","account":"123456789012","every":"week"}',
  ],
  [
    'formerSites',
    { formerSites: ['go.example.com'] },
    'must be a list such as [{"domain":"go.example.org"}]: npm run deploy writes it',
  ],
  [
    'formerSites',
    { formerSites: [{ domain: 'go.example.com' }] },
    'needs the certificateArn of go.example.com, from ACM in the region of the stack',
  ],
  ['siteDomain', { siteCertificateArn }, 'must be given with siteCertificateArn: the name that it is for'],
  [
    'siteDomain',
    { siteDomain: 'calm.example', hostedZoneId },
    'must be below example.com, of which hostedZoneId is the zone',
  ],
  ['cdn', { cdn: 'maybe' }, 'must be on or off'],
  ['pictureCdn', { pictureCdn: 'maybe' }, 'must be on or off'],
  ['webAclArn', { webAclArn: 'x' }, 'must be the ARN of a global web ACL of AWS WAF'],
  ['webAclArn', { webAclArn }, 'is for CloudFront: it needs cdn to be on'],
  ['visitorLimit', { cdn: 'on', visitorLimit: '5' }, 'must be a number from 10, or 0 for no limit'],
  ['restoredTable', { restoredTable: 'a b' }, 'must be the name of a DynamoDB table'],
  ['restoredTable', { restoredStreamArn }, 'must be given with restoredStreamArn: the table whose stream it is'],
  [
    'restoredStreamArn',
    { restoredTable: 'copy', restoredStreamArn: 'x' },
    'must be the ARN of the stream that weekwise restore named',
  ],
  ['restoredStreamArn', { restoredTable: 'copy' }, 'must be given with restoredTable: weekwise restore names it'],
  ...['example.com', 'http://example.com', 'https://me:secret@example.com/', 'https://', 'ftp://example.com'].map(
    (wrong): Mistake => [
      'webhookUrl',
      { webhookUrl: wrong },
      'must be an https address without user and password, such as https://example.com/weekwise',
    ],
  ),
  ['webhookUrl', { webhookUrl: 'http://[::1]:9999/hook' }, 'must be https: nothing in AWS reaches this machine'],
  [
    'webhookUrl',
    { webhookEvents: 'subscribed' },
    'must be given with webhookEvents and webhookIncludes: where they are sent',
  ],
  [
    'webhookEvents',
    { webhookUrl, webhookEvents: 'subscribed opened' },
    'must be some of subscribed, lesson.sent, checkin, completed, unsubscribed, bounced, complained, erased',
  ],
  [
    'crisisContacts',
    { crisisContacts: 'yes' },
    'must be like {"accepted":"2026-12-01","hash":"…"}: npm run deploy writes it',
  ],
  [
    'unreviewedContent',
    { unreviewedContent: 'accepted' },
    'must be like {"accepted":"2026-12-01","by":"Ann Example"}: npm run deploy writes it',
  ],
  ['webhookIncludes', { webhookUrl, webhookIncludes: ['note'] }, 'must be some of address, firstName, locale, answers'],
  ['keepCompletedMonths', { keepCompletedMonths: '0' }, 'must be a number of months from 1 to 120'],
  ['operatorEmail', { operatorEmail: 'me' }, 'must be a plain email address, such as coach@example.com'],
  ['repliesWithinDays', { repliesWithinDays: 0 }, 'must be a number of days from 1 to 14'],
  ['replyTo', { replyTo: '' }, 'must be a plain email address, such as coach@example.com'],
  [
    'monthlyBudget',
    { monthlyBudget: '-1', operatorEmail: 'me@example.com' },
    'must be a number of US dollars, such as 50',
  ],
  [
    'githubRepository',
    { githubRepository: 'clinic/*' },
    'must be the owner and the name of a repository on GitHub, such as clinic/my-course',
  ],
  [
    'apiOrigins',
    { apiOrigins: 'https://www.example.com www.example.org' },
    'must be origins, such as https://www.example.com',
  ],
  ...['soon', '{"clinic north":{"startsOn":"2027-01-11"}}', '{"walks":{"startsOn":"11.01.2027"}}', '{"walks":{}}'].map(
    (cohorts): Mistake => [
      'cohorts',
      { cohorts },
      'must be up to 20 such as {"clinic-north":{"startsOn":"2027-01-11"}}',
    ],
  ),
  ['operatorEmail', { monthlyBudget: '50' }, 'must be given with monthlyBudget: it is told'],
  [
    'domain',
    { stage: 'production', postalAddress: '1 Real Street' },
    'must be your own for production, not example.com',
  ],
  ['postalAddress', { stage: 'production', domain: 'calm.example' }, 'must be your own for production'],
];

describe('the configuration', () => {
  test('needs nothing', () => {
    expect(aConfiguration()).toMatchObject({
      stage: 'test',
      domain: 'example.com',
      weeklyFrom: 'coach@weekly.example.com',
      series: ['stress-and-back-pain'],
      sendConcurrency: 2,
    });
  });

  test('derives the senders from the domain', () => {
    expect(aConfiguration({ domain: 'calm.example' })).toMatchObject({
      weeklyFrom: 'coach@weekly.calm.example',
      accountFrom: 'hello@account.calm.example',
      replyTo: 'help@calm.example',
    });
  });

  test('takes numbers as the command line gives them, as text', () => {
    expect(aConfiguration({ sendConcurrency: '12' }).sendConcurrency).toBe(12);
  });

  test('takes lists as the command line gives them, with spaces between', () => {
    expect(aConfiguration({ series: 'calm sleep' }).series).toEqual(['calm', 'sleep']);
    expect(aConfiguration({ series: ['calm', 'sleep'] }).series).toEqual(['calm', 'sleep']);
  });

  test('takes a warm-up from cdk.json and, as JSON, from the command line', () => {
    const warmUp = { from: '2026-12-01', firstDay: 200, growth: 1.5 };
    expect(aConfiguration({ warmUp }).warmUp).toEqual(warmUp);
    expect(aConfiguration({ warmUp: JSON.stringify(warmUp) }).warmUp).toEqual(warmUp);
  });

  test('takes lists as such and, with spaces between, from the command line; all events and no personal data where there is none', () => {
    const webhook = { url: webhookUrl, events: ['subscribed', 'erased'], includes: ['address'] };
    const [events, includes] = [webhook.events, webhook.includes];
    const given = { webhookUrl, webhookEvents: events, webhookIncludes: includes };
    expect(aConfiguration(given).webhook).toEqual(webhook);
    const text = { webhookUrl, webhookEvents: events.join(' '), webhookIncludes: includes.join(' ') };
    expect(aConfiguration(text).webhook).toEqual(webhook);
    expect(aConfiguration({ webhookUrl }).webhook).toMatchObject({ includes: [] });
    expect(aConfiguration({ webhookUrl }).webhook!.events).toHaveLength(8);
    expect(aConfiguration()).not.toHaveProperty('webhook');
  });

  test.each(mistakes)('says in one line that %s is wrong: %j', (key, given, message) => {
    const value = given[key];
    const found = value === undefined ? '' : `; found ${JSON.stringify(value)}`;
    const line = `CDK context "${key}": ${message}${found}`;
    expect(() => aConfiguration(given)).toThrow(new ConfigurationError(line));
  });

  test('has a mistake here for every key that can have one', () => {
    expect(new Set(mistakes.map(([key]) => key))).toEqual(new Set(configurationKeys));
  });

  test('is written down for each stage, and the command line goes first', () => {
    const stages = { production: { domain: 'calm.example', senderName: 'Calm', postalAddress: '1 Real Street' } };
    const given: Record<string, unknown> = { stage: 'production', senderName: 'Calmer' };
    expect(readConfiguration((key) => given[key], stages)).toMatchObject({
      domain: 'calm.example',
      senderName: 'Calmer',
    });
    expect(aConfiguration()).toMatchObject({ domain: 'example.com', senderName: 'Weekwise' });
  });

  test('says where a mistake is written down, and which keys are none', () => {
    const read = () => readConfiguration(() => undefined, { test: { domain: 'X', senderNam: 'Calm' } });
    expect(read).toThrow(/^stages.json, test: "senderNam": is no key; there are domain, senderName, /);
    expect(read).toThrow(/stages.json, test: "domain": must be a domain name .*; found "X"$/);
  });

  test('tells of every key that is wrong at once', () => {
    expect(() => aConfiguration({ domain: 'x', stage: '' })).toThrow(/"stage".*\n.*"domain"/);
  });
});
