import { sesNoticeInSns } from '../../../lambdas/adapters/ses/sns-envelope.ts';
import { parseJob } from '../../../lambdas/adapters/sqs/batch.ts';
import { SenderJob } from '../../../lambdas/core/sending/jobs.ts';
import { ourTags } from '../../../lambdas/core/hearing/ses-event.ts';
import { WebhookJob } from '../../../lambdas/core/webhooks/webhook-job.ts';
import type { AnyQueueName } from '../../local/queues.ts';

/** What a message is about, in ids: no address, name, token or score. */
export interface LetterContents {
  /** What kind of work or event it is; `unreadable` where it fits nothing. */
  kind: string;
  /** Ids of the subscribers whom it concerns. */
  subscribers: string[];
  /** Their mail, as `lesson:2026-11-02`, where it is about one. */
  delivery?: string;
  /** Whatever else may be shown. */
  details: object;
}

/** Reads a message of a queue. What cannot be read is told by where it differs, never by what it holds. */
export function describeLetter(queue: AnyQueueName, body: string): LetterContents {
  try {
    return readers[queue](body);
  } catch (error) {
    return { kind: 'unreadable', subscribers: [], details: { why: error instanceof Error ? error.message : '' } };
  }
}

const readers: Record<AnyQueueName, (body: string) => LetterContents> = {
  send: mailLetter,
  account: mailLetter,
  feedback: (body) => {
    const notice = parseJob(sesNoticeInSns, body);
    if (notice.about === 'nothing-of-ours') return { kind: notice.kind, subscribers: [], details: {} };
    const { event } = notice;
    const tags = ourTags(event);
    return {
      kind: event.eventType,
      subscribers: tags === undefined ? [] : [tags.subscriber],
      ...(tags && { delivery: nameOf(tags.kind, tags.localDate) }),
      details: event,
    };
  },
  webhook: (body) => {
    const { id, event, attempt, notBefore } = parseJob(WebhookJob, body);
    return { kind: event.type, subscribers: [event.data.subscriber], details: { id, attempt, notBefore } };
  },
};

function mailLetter(body: string): LetterContents {
  const job = parseJob(SenderJob, body);
  if ('slots' in job) return { kind: 'slots', subscribers: [], details: job };
  if ('notice' in job) return { kind: 'notice', subscribers: [], details: job };
  if ('ids' in job) {
    return { kind: job.kind, subscribers: job.ids, delivery: nameOf(job.kind, job.localDate), details: job };
  }
  return { kind: job.kind, subscribers: [job.id], delivery: nameOf(job.kind, job.askedAt), details: job };
}

function nameOf(kind: string, on: string | undefined): string {
  return on === undefined ? kind : `${kind}:${on}`;
}
