import { describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { mailDomainOf } from '../../lib/cloud/mail-domain.ts';
import { identityId } from '../../lib/cloud/protected-resources.ts';
import { mailStackName } from '../../lib/cloud/operator-outputs.ts';
import { resourcesOf, theResource } from './support/resources.ts';
import { aConfiguration, mailDomainTemplate } from './support/synthesize.ts';

const hostedZoneId = 'Z0123456789ABC';
const outputsOf = (template: Template) =>
  (template.toJSON() as { Outputs?: Record<string, { Value: unknown }> }).Outputs;
const valuesOf = (template: Template) => Object.values(outputsOf(template) ?? {}).map(({ Value }) => Value);

describe('the stack of a domain', () => {
  test('signs for the domain and bounces to a host below it', () => {
    const identity = theResource(mailDomainTemplate()!, 'AWS::SES::EmailIdentity');
    expect(identity).toMatchObject({
      EmailIdentity: 'example.com',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: 'bounce.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      // Bounces and complaints come as events; none is emailed.
      FeedbackAttributes: { EmailForwardingEnabled: false },
    });
    const other = mailDomainTemplate({ bounceHost: 'b.example.com' })!;
    expect(theResource(other, 'AWS::SES::EmailIdentity')).toMatchObject({
      MailFromAttributes: { MailFromDomain: 'b.example.com' },
    });
  });

  test('keeps everything in it, whichever stage it was made beside, under the id that a deployment takes an identity over by', () => {
    for (const stage of ['test', 'production']) {
      const given = {
        stage,
        domain: 'calm.example',
        postalAddress: '1 Real Street',
        hostedZoneId,
        senderMx: '10 mx.calm.example',
      };
      const { Resources } = mailDomainTemplate(given)!.toJSON() as {
        Resources: Record<string, Record<string, unknown>>;
      };
      expect(Resources[identityId]).toMatchObject({ Type: 'AWS::SES::EmailIdentity' });
      const policies = Object.values(Resources).map(({ DeletionPolicy }) => DeletionPolicy);
      expect([...new Set(policies)]).toEqual(['RetainExceptOnCreate']);
    }
  });

  test('is the same beside every stage of the domain', () => {
    const production = {
      domain: 'calm.example',
      hostedZoneId,
      postalAddress: '1 Real Street',
      weeklyFrom: 'a@news.calm.example',
    };
    const testing = { domain: 'calm.example', hostedZoneId, senderName: 'Testing' };
    const stages = { production, test: testing };
    const beside = (stage: keyof typeof stages) => mailDomainTemplate({ stage, ...stages[stage] }, stages)!.toJSON();
    expect(beside('production')).toEqual(beside('test'));
    expect(mailDomainOf(aConfiguration({ stage: 'test', ...testing }), stages)!.senderHosts).toEqual([
      'account.calm.example',
      'news.calm.example',
      'weekly.calm.example',
    ]);
  });

  test('is refused where two stages have the domain otherwise, with the keys', () => {
    const stages = { production: { domain: 'example.com', hostedZoneId, bounceHost: 'bounce.example.com' } };
    expect(() => mailDomainOf(aConfiguration(), stages)).toThrow(
      'stages.json: test and production send from example.com, which has one identity in SES: give both the same "hostedZoneId"',
    );
  });

  test('is none where the identity is managed elsewhere', () => {
    expect(mailDomainTemplate({ mailIdentity: 'found' })).toBeUndefined();
  });

  test('has a name that no other domain and no stage has', () => {
    const domains = ['a-b.com', 'a.b.com', 'a--b.com', 'a.b-com.de', 'a-b.com.de'];
    expect(new Set(domains.map(mailStackName)).size).toBe(domains.length);
    for (const domain of domains) expect(mailStackName(domain)).toMatch(/^WeekwiseMail-[a-z-]+$/);
  });
});

describe('the DNS records of a domain', () => {
  test('are told, where nobody of ours can enter them', () => {
    for (const given of [{}, { hostedZoneId, mailRecords: 'kept' }]) {
      const template = mailDomainTemplate(given)!;
      expect(Object.keys(outputsOf(template)!)).toHaveLength(5);
      expect(resourcesOf(template, 'AWS::Route53::RecordSet').size).toBe(0);
    }
  });

  test('are entered into Route 53, where it has the zone', () => {
    const template = mailDomainTemplate({ hostedZoneId })!;
    expect(outputsOf(template)).toBeUndefined();
    const records = [...resourcesOf(template, 'AWS::Route53::RecordSet').values()];
    expect(records.map(({ Type }) => String(Type)).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'CNAME',
      'CNAME',
      'CNAME',
      'MX',
      'TXT',
    ]);
    for (const record of records) expect(record['HostedZoneId']).toBe(hostedZoneId);
  });

  test('let the hosts that mails come from take mail, below the domain only', () => {
    const senderMx = ['10 mx.example.net', '20 mx2.example.net'];
    const given = { senderMx, accountFrom: 'hello@example.com' };
    expect(valuesOf(mailDomainTemplate(given)!)).toEqual(
      expect.arrayContaining([`weekly.example.com MX ${senderMx[0]}`, `weekly.example.com MX ${senderMx[1]}`]),
    );
    expect(valuesOf(mailDomainTemplate(given)!).filter((value) => String(value).startsWith('example.com'))).toEqual([]);
    const entered = mailDomainTemplate({ ...given, hostedZoneId })!;
    const mx = [...resourcesOf(entered, 'AWS::Route53::RecordSet').values()].filter(({ Type }) => Type === 'MX');
    expect(mx).toContainEqual(expect.objectContaining({ Name: 'weekly.example.com.', ResourceRecords: senderMx }));
  });
});
