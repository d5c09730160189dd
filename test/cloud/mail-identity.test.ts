import { describe, expect, test } from '@jest/globals';
import { resourcesOf, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

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

  test('tells the operator which DNS records it needs', () => {
    const { Outputs } = serviceTemplate().toJSON() as { Outputs: Record<string, unknown> };
    expect(Object.keys(Outputs).filter((id) => /DkimRecord|MailFromRecord/.test(id))).toHaveLength(5);
  });
});
