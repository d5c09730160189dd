import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../lambdas/core/kit/ports.ts';
import { SqsError, sqsErrors } from './sqs-errors.ts';
import {
  attributesIn,
  entriesIn,
  hasInvalidCharacter,
  namesIn,
  numberIn,
  sizeBytesOf,
  textIn,
  type Input,
} from './sqs-input.ts';
import { md5Of, md5OfAttributes } from './sqs-md5.ts';
import type { Polling } from './sqs-polling.ts';
import { messageIdOf, type Message } from './sqs-queue.ts';
import { attributeDefaults, type Queue, type Queues } from './sqs-queues.ts';
import { describeMessage } from './sqs-received.ts';

export interface SqsDeps {
  queues: Queues;
  polling: Polling;
  clock: Clock;
  region: string;
  urlOf: (queueName: string) => string;
}

type Operation = (input: Input, service: SqsDeps, signal: AbortSignal) => object | Promise<object>;

const accountId = '000000000000';
const sizeBytesMax = 1024 * 1024;
const visibilitySecondsMax = 43_200;

/** The operations that the endpoint knows, by their names in the protocol. Each answers what goes into the JSON body. */
export const operations: Record<string, Operation> = {
  CreateQueue(input, { queues, region, urlOf }) {
    const name = textIn(input, 'QueueName');
    if (name.endsWith('.fifo')) throw sqsErrors.unsupported('This endpoint has standard queues only.');
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
      throw sqsErrors.invalidParameter(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    const wanted = checkedAttributes(input);
    const known = queues.find(name);
    if (known !== undefined) {
      const different = Object.keys(wanted).find((key) => wanted[key] !== known.attributes[key]);
      if (different !== undefined) throw sqsErrors.queueExists(different);
    } else {
      const QueueArn = `arn:aws:sqs:${region}:${accountId}:${name}`;
      queues.define(name, { ...attributeDefaults, ...wanted, QueueArn });
    }
    return { QueueUrl: urlOf(name) };
  },

  SetQueueAttributes(input, { queues }) {
    const queue = queueIn(input, queues);
    queues.define(queue.name, { ...queue.attributes, ...checkedAttributes(input) });
    return {};
  },

  GetQueueUrl(input, { queues, urlOf }) {
    const name = textIn(input, 'QueueName');
    if (queues.find(name) === undefined) throw sqsErrors.noQueue();
    return { QueueUrl: urlOf(name) };
  },

  ListQueues(input, { queues, urlOf }) {
    const prefix = typeof input['QueueNamePrefix'] === 'string' ? input['QueueNamePrefix'] : '';
    const names = queues.all().map(({ name }) => name);
    return { QueueUrls: names.filter((name) => name.startsWith(prefix)).map(urlOf) };
  },

  GetQueueAttributes(input, { queues, clock }) {
    const { attributes, store, createdAtMs } = queueIn(input, queues);
    const counts = store.counts(clock.now().epochMilliseconds);
    const seconds = String(Math.floor(createdAtMs / 1000));
    const known: Record<string, string | undefined> = {
      ...attributes,
      ApproximateNumberOfMessages: String(counts.visible),
      ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
      ApproximateNumberOfMessagesDelayed: String(counts.delayed),
      CreatedTimestamp: seconds,
      LastModifiedTimestamp: seconds,
    };
    const asked = namesIn(input, 'AttributeNames');
    if (asked.includes('All')) return { Attributes: known };
    const unknown = asked.find((name) => !(name in known) && name !== 'RedrivePolicy');
    if (unknown !== undefined) throw sqsErrors.invalidAttribute(unknown);
    const found = asked.filter((name) => known[name] !== undefined).map((name) => [name, known[name]]);
    return found.length === 0 ? {} : { Attributes: Object.fromEntries(found) };
  },

  PurgeQueue(input, { queues }) {
    queues.purge(queueIn(input, queues));
    return {};
  },

  SendMessage(input, service) {
    const queue = queueIn(input, service.queues);
    const message = messageFrom(input, queue, service.clock);
    service.queues.put(queue, message);
    service.queues.commit();
    service.polling.wake(queue);
    return describeSent(message, input);
  },

  SendMessageBatch(input, service) {
    const queue = queueIn(input, service.queues);
    const entries = entriesIn(input);
    const sizes = entries.map(({ MessageBody, ...entry }) =>
      sizeBytesOf(typeof MessageBody === 'string' ? MessageBody : '', attributesIn(entry, 'MessageAttributes')),
    );
    const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
    if (sizeBytes > sizeBytesMax) throw sqsErrors.batchTooLong(sizeBytesMax, sizeBytes);
    const answer = batched(entries, (entry) => {
      const message = messageFrom(entry, queue, service.clock);
      service.queues.put(queue, message);
      return describeSent(message, entry);
    });
    service.queues.commit();
    service.polling.wake(queue);
    return answer;
  },

  async ReceiveMessage(input, { queues, polling }, signal) {
    const queue = queueIn(input, queues);
    const { VisibilityTimeout, ReceiveMessageWaitTimeSeconds } = queue.attributes;
    const request = {
      max: numberIn(input, 'MaxNumberOfMessages', { min: 1, max: 10, fallback: 1 }),
      visibilityMs:
        1000 *
        numberIn(input, 'VisibilityTimeout', {
          min: 0,
          max: visibilitySecondsMax,
          fallback: Number(VisibilityTimeout),
        }),
      waitMs:
        1000 * numberIn(input, 'WaitTimeSeconds', { min: 0, max: 20, fallback: Number(ReceiveMessageWaitTimeSeconds) }),
    };
    const messages = await polling.receive(queue, request, signal);
    return messages.length === 0 ? {} : { Messages: messages.map((message) => describeMessage(message, input)) };
  },

  DeleteMessage(input, { queues }) {
    deleteByHandle(queueIn(input, queues), textIn(input, 'ReceiptHandle'), queues);
    return {};
  },

  DeleteMessageBatch(input, { queues }) {
    const queue = queueIn(input, queues);
    return batched(entriesIn(input), (entry) => deleteByHandle(queue, textIn(entry, 'ReceiptHandle'), queues));
  },

  ChangeMessageVisibility(input, service) {
    const queue = queueIn(input, service.queues);
    changeVisibility(queue, input, service);
    service.queues.commit();
    service.polling.wake(queue);
    return {};
  },

  ChangeMessageVisibilityBatch(input, service) {
    const queue = queueIn(input, service.queues);
    const answer = batched(entriesIn(input), (entry) => changeVisibility(queue, entry, service));
    service.queues.commit();
    service.polling.wake(queue);
    return answer;
  },
};

/** @throws SqsError QueueDoesNotExist */
function queueIn(input: Input, queues: Queues): Queue {
  const url = textIn(input, 'QueueUrl');
  const queue = queues.find(url.slice(url.lastIndexOf('/') + 1));
  if (queue === undefined) throw sqsErrors.noQueue();
  return queue;
}

function checkedAttributes(input: Input): Record<string, string> {
  const attributes = (input['Attributes'] ?? {}) as Record<string, string>;
  for (const name of Object.keys(attributes)) {
    if (
      !(name in attributeDefaults) &&
      !['RedrivePolicy', 'RedriveAllowPolicy', 'Policy', 'KmsMasterKeyId', 'SqsManagedSseEnabled'].includes(name)
    ) {
      throw sqsErrors.invalidAttribute(name);
    }
  }
  return attributes;
}

/** @throws SqsError for a body that is missing, too long or not text, and for a delay out of range */
function messageFrom(input: Input, queue: Queue, clock: Clock): Message {
  const body = textIn(input, 'MessageBody');
  if (hasInvalidCharacter(body)) throw sqsErrors.invalidContents();
  const attributes = attributesIn(input, 'MessageAttributes');
  const longest = Math.min(sizeBytesMax, Number(queue.attributes['MaximumMessageSize']));
  if (sizeBytesOf(body, attributes) > longest) throw sqsErrors.tooLong(longest);
  const delaySeconds = numberIn(input, 'DelaySeconds', {
    min: 0,
    max: 900,
    fallback: Number(queue.attributes['DelaySeconds']),
  });
  const systemAttributes: Record<string, string> = {};
  for (const [name, { StringValue }] of Object.entries(attributesIn(input, 'MessageSystemAttributes'))) {
    if (StringValue !== undefined) systemAttributes[name] = StringValue;
  }
  if (typeof input['MessageGroupId'] === 'string') systemAttributes['MessageGroupId'] = input['MessageGroupId'];
  const sentAtMs = clock.now().epochMilliseconds;
  return {
    id: randomUUID(),
    body,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(Object.keys(systemAttributes).length === 0 ? {} : { systemAttributes }),
    sentAtMs,
    receiveCount: 0,
    visibleAtMs: sentAtMs + 1000 * delaySeconds,
  };
}

function describeSent(message: Message, input: Input): object {
  const system = attributesIn(input, 'MessageSystemAttributes');
  return {
    MessageId: message.id,
    MD5OfMessageBody: md5Of(message.body),
    ...(message.attributes === undefined ? {} : { MD5OfMessageAttributes: md5OfAttributes(message.attributes) }),
    ...(Object.keys(system).length === 0 ? {} : { MD5OfMessageSystemAttributes: md5OfAttributes(system) }),
  };
}

/**
 * Deletes the message that a handle was given for. As with SQS, that is no error when it is gone already, and nothing happens when
 * somebody has received it since.
 */
function deleteByHandle(queue: Queue, handle: string, queues: Queues): void {
  const id = messageIdOf(handle);
  if (id === undefined) throw sqsErrors.invalidHandle(handle);
  if (queue.store.find(id)?.handle !== handle) return;
  queues.remove(queue, id);
}

function changeVisibility(queue: Queue, input: Input, { queues, clock }: SqsDeps): void {
  const handle = textIn(input, 'ReceiptHandle');
  if (input['VisibilityTimeout'] === undefined) throw sqsErrors.missingParameter('VisibilityTimeout');
  const seconds = numberIn(input, 'VisibilityTimeout', { min: 0, max: visibilitySecondsMax, fallback: 0 });
  const id = messageIdOf(handle);
  if (id === undefined) throw sqsErrors.invalidHandle(handle);
  const nowMs = clock.now().epochMilliseconds;
  const message = queue.store.find(id);
  if (message?.handle !== handle || message.visibleAtMs <= nowMs) throw sqsErrors.notInFlight(handle);
  queues.setVisibleAt(queue, message, nowMs + 1000 * seconds);
}

/** Runs each entry by itself: what one is refused for does not keep the others from success. */
function batched(entries: (Input & { Id: string })[], run: (entry: Input) => object | void): object {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, ...(Failed.length === 0 ? {} : { Failed }) };
}
