import { describe, expect, test } from '@jest/globals';
import { ConfigurationError } from '../../lib/cloud/configuration.ts';
import { aConfiguration } from './support/synthesize.ts';

describe('the configuration', () => {
  test('needs nothing', () => {
    expect(aConfiguration()).toMatchObject({
      stage: 'test',
      domain: 'example.com',
      weeklyFrom: 'coach@weekly.example.com',
      series: 'stress-and-back-pain',
      sendConcurrency: 4,
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

  test('takes a warm-up from cdk.json and, as JSON, from the command line', () => {
    const warmUp = { from: '2026-12-01', firstDay: 200, growth: 1.5 };
    expect(aConfiguration({ warmUp }).warmUp).toEqual(warmUp);
    expect(aConfiguration({ warmUp: JSON.stringify(warmUp) }).warmUp).toEqual(warmUp);
  });

  test.each([
    ['stage', { stage: 'Prod 1' }, 'must be a short name of a-z, 0-9 and "-", such as test or production'],
    ['domain', { domain: 'https://example.com' }, 'must be a domain name in lower case, such as example.com'],
    [
      'weeklyFrom',
      { weeklyFrom: 'Coach <coach@example.com>' },
      'must be a plain e-mail address, such as coach@example.com',
    ],
    ['weeklyFrom', { weeklyFrom: 'coach@other.example' }, 'must be an address at example.com'],
    ['accountFrom', { accountFrom: 'hello@evil-example.com' }, 'must be an address at example.com'],
    ['senderName', { senderName: '' }, 'must not be empty'],
    ['postalAddress', { postalAddress: '' }, 'must be a postal address of at least 5 characters'],
    ['series', { series: '../secrets' }, 'must be the name of a folder under templates/series'],
    ['logLevel', { logLevel: 'verbose' }, 'must be DEBUG, INFO, WARN, ERROR or SILENT'],
    ['sendConcurrency', { sendConcurrency: 'many' }, 'must be a number from 2 to 1000'],
    ['warmUp', { warmUp: 'slowly' }, 'must be like {"from":"2026-12-01","firstDay":200,"growth":1.5}'],
    ['siteCertificateArn', { siteDomain: 'calm.example' }, 'siteDomain and siteCertificateArn are given together'],
    [
      'domain',
      { stage: 'production', postalAddress: '1 Real Street' },
      'must be your own for production, not example.com',
    ],
    ['postalAddress', { stage: 'production', domain: 'calm.example' }, 'must be your own for production'],
  ])('says in one line that %s is wrong: %j', (key, given, message) => {
    expect(() => aConfiguration(given)).toThrow(new ConfigurationError(`CDK context "${key}": ${message}`));
  });

  test('tells of every key that is wrong at once', () => {
    expect(() => aConfiguration({ domain: 'x', stage: '' })).toThrow(/"stage".*\n.*"domain"/);
  });
});
