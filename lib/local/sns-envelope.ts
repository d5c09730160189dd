import { randomUUID } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';

/** A message as SNS puts it on a queue without "raw message delivery": an event is JSON text inside JSON, anything else is text as it is. */
export function snsEnvelope(payload: object | string, at: Temporal.Instant, region: string): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: `arn:aws:sns:${region}:000000000000:ses-events`,
    Subject: 'Amazon SES Email Event Notification',
    Message: typeof payload === 'string' ? payload : JSON.stringify(payload),
    Timestamp: at.toString({ smallestUnit: 'millisecond' }),
    SignatureVersion: '1',
    Signature: 'local',
    SigningCertURL: `https://sns.${region}.amazonaws.com/local.pem`,
    UnsubscribeURL: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe`,
  });
}
