import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { Log } from '../../core/kit/ports.ts';
import { jsonOrText } from '../json-text.ts';

export type SqsHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * A handler for a queue of jobs: each message by itself, the failed ones given back to the queue (partial batch response).
 *
 * A message that does not fit the schema fails too: after its retries it lies in the dead-letter queue, where somebody can look at it.
 */
export function jobHandler<Job>(
  schema: z.ZodType<Job>,
  work: (job: Job, remainingMs: () => number) => Promise<void>,
  log: Log,
): SqsHandler {
  return async (event, context) => {
    const remainingMs = () => context.getRemainingTimeInMillis();
    const one = async (record: SQSRecord) => {
      try {
        await work(parseJob(schema, record.body), remainingMs);
      } catch (cause) {
        log.error(
          'message.failed',
          { messageId: record.messageId, receives: Number(record.attributes.ApproximateReceiveCount) },
          cause,
        );
        throw cause;
      }
    };
    return processPartialResponse(event, one, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
  };
}

/** A message that is no job; says where it differs from one, never what it holds. */
class MessageError extends Error {
  override name = 'MessageError';
}

/** Parses a message body. The schema is given text as it is where that is no JSON. */
export function parseJob<Job>(schema: z.ZodType<Job>, body: string): Job {
  const parsed = schema.safeParse(jsonOrText(body));
  if (parsed.success) return parsed.data;
  // A code of our own is in the message.
  const issues = parsed.error.issues.map(
    ({ path, code, message }) => `${path.join('.') || 'message'}: ${code === 'custom' ? message : code}`,
  );
  throw new MessageError(`The message is no job of this queue: ${issues.join(', ')}`);
}
