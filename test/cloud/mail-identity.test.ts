import { describe, expect, test } from '@jest/globals';
import { resourcesOf } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

describe('how a stage sends', () => {
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

  test('neither makes nor holds the identity of its domain, whatever the stage: destroying it leaves the domain as it is', () => {
    const production = { stage: 'production', domain: 'calm.example', postalAddress: '1 Real Street' };
    for (const given of [{}, production, { mailIdentity: 'found' }, { hostedZoneId: 'Z0123456789ABC' }]) {
      for (const type of ['AWS::SES::EmailIdentity', 'AWS::Route53::RecordSet']) {
        expect(resourcesOf(serviceTemplate(given), type).size).toBe(0);
      }
    }
  });
});
