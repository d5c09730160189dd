import { namesIn, type Input } from './sqs-input.ts';
import { md5Of, md5OfAttributes, type MessageAttribute } from './sqs-md5.ts';
import type { Message } from './sqs-queue.ts';

/** A message as ReceiveMessage answers it; binary values are base64. */
export interface ReceivedMessage {
  MessageId: string;
  ReceiptHandle: string;
  MD5OfBody: string;
  Body: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, MessageAttribute>;
  MD5OfMessageAttributes?: string;
}

/** A received message, with the attributes that `input` asks for. */
export function describeMessage(message: Message, input: Input): ReceivedMessage {
  const system = systemAttributesOf(message, namesIn(input, 'MessageSystemAttributeNames', 'AttributeNames'));
  const attributes = chosenAttributes(message.attributes ?? {}, namesIn(input, 'MessageAttributeNames'));
  return {
    MessageId: message.id,
    ReceiptHandle: message.handle!,
    MD5OfBody: md5Of(message.body),
    Body: message.body,
    ...(Object.keys(system).length === 0 ? {} : { Attributes: system }),
    ...(Object.keys(attributes).length === 0
      ? {}
      : { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
}

function systemAttributesOf(message: Message, names: string[]): Record<string, string> {
  const all: Record<string, string> = {
    SenderId: 'AIDALOCAL',
    SentTimestamp: String(message.sentAtMs),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
    ...message.systemAttributes,
  };
  return names.includes('All') ? all : Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

/** `All` and `.*` mean every attribute, `x.*` those that start with `x.`. */
function chosenAttributes(
  attributes: Record<string, MessageAttribute>,
  names: string[],
): Record<string, MessageAttribute> {
  const wanted = (attribute: string) =>
    names.some(
      (name) =>
        name === 'All' ||
        name === '.*' ||
        name === attribute ||
        (name.endsWith('.*') && attribute.startsWith(name.slice(0, -1))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}
