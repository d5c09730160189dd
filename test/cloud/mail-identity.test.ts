import { describe, expect, test } from '@jest/globals';
import { resourcesOf, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

const hostedZoneId = 'Z0123456789ABC';

describe('the mail identity', () => {
  test('signs for the domain and bounces to a subdomain of it', () => {
    expect(theResource(serviceTemplate(), 'AWS::SES::EmailIdentity')).toMatchObject({
      EmailIdentity: 'example.com',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: 'bounce.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
    });
  });

  test('sends both kinds of mail encrypted, within twelve hours, and never to who bounced or complained', () => {
    const sets = [...resourcesOf(serviceTemplate(), 'AWS::SES::ConfigurationSet').values()];
    expect(sets).toHaveLength(2);
    for (const set of sets) {
      expect(set).toMatchObject({
        DeliveryOptions: { TlsPolicy: 'REQUIRE', MaxDeliverySeconds: 12 * 3_600 },
        ReputationOptions: { ReputationMetricsEnabled: true },
        SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      });
      expect(set['TrackingOptions']).toBeUndefined();
    }
  });

  test('has no bounce or complaint emailed to a sender: they come as events', () => {
    expect(theResource(serviceTemplate(), 'AWS::SES::EmailIdentity')['FeedbackAttributes']).toEqual({
      EmailForwardingEnabled: false,
    });
  });

  test('keeps its DNS records where it is kept itself', () => {
    const production = { stage: 'production', domain: 'example.org', postalAddress: '1 Real Street, Town' };
    const policies = (given: object) =>
      Object.values(
        (serviceTemplate({ hostedZoneId, ...given }).toJSON() as { Resources: Record<string, Record<string, unknown>> })
          .Resources,
      )
        .filter(({ Type }) => ['AWS::Route53::RecordSet', 'AWS::SES::EmailIdentity'].includes(String(Type)))
        .map(({ DeletionPolicy }) => DeletionPolicy);
    expect(new Set(policies(production))).toEqual(new Set(['RetainExceptOnCreate']));
    expect(new Set(policies({}))).toEqual(new Set(['Delete']));
  });

  test('tells the operator which DNS records it needs', () => {
    const { Outputs } = serviceTemplate().toJSON() as { Outputs: Record<string, unknown> };
    expect(Object.keys(Outputs).filter((id) => /DkimRecord|MailFromRecord/.test(id))).toHaveLength(5);
  });

  test('is left to the stage that has made it, where two share a domain', () => {
    const shared = serviceTemplate({ mailIdentity: 'shared' });
    expect(resourcesOf(shared, 'AWS::SES::EmailIdentity').size).toBe(0);
    expect(resourcesOf(shared, 'AWS::SES::ConfigurationSet').size).toBe(2);
  });

  test('enters the records into Route 53, where it has the zone', () => {
    const { Outputs } = serviceTemplate({ hostedZoneId }).toJSON() as { Outputs: Record<string, unknown> };
    expect(Object.keys(Outputs).filter((id) => /DkimRecord|MailFromRecord/.test(id))).toEqual([]);
    const records = [...resourcesOf(serviceTemplate({ hostedZoneId }), 'AWS::Route53::RecordSet').values()];
    expect(records.map(({ Type }) => String(Type)).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'CNAME',
      'CNAME',
      'CNAME',
      'MX',
      'TXT',
    ]);
    for (const record of records) expect(record['HostedZoneId']).toBe(hostedZoneId);
  });
});
