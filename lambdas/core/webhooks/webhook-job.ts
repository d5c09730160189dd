import * as z from 'zod';
import { Instant } from '../sending/jobs.ts';
import { WebhookEvent } from './webhook-contract.ts';

/** On the webhook queue: one event, as it is told without any personal data. */
export const WebhookJob = z.object({
  /** The same whenever it is delivered again; the receiver knows it by this. */
  id: z.string().regex(/^evt_[A-Za-z0-9_-]{1,100}$/),
  event: WebhookEvent,
  /** How often it was sent in vain. */
  attempt: z.number().int().min(0).default(0),
  /** SQS delays by a quarter hour at most: a message that comes before this goes round once more. */
  notBefore: Instant.optional(),
});
export type WebhookJob = z.infer<typeof WebhookJob>;

/** To the sender of webhooks, where there is one. */
export interface WebhookQueue {
  webhook: (jobs: WebhookJob[], delaySeconds?: number) => Promise<void>;
}
