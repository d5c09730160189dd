import { billLines, type BillLine, type CostItem } from './bill-line.ts';
import {
  assumed,
  deployment,
  feedWriteSeconds,
  keysFreshSeconds,
  minutesInMonth,
  nightsInMonth,
  ticksInMonth,
  weeksInMonth,
} from './deployment.ts';
import { egress, emptyReceives, gb, lambda, logs } from './items.ts';
import type { Measured } from './measured.ts';
import { prices, type Plan } from './prices.ts';
import { copiesItems } from './copies.ts';
import { webhookItems } from './webhooks.ts';

/** A month's bill, line by line, from what the bench counted. */

export interface Usage {
  subscribers: number;
  /** A week and person. */
  reminders: number;
  plan: Plan;
  /** Events go to a system of the operator's: a lesson and a check-in a week and person. */
  webhooks?: boolean;
  /** The table is copied to another account once a week. */
  copies?: boolean;
  /** Stages in the account; everybody is in one of them. */
  stages?: number;
}

/** Consent and check-ins of a person. */
const otherItemsBytes = 200;

/** One virtual processor of Lambda, in megabytes of memory. */
const megabytesOfProcessor = 1769;

/**
 * Each slot is read once more a quarter hour later, for whom the index showed late. It takes the same messages, invocations and reads of the index,
 * and reads every person, 8 KB to a unit since a read may be a moment behind here. Nobody is claimed.
 */
const againMsOfMail = 1;

/** How the lines of pictures in emails begin. */
export const picturesOfEmails = 'Pictures of emails';

/** Bytes of a write unit. */
const writeUnitBytes = 1024;

/** A month in an account in which nothing else runs. */
export function billOf(usage: Usage, measured: Measured): BillLine[] {
  return billLines(itemsOf(usage, measured));
}

function itemsOf(
  { subscribers, reminders, plan, webhooks, copies, stages = 1 }: Usage,
  measured: Measured,
): CostItem[] {
  const { sending, evidence } = measured.fullBatches;
  const mails = subscribers * (1 + reminders) * weeksInMonth;
  const bounces = mails * assumed.bounceShare;
  const ticks = ticksInMonth * stages;
  const visits = subscribers * assumed.siteVisitsOfPersonAndMonth;
  const itemBytes = mean(measured.itemSizeBytes);

  // A processor share of our own is slower than the bench's; waiting for SES goes on at the same time.
  const cpuMs = (measured.sendCpuMicroseconds / 1000) * (megabytesOfProcessor / deployment.memoryMb);
  const sendMs = Math.max(cpuMs, assumed.sesCallMs / assumed.sesCallsAtOnce) + againMsOfMail;
  const working = mails * (2 * sending.sendInvocations + evidence.invocations) + ticks;
  const invocations = working + visits;
  const milliseconds =
    mails * (sendMs + evidence.invocations * assumed.feedbackMs) +
    visits * assumed.siteMs +
    ticks * assumed.tickMs +
    subscribers * nightsInMonth * assumed.countMs +
    invocations * assumed.coldStartShare * assumed.coldStartMs;

  return [
    { what: `SES, plan ${plan}`, amount: mails, unit: 'emails', price: prices.sesPerThousand[plan] / 1000 },
    {
      what: 'DynamoDB, writes',
      amount:
        mails * (sending.writeUnits + growthUnits(measured.itemSizeBytes, reminders)) +
        Math.min((minutesInMonth * 60) / feedWriteSeconds, mails * evidence.writeUnits) +
        bounces * assumed.writesOfBounce +
        visits +
        ticks,
      unit: 'units',
      price: prices.dynamoWriteUnit,
      assumed: 'people are spread evenly over the lessons of the series',
    },
    {
      what: 'DynamoDB, reads',
      amount:
        mails * (2 * sending.readUnits + Math.ceil(itemBytes / 4096) / 2 + evidence.readUnits) +
        bounces * 2 +
        2 * visits +
        ticks,
      unit: 'units',
      price: prices.dynamoReadUnit,
    },
    {
      what: 'DynamoDB, the index at the times of reminders',
      // All of a slot, twice a day for each time, whoever in it has chosen that time.
      amount:
        reminders === 0
          ? 0
          : ((subscribers * measured.indexEntrySizeBytes) / 8192) * 2 * assumed.reminderTimesOfSlot * nightsInMonth,
      unit: 'units',
      price: prices.dynamoReadUnit,
      assumed: 'two times of day for reminders beside that of the lessons, in every slot',
    },
    {
      what: 'DynamoDB, counting everybody each night',
      // Reads that need not be the latest cost half a unit for each 4 KB.
      amount: ((subscribers * (itemBytes + otherItemsBytes)) / 8192) * nightsInMonth,
      unit: 'units',
      price: prices.dynamoReadUnit,
    },
    ...storage((subscribers * (itemBytes + measured.indexEntrySizeBytes + otherItemsBytes)) / gb),
    {
      what: 'SQS, messages',
      amount: mails * 2 * sending.queueRequests + (mails + bounces) * evidence.queueRequests,
      unit: 'requests',
      price: prices.sqsRequest,
      allowance: 'sqsRequests',
    },
    {
      what: 'SQS, the planner’s look at the queues',
      amount: ticks * deployment.watchedQueues,
      unit: 'requests',
      price: prices.sqsRequest,
      allowance: 'sqsRequests',
    },
    emptyReceives(deployment.queueMappings * stages),
    {
      what: 'SNS, events of SES',
      amount: mails * evidence.events + bounces,
      unit: 'events',
      price: prices.snsPublish,
      allowance: 'snsPublishes',
      assumed: '2 % of emails bounce, are refused or reported as unwanted',
    },
    ...lambda('Lambda', invocations, milliseconds),
    { what: 'API Gateway, pages', amount: visits, unit: 'requests', price: prices.httpApiRequest },
    egress(visits * assumed.pageBytes, '8 kB per visit'),
    logs(working * assumed.logBytesOfInvocation + visits * assumed.logBytesOfRequest),
    {
      what: 'EventBridge Scheduler',
      amount: ticks,
      unit: 'ticks',
      price: prices.schedulerInvocation,
      allowance: 'schedulerInvocations',
    },
    {
      what: 'Secrets Manager, reading the keys',
      // Not by the planner.
      amount: Math.min(invocations - ticks, assumed.busyContainers * ((minutesInMonth * 60) / keysFreshSeconds)),
      unit: 'requests',
      price: prices.secretCall,
      assumed: 'six containers at work on average',
    },
    ...standing(stages, mails > 0),
    ...picturesItems(mails * assumed.pictureRequestsOfMail),
    ...(webhooks ? webhookItems(eventsOf(subscribers, mails)) : []),
    ...(copies ? copiesItems((subscribers * (itemBytes + otherItemsBytes)) / gb) : []),
  ];
}

