import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import type { Mailer, OutgoingMail } from '../../core/sending/mailer.ts';
import { timings } from '../../core/kit/timings.ts';
import { classifySesError } from './outcomes.ts';

/**
 * A client for sending. The SDK's retries are off: after a dropped connection it would hand over the same mail again, up to three times.
 * `throwOnRequestTimeout` is needed for `requestTimeout` to end a call at all.
 */
export function sendingClient(): SESClient {
  return new SESClient({
    maxAttempts: 1,
    cacheMiddleware: true,
    requestHandler: {
      connectionTimeout: timings.sesConnection * 1000,
      requestTimeout: timings.sesAnswer * 1000,
      throwOnRequestTimeout: true,
    },
  });
}

/** Hands mails to SES by SendRawEmail. */
export function sesMailer(
  streams: Record<OutgoingMail['stream'], { from: string; configurationSet: string }>,
  ses: SESClient,
): Mailer {
  return {
    send: async (mail) => {
      const { from, configurationSet } = streams[mail.stream];
      const command = new SendRawEmailCommand({
        Source: from,
        Destinations: [mail.to],
        RawMessage: { Data: mail.raw },
        ConfigurationSetName: configurationSet,
        Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
      });
      try {
        const { MessageId } = await ses.send(command);
        return { outcome: 'accepted', messageId: MessageId ?? '' };
      } catch (error) {
        return classifySesError(error, mail.to);
      }
    },
  };
}
