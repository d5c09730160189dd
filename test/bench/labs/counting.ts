import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { dynamoControl } from '../../../lambdas/adapters/dynamo/control.ts';
import { openTable } from '../../../lambdas/adapters/dynamo/table.ts';
import { compiledSeries } from '../../../lambdas/adapters/series-library.ts';
import { dueTick } from '../../../lambdas/core/time/calendar.ts';
import { timings } from '../../../lambdas/core/kit/timings.ts';
import { chunk } from '../../../lambdas/core/kit/chunk.ts';
import { offeredZones } from '../../../lambdas/core/time/zones.ts';
import { wire as wireFeedback } from '../../../lambdas/feedback.ts';
import { wire as wirePlan } from '../../../lambdas/plan.ts';
import { wire as wireSend } from '../../../lambdas/send.ts';
import type { PublishedEvent } from '../../../lib/local/emulators/ses.ts';
import { lambdaContext } from '../../../lib/local/lambda-context.ts';
import type { QueueName } from '../../../lib/local/queues.ts';
import { snsEnvelope } from '../../../lib/local/sns-envelope.ts';
import { localRegion } from '../../../lib/local/settings.ts';
import { itemSizeBytes, writeUnitsOf } from '../item-size.ts';
import type { Metered } from '../meter.ts';
import { benchSlot, itemOf, personAt } from '../people.ts';
import { seed } from '../seeding.ts';
import { sqsEvent } from '../sqs-event.ts';
import { askEmulators, lab, progress } from './lab-process.ts';

/** What a weekly mail costs the table and the queues, counted from requests through the real handlers over a whole week. */

export interface CountingTask {
  /** People whose lesson falls on one day of one slot. */
  crowds: number[];
  settings: Record<string, string>;
  queueUrls: Record<QueueName, string>;
  /** The queues past the meter: what Lambda's pollers do is arithmetic. */
  sqsUrl: string;
}

/** For one mail, or for one run of the planner. */
export interface Counts {
  writeUnits: number;
  readUnits: number;
  queueRequests: number;
}

export interface CrowdCounts {
  crowd: number;
  mails: number;
  /** From the tick to the confirmed mail. */
  sending: Counts & { sendInvocations: number };
  /** What SES tells of a mail, taken in. */
  evidence: Counts & { events: number; invocations: number };
}

export interface CountingResult {
  crowds: CrowdCounts[];
  /** One run of the planner with nobody in the calendar. */
  idleTick: Counts;
  /** One run of the planner that plans nothing although each of 400 zones has a slot in use. */
  idleTick400: Counts;
  /** Of an active person's item, by lessons had: bytes, and write units of each write, by the documented rules. */
  item: { lessons: number; sizeBytes: number; writeUnits: number }[];
  indexEntrySizeBytes: number;
}

