import type { CostItem } from './bill-line.ts';
import { emptyReceives, lambda } from './items.ts';
import { webhookDeployment } from './deployment.ts';
import { prices } from './prices.ts';

/** What webhooks add to a month: nothing where they are not configured. Lambda reads a table's stream for nothing. */

/**
 * What is not measured: how long a receiver takes to answer, how many changes come in a batch, and that each event goes by itself, which it does
 * where few happen at once.
 */
const assumed = { answerMs: 300, announceMs: 50, changesInBatch: 10, requestsOfEvent: 3 };

interface Volume {
  /** Lessons sent, check-ins and the like. */
  events: number;
  /** Writes to people and check-ins, of which most say nothing. */
  changes: number;
}

/** What a month uses, with a receiver that takes everything at once. */
export function webhookItems({ events, changes }: Volume): CostItem[] {
  const batches = changes / assumed.changesInBatch;
  const { alarms, queueMappings } = webhookDeployment;
  const items: CostItem[] = [
    {
      what: 'SQS, messages',
      amount: events * assumed.requestsOfEvent,
      unit: 'requests',
      price: prices.sqsRequest,
      allowance: 'sqsRequests',
    },
    emptyReceives(queueMappings),
    ...lambda('Lambda', events + batches, events * assumed.answerMs + batches * assumed.announceMs),
    { what: 'CloudWatch, alarms', amount: alarms, unit: 'metrics', price: prices.alarmMonth, allowance: 'alarms' },
  ];
  return items.map((item) => ({ ...item, what: `Webhooks: ${item.what}` }));
}