/** Units above two that a claim and a confirmation take on average, since a person's item grows past the size of a unit in a long series. */
export function growthUnits(itemSizeBytes: readonly number[], reminders: number): number {
  const more = itemSizeBytes.map((bytes) => Math.ceil(bytes / writeUnitBytes) - 1);
  const lessons = itemSizeBytes.length - 1;
  // Lesson n is claimed with n - 1 lessons in the item and confirmed with n; each of its reminders is both with n.
  const units = more.slice(1).reduce((sum, now, index) => sum + more[index]! + now + reminders * 2 * now, 0);
  return units / (lessons * (1 + reminders));
}

/** Pictures that emails show. CloudFront asks the site for each of them once in a while, which is nothing beside it. */
function picturesItems(requests: number): CostItem[] {
  const assumption = '0.7 requests per email';
  return [
    {
      what: `${picturesOfEmails}: CloudFront, requests`,
      amount: requests,
      unit: 'requests',
      price: prices.cdnRequest,
      allowance: 'cdnRequests',
      assumed: `${assumption}, from Europe and North America`,
    },
    {
      what: `${picturesOfEmails}: CloudFront, data to the internet`,
      amount: (requests * assumed.pictureBytes) / gb,
      unit: 'GB',
      price: prices.cdnGb,
      allowance: 'cdnGb',
      assumed: `${assumption}, of 38.7 kB`,
    },
  ];
}

/** A mail is claimed and confirmed, a check-in written to its own item and to the person's. */
function eventsOf(subscribers: number, mails: number): { events: number; changes: number } {
  const weeks = subscribers * weeksInMonth;
  return { events: 2 * weeks, changes: 2 * mails + 2 * weeks };
}

function storage(gigabytes: number): CostItem[] {
  return [
    {
      what: 'DynamoDB, storage',
      amount: gigabytes,
      unit: 'GB',
      price: prices.dynamoStorageGbMonth,
      allowance: 'dynamoStorageGb',
    },
    { what: 'DynamoDB, recovery', amount: gigabytes, unit: 'GB', price: prices.dynamoRecoveryGbMonth },
  ];
}

/** The same every month, however many people there are. */
function standing(stages: number, busy: boolean): CostItem[] {
  const { alarms, dashboards, secrets } = deployment;
  return [
    { what: 'Secrets Manager, the keys', amount: secrets * stages, unit: 'secrets', price: prices.secretMonth },
    {
      what: 'CloudWatch, alarms',
      amount: alarms * stages,
      unit: 'metrics',
      price: prices.alarmMonth,
      allowance: 'alarms',
    },
    {
      what: 'CloudWatch, metrics',
      // Paid by the hour in which something is published.
      amount: busy ? assumed.publishedMetrics + stages - 1 : stages,
      unit: 'metrics',
      price: prices.customMetricMonth,
      allowance: 'customMetrics',
      assumed: 'ten are published all month while emails go out, one while nobody is there',
    },
    {
      what: 'CloudWatch, dashboards',
      amount: dashboards * stages,
      unit: 'dashboards',
      price: prices.dashboardMonth,
      allowance: 'dashboards',
    },
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