await lab<CountingTask, CountingResult>(async ({ crowds, settings, queueUrls, sqsUrl }) => {
  let now = Temporal.Instant.from('2026-10-30T12:00:00Z');
  const clock = { now: () => now };
  const table = openTable(settings['TABLE_NAME']!);
  const control = dynamoControl(table);
  const series = compiledSeries([settings['SERIES']!]).first;
  const half = series.lessons.slice(0, Math.floor(series.lessons.length / 2)).map(({ id }) => id);
  const sqs = new SQSClient({ endpoint: sqsUrl, useQueueUrlAsEndpoint: false });
  const wired = {
    plan: wirePlan(settings, { clock }),
    send: wireSend(settings, { clock }),
  };
  const feedback = wireFeedback(settings, { clock });
  const plan = () => wired.plan({}, lambdaContext('plan', 60_000));
  const take = () => askEmulators<Metered>('metered');
  const queueRequestsOf = ({ requests }: Metered) =>
    (requests['SendMessageBatch'] ?? 0) + (requests['SendMessage'] ?? 0);

  const idle = async (): Promise<Counts> => {
    await plan();
    now = now.add({ minutes: 15 });
    await take();
    await plan();
    const metered = await take();
    return { writeUnits: metered.writeUnits, readUnits: metered.readUnits, queueRequests: queueRequestsOf(metered) };
  };
  const idleTick = await idle();

  const counted: CrowdCounts[] = [];
  for (const [index, crowd] of crowds.entries()) {
    const slot = { ...benchSlot, localTime: `${String(7 + index).padStart(2, '0')}:00` };
    const people = Array.from({ length: 7 * crowd }, (_, number) => {
      const person = personAt(index * 1_000_000 + number, half, series.id);
      const lessonDay = (number % 7) + 1;
      const preferences = {
        ...person.preferences,
        sendTime: slot.localTime,
        lessonDay,
        reminderDays: [((lessonDay + 2) % 7) + 1],
      };
      return { ...person, preferences };
    });
    await seed(table, people.map(itemOf));
    await control.rememberSlot(slot.zone, slot.localTime);
    const sums = { sendInvocations: 0, polls: 0, events: 0, feedbackInvocations: 0 };
    const sending = { writeUnits: 0, readUnits: 0, queueRequests: 0 };
    const evidence = { writeUnits: 0, readUnits: 0, queueRequests: 0 };
    let mails = 0;
    for (let day = 0; day < 7; day += 1) {
      const localDate = Temporal.PlainDate.from(slot.localDate).add({ weeks: index, days: day }).toString();
      const tick = dueTick({ ...slot, localDate });
      // Every tick before it costs what an idle one costs; that is counted apart.
      now = tick.subtract({ minutes: 15 });
      await plan();
      await takeAll();
      now = tick.add({ seconds: 3 });
      await askEmulators<string>('time', now.toString());
      await take();
      await plan();
      for (let bodies = await takeAll(); bodies.length > 0; bodies = await takeAll()) {
        for (const body of bodies) {
          await served(wired.send(sqsEvent([body]), lambdaContext('send', 90_000)));
          sums.sendInvocations += 1;
          // One message a call: it is received, and deleted.
          sums.polls += 2;
        }
      }
      const sent = await take();
      add(sending, { ...sent, queueRequests: queueRequestsOf(sent) });
      const events = await askEmulators<PublishedEvent[]>('events');
      mails += events.filter(({ eventType }) => eventType === 'Send').length;
      for (const group of chunk(timings.feedbackBatch, events)) {
        await served(
          feedback(
            sqsEvent(group.map((event) => snsEnvelope(event, now, localRegion))),
            lambdaContext('feedback', 30_000),
          ),
        );
        sums.feedbackInvocations += 1;
        // SNS puts each on the queue by itself; ten at a time are received and deleted.
        evidence.queueRequests += group.length + 2 * Math.ceil(group.length / 10);
      }
      sums.events += events.length;
      const heard = await take();
      add(evidence, { ...heard, queueRequests: queueRequestsOf(heard) });
    }
    sending.queueRequests += sums.polls;
    counted.push({
      crowd,
      mails,
      sending: {
        ...each(sending, mails),
        sendInvocations: sums.sendInvocations / mails,
      },
      evidence: {
        ...each(evidence, mails),
        events: sums.events / mails,
        invocations: sums.feedbackInvocations / mails,
      },
    });
    progress(`counting: ${mails} mails of slots with ${crowd} a day`);
  }

  for (const zone of offeredZones.slice(0, 400)) await control.rememberSlot(zone, '03:00');
  const idleTick400 = await quietest(idle);

  async function takeAll(): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const QueueUrl = queueUrls.send;
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      );
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body }) => Body!));
      const Entries = Messages.map(({ ReceiptHandle }, number) => ({ Id: String(number), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  }

  const lessonCounts = Array.from({ length: series.lessons.length + 1 }, (_, lessons) => lessons);
  return {
    crowds: counted,
    idleTick,
    idleTick400,
    item: lessonCounts.map((lessons) => {
      const had = series.lessons.slice(0, lessons).map(({ id }) => id);
      // With the claim that it carries while its mail is on the way: the larger of before and after counts.
      const claim = { id: 'x'.repeat(22), delivery: `reminder:${benchSlot.localDate}`, at: '2026-11-02T06:00:03Z' };
      const sizeBytes = itemSizeBytes({ ...itemOf(personAt(0, had, series.id)), claim });
      return { lessons, sizeBytes, writeUnits: writeUnitsOf(sizeBytes) };
    }),
    indexEntrySizeBytes: itemSizeBytes(indexEntry(itemOf(personAt(0, [], series.id)))),
  };
});

function indexEntry({ pk, sk, dueKey, days }: Record<string, unknown>): Record<string, unknown> {
  return { pk, sk, dueKey, days };
}

function add(sum: Counts, { writeUnits, readUnits, queueRequests }: Counts): void {
  sum.writeUnits += writeUnits;
  sum.readUnits += readUnits;
  sum.queueRequests += queueRequests;
}

function each({ writeUnits, readUnits, queueRequests }: Counts, mails: number): Counts {
  return { writeUnits: writeUnits / mails, readUnits: readUnits / mails, queueRequests: queueRequests / mails };
}

async function served(answer: Promise<SQSBatchResponse>): Promise<void> {
  const { batchItemFailures } = await answer;
  if (batchItemFailures.length > 0) throw new Error(`A handler gave back ${batchItemFailures.length} messages`);
}

/** The cheapest of a few: at some tick of an hour nobody is due. */
async function quietest(measure: () => Promise<Counts>): Promise<Counts> {
  const all = [await measure(), await measure(), await measure(), await measure()];
  return all.toSorted((a, b) => a.queueRequests - b.queueRequests)[0]!;
}
