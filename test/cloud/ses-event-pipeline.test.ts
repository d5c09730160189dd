import { describe, expect, test } from '@jest/globals';
import { SesEvent } from '../../lambdas/core/hearing/ses-event.ts';
import { resourcesOf, theResource } from './support/resources.ts';
import { serviceTemplate } from './support/synthesize.ts';

/** SES writes an event type one way when asked for it and another way when telling it. */
const alike = (eventTypes: string[]) => eventTypes.map((type) => type.replace('_', '').toLowerCase()).sort();

describe('the event feed', () => {
  test('carries the events of both configuration sets that the core understands: no opens, no clicks', () => {
    const understood = SesEvent.options.map((option) => option.shape.eventType.value);
    const destinations = [...resourcesOf(serviceTemplate(), 'AWS::SES::ConfigurationSetEventDestination').values()];
    const sets = [...resourcesOf(serviceTemplate(), 'AWS::SES::ConfigurationSet').keys()];
    expect(destinations.map((one) => one['ConfigurationSetName'])).toEqual(sets);
    for (const { EventDestination } of destinations) {
      const { MatchingEventTypes, Enabled } = EventDestination as { MatchingEventTypes: string[]; Enabled: boolean };
      expect(Enabled).toBe(true);
      expect(alike(MatchingEventTypes)).toEqual(alike(understood));
      expect(MatchingEventTypes.join()).not.toMatch(/open|click/i);
    }
  });

  test('lets only SES publish, for this account and these configuration sets', () => {
    const { PolicyDocument } = theResource(serviceTemplate(), 'AWS::SNS::TopicPolicy', 'EventRoad');
    const { Statement } = PolicyDocument as {
      Statement: { Effect: string; Principal: object; Condition: { StringEquals: Record<string, string> } }[];
    };
    const allowing = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowing).toHaveLength(2);
    for (const { Principal, Condition } of allowing) {
      expect(Principal).toEqual({ Service: 'ses.amazonaws.com' });
      expect(Condition.StringEquals['AWS:SourceAccount']).toBe('123456789012');
      expect(Condition.StringEquals['AWS:SourceArn']).toMatch(
        /^arn:aws:ses:eu-west-1:123456789012:configuration-set\/MailIdentity(Weekly|Account)/,
      );
    }
  });

  test('ends in the feedback queue, or where lost messages are seen', () => {
    expect(theResource(serviceTemplate(), 'AWS::SNS::Subscription')).toMatchObject({
      Protocol: 'sqs',
      Endpoint: expect.stringMatching(/^EventRoadQueue[0-9A-F]{8}\.Arn$/) as unknown,
      RedrivePolicy: { deadLetterTargetArn: expect.stringMatching(/^EventRoadQueueDeadLetters/) as unknown },
    });
  });
});
