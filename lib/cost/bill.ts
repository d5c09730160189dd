import type { BillLine } from './bill-line.ts';
import type { Measured } from './measured.ts';
import { alwaysFree, prices, type Plan } from './prices.ts';
import { webhooksBill } from './webhooks.ts';

/** A month's bill, line by line, from what the bench counted. */

export interface Usage {
  subscribers: number;
  /** A week and person. */
  reminders: number;
  plan: Plan;
  /** Events go to a system of the operator's: a lesson and a check-in a week and person. */
  webhooks?: boolean;
}

/** What a deployment is made of; a test holds it to the synthesised template. */
export const deployment = { alarms: 35, dashboards: 1, secrets: 1, memoryMb: 512, customMetrics: 12 } as const;

const weeksInMonth = 52 / 12;
/** Consent and check-ins of a person. */
const otherItemsBytes = 200;

const nightsInMonth = 365 / 12;
const ticksInMonth = (365 / 12) * 96;

/** One virtual processor of Lambda, in megabytes of memory. */
const megabytesOfProcessor = 1769;

/** What nobody can measure here: how long a call to SES takes, and how many go on at once in a batch. */
const assumed = { callMs: 70, atOnce: 10, logBytesOfInvocation: 1_200, siteVisitsOfPersonAndMonth: 3, siteMs: 25 };

/**
 * Each slot is read once more a quarter hour later, for whom the index showed late. It takes the same messages, invocations and reads of the index,
 * and reads every person: 4 KB to a unit, which costs a fifth of a write. Nobody is claimed.
 */
const againMsOfMail = 1;

const gb = 1024 ** 3;

/** The bill of a busy month, without any free allowance. */
export function billOf({ subscribers, reminders, plan, webhooks }: Usage, measured: Measured): BillLine[] {
  const mails = subscribers * (1 + reminders) * weeksInMonth;
  const { sending, evidence } = measured.fullBatches;
  // A processor share of our own is slower than the bench's; waiting for SES goes on beside it.
  const cpuMs = (measured.sendCpuMicroseconds / 1000) * (megabytesOfProcessor / deployment.memoryMb);
  const sendMs = Math.max(cpuMs, assumed.callMs / assumed.atOnce);
  const gbSeconds = (ms: number) => (ms / 1000) * (deployment.memoryMb / 1024);
  const visits = subscribers * assumed.siteVisitsOfPersonAndMonth;
  const invocations =
    mails * (2 * (sending.sendInvocations + sending.dispatchInvocations) + evidence.invocations) +
    visits +
    ticksInMonth;
  const seconds =
    mails * (gbSeconds(sendMs + againMsOfMail) + evidence.invocations * gbSeconds(20)) +
    visits * gbSeconds(assumed.siteMs) +
    ticksInMonth * gbSeconds(100);
  const itemBytes = measured.itemSizeBytes.at(-1) ?? 0;
  const readUnits = 2 * sending.readUnits + Math.ceil(itemBytes / 4096);
  const storedGb = (subscribers * (itemBytes + measured.indexEntrySizeBytes + otherItemsBytes)) / gb;
  // Reads that need not be the latest cost half a unit for each 4 KB.
  const nightlyUnits = (subscribers * (itemBytes + otherItemsBytes)) / 8192;
  const line = (what: string, amount: number, unit: string, price: number): BillLine => ({
    what,
    amount,
    unit,
    dollars: amount * price,
  });
  return [
    line(`SES, ${plan}`, mails, 'mails', prices.sesPerThousand[plan] / 1000),
    line(
      'DynamoDB, writes',
      mails * (sending.writeUnits + evidence.writeUnits) + ticksInMonth + visits,
      'units',
      prices.dynamoWriteUnit,
    ),
    line(
      'DynamoDB, reads',
      mails * (readUnits + evidence.readUnits) + ticksInMonth + 2 * visits,
      'units',
      prices.dynamoReadUnit,
    ),
    line('DynamoDB, counting everybody each night', nightlyUnits * nightsInMonth, 'units', prices.dynamoReadUnit),
    line('DynamoDB, storage and recovery', storedGb, 'GB', prices.dynamoStorageGbMonth + prices.dynamoRecoveryGbMonth),
    line('SQS', mails * (2 * sending.queueRequests + evidence.queueRequests), 'requests', prices.sqsRequest),
    line('SNS, events of SES', mails * evidence.events, 'events', prices.snsPublish),
    line('Lambda, requests', invocations, 'requests', prices.lambdaRequest),
    line('Lambda, time', seconds, 'GB-seconds', prices.lambdaGbSecond),
    line('API Gateway', visits, 'requests', prices.httpApiRequest),
    line('EventBridge Scheduler', ticksInMonth, 'ticks', prices.schedulerInvocation),
    line('Logs', (invocations * assumed.logBytesOfInvocation) / gb, 'GB', prices.logGb),
    ...standing(),
    ...(webhooks ? webhooksBill({ ...eventsOf(subscribers, mails), memoryMb: deployment.memoryMb }) : []),
  ];
}

/** A mail is claimed and confirmed, a check-in written to its own item and to the person's. */
function eventsOf(subscribers: number, mails: number): { events: number; changes: number } {
  const weeks = subscribers * weeksInMonth;
  return { events: 2 * weeks, changes: 2 * mails + 2 * weeks };
}

/** What a deployment costs that nobody has signed up for, within the allowances that every account has. */
export function idleBill(): BillLine[] {
  return [
    ...standing().map((line) => {
      const free = {
        Alarms: alwaysFree.alarms,
        'Custom metrics': alwaysFree.customMetrics,
        Dashboards: alwaysFree.dashboards,
      }[line.what];
      const amount = Math.max(0, line.amount - (free ?? 0));
      return { ...line, amount, dollars: (line.dollars / line.amount) * amount };
    }),
    {
      what: 'Ticks, their reads and writes',
      amount: ticksInMonth,
      unit: 'ticks',
      dollars: ticksInMonth * (prices.schedulerInvocation + prices.dynamoWriteUnit + prices.dynamoReadUnit),
    },
  ];
}

/** The same every month, however many people there are. */
function standing(): BillLine[] {
  const line = (what: string, amount: number, price: number): BillLine => ({
    what,
    amount,
    unit: '',
    dollars: amount * price,
  });
  return [
    line('Secrets', deployment.secrets, prices.secretMonth),
    line('Alarms', deployment.alarms, prices.alarmMonth),
    line('Custom metrics', deployment.customMetrics, prices.customMetricMonth),
    line('Dashboards', deployment.dashboards, prices.dashboardMonth),
  ];
}

export function totalOf(lines: readonly BillLine[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}
