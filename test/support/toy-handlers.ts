import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetItemCommand, PutItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Handlers } from '../../lib/local/handlers.ts';

/** What the toy handlers saw, in order. */
export interface ToyDiary {
  plans: string[];
  feedback: { eventType: string; messageId: string; at: string }[];
}

/**
 * Handlers that do next to nothing, by the same ways as the real ones: each tick goes from queue to queue and ends as one mail. A visitor
 * who posts a name finds it again.
 */
export function toyHandlers(diary: ToyDiary): Handlers {
  const put = async (sqs: SQSClient, QueueUrl: string | undefined, body: string, DelaySeconds = 0) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, DelaySeconds }));
  };
  return {
    plan: ({ SEND_QUEUE_URL }, { clock }) => {
      let sqs: SQSClient | undefined;
      return async ({ time }) => {
        sqs ??= new SQSClient({ useQueueUrlAsEndpoint: false });
        diary.plans.push(time);
        if (clock.now().toString() !== time)
          throw new Error(`The planner was called at ${clock.now().toString()} for ${time}`);
        // Seven minutes later, which is between two ticks.
        if (time.endsWith(':00:00Z')) await put(sqs, SEND_QUEUE_URL, time, 420);
      };
    },
    send: ({ WEEKLY_FROM, WEEKLY_CONFIGURATION_SET }, { clock }) => {
      let ses: SESClient | undefined;
      return async ({ Records }) => {
        ses ??= new SESClient({ maxAttempts: 1 });
        for (const { body } of Records) {
          const raw = [
            `From: Coach <${WEEKLY_FROM}>`,
            'To: ada@example.org',
            `Subject: Hour ${body.slice(11, 13)}`,
            'MIME-Version: 1.0',
            'Content-Type: multipart/alternative; boundary=x',
            '',
            '--x',
            'Content-Type: text/plain; charset=utf-8',
            '',
            `Planned for ${body}, sent at ${clock.now().toString()}`,
            '--x',
            'Content-Type: text/html; charset=utf-8',
            '',
            `<!doctype html><html lang="en"><head><title>Hour</title></head><body><h1>Hour</h1><script>alert(1)</script></body></html>`,
            '--x--',
            '',
          ].join('\r\n');
          await ses.send(
            new SendRawEmailCommand({
              Source: WEEKLY_FROM,
              Destinations: ['ada@example.org'],
              RawMessage: { Data: Buffer.from(raw) },
              ConfigurationSetName: WEEKLY_CONFIGURATION_SET,
              Tags: [{ Name: 'delivery', Value: `lesson_${body.slice(0, 10)}` }],
            }),
          );
        }
      };
    },
    feedback:
      () =>
      async ({ Records }) => {
        for (const { body } of Records) {
          const notification = JSON.parse(body) as { Type: string; Message: string; Timestamp: string };
          // SES says that it checked the topic: text, and no event.
          if (!notification.Message.startsWith('{')) continue;
          const event = JSON.parse(notification.Message) as { eventType: string; mail: { messageId: string } };
          diary.feedback.push({
            eventType: event.eventType,
            messageId: event.mail.messageId,
            at: notification.Timestamp,
          });
        }
      },
    reconcile: () => async () => undefined,
    count: () => async () => undefined,
    unsubscribe: () => async () => ({ statusCode: 200 }),
    web: ({ TABLE_NAME, SITE_URL, KEYRING }) => {
      let dynamo: DynamoDBClient | undefined;
      return async ({ requestContext, body = '', rawPath }) => {
        dynamo ??= new DynamoDBClient({});
        const Key = { pk: { S: `TOY${rawPath}` }, sk: { S: 'NAME' } };
        if (requestContext.http.method === 'POST') {
          await dynamo.send(new PutItemCommand({ TableName: TABLE_NAME, Item: { ...Key, name: { S: body } } }));
        }
        const { Item } = await dynamo.send(new GetItemCommand({ TableName: TABLE_NAME, Key }));
        return { statusCode: 200, body: JSON.stringify({ name: Item?.['name']?.S, SITE_URL, KEYRING }) };
      };
    },
  };
}
