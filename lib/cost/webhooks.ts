import type { BillLine } from './bill-line.ts';
import { prices } from './prices.ts';

/** What webhooks add to a month: nothing where they are not configured. Lambda reads a table's stream for nothing. */

/** Alarms of the construct; a test holds it to the template. */
export const webhookAlarms = 5;

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
  memoryMb: number;
}

/** The lines of a month without any free allowance, and with a receiver that takes everything at once. */
export function webhooksBill({ events, changes, memoryMb }: Volume): BillLine[] {
  const batches = changes / assumed.changesInBatch;
  const seconds = (events * assumed.answerMs + batches * assumed.announceMs) / 1000;
  const gbSeconds = seconds * (memoryMb / 1024);
  const line = (what: string, amount: number, unit: string, price: number): BillLine => ({
    what: `Webhooks, ${what}`,
    amount,
    unit,
    dollars: amount * price,
  });
  return [
    line('SQS', events * assumed.requestsOfEvent, 'requests', prices.sqsRequest),
    line('Lambda, requests', events + batches, 'requests', prices.lambdaRequest),
    line('Lambda, time', gbSeconds, 'GB-seconds', prices.lambdaGbSecond),
    line('alarms', webhookAlarms, '', prices.alarmMonth),
  ];
}
