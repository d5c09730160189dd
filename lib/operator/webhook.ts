import { randomUUID } from 'node:crypto';
import { webhookReceiver } from '../../lambdas/adapters/webhook-receiver.ts';
import { systemClock } from '../../lambdas/adapters/system-clock.ts';
import { isoInstant } from '../../lambdas/core/time/calendar.ts';
import { timings } from '../../lambdas/core/kit/timings.ts';
import type { WebhookEvent } from '../../lambdas/core/webhooks/webhook-contract.ts';
import { isTaken, signedHeaders, type Answer } from '../../lambdas/core/webhooks/webhook-delivery.ts';
import { OperatorError } from './operator-error.ts';
import type { ServiceConnection } from './connection.ts';

/**
 * Sends an event that is about nobody to where webhooks go, signed as every other.
 *
 * @throws OperatorError where there are no webhooks
 */
export async function sendTestEvent({
  webhook,
  keyring,
  name,
}: Pick<ServiceConnection, 'webhook' | 'keyring' | 'name'>): Promise<Answer> {
  if (webhook === undefined) {
    throw new OperatorError(
      `No webhooks at ${name}: configure webhookUrl and deploy, or on this machine start with WEBHOOK_URL.`,
    );
  }
  const event: WebhookEvent = { type: 'webhook.test', timestamp: isoInstant(systemClock.now()), data: {} };
  const body = JSON.stringify(event);
  const headers = signedHeaders(`evt_test_${randomUUID()}`, body, { wallClock: systemClock, keyring: await keyring() });
  return webhookReceiver(webhook.url, timings.webhookAnswer * 1000).post(body, headers);
}

export function formatAnswer(answer: Answer): string {
  if (!answer.answered) return `No answer: ${answer.code}.`;
  return isTaken(answer)
    ? `Accepted: ${answer.status}.`
    : `Not accepted: ${answer.status}. Only a 2xx response counts.`;
}
