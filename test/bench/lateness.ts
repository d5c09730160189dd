import type { SESClient } from '@aws-sdk/client-ses';
import { rateLimitedMailer } from '../../lambdas/adapters/ses/rate-limited-mailer.ts';
import { sesQuota } from '../../lambdas/adapters/ses/quota.ts';
import { chunk } from '../../lambdas/core/kit/chunk.ts';
import { mapConcurrent } from '../../lambdas/core/kit/parallel.ts';
import { timings, timeToBeginMs } from '../../lambdas/core/kit/timings.ts';
import type { KeyRange } from '../../lambdas/core/mail/subscribers.ts';
import { daysKey } from '../../lambdas/core/person/preferences.ts';
import { dispatchSlots } from '../../lambdas/core/sending/dispatching.ts';
import type { DispatchJob, SendJob } from '../../lambdas/core/sending/jobs.ts';
import { benchSlot, idAt } from './people.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

/*
 * How late emails are that are all due at once: from the time of the slot to SES's answer. The pace, its learning of the account's rate and the reading of
 * the slot are the real ones; the network, AWS's scaling and the processor are what `assumed` says, in virtual time. It is arithmetic, and no measurement.
 */

/** In milliseconds. */
export const assumed = {
  /** From the tick until the planner has put the slot on the queue: the schedule is exact to a minute, and mostly to seconds. */
  plannedAfter: 3_000,
  coldStart: 500,
  /** Until a sender has the next message. */
  poll: 20,
  readPage: 20,
  /** Ten messages to SQS, or one request to the table. */
  request: 10,
  sesCall: 70,
  /** Processor time of an email at 512 MB of memory. */
  cpu: 12.5,
  /** Lambda begins with five messages at once and takes on three hundred more a minute. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
  sendersAtFirst: 5,
  nextSenderAfter: 200,
};

export interface Crowd {
  people: number;
  /** Emails a second that SES allows. */
  perSecond: number;
  /** `sendConcurrency`. */
  senders: number;
}

export interface Lateness extends Crowd {
  /** Seconds within which half, 99 of 100 and all of them were accepted. */
  half: number;
  most: number;
  all: number;
}

const dayMs = 24 * 3_600_000;

/** Lives through one slot. */
export async function latenessOf(crowd: Crowd): Promise<Lateness> {
  const { people, perSecond, senders } = crowd;
  const time = virtualTime();
  const accepted: number[] = [];
  const queue: (DispatchJob | SendJob)[] = [];
  const ses = quotaOf(perSecond, time);
  const subscribers = { pageDue: pagesOf(people, time) };
  const queues = {
    dispatch: async (jobs: DispatchJob[]) => put(jobs),
    send: async (jobs: SendJob[]) => put(jobs),
  };
  async function put(jobs: readonly (DispatchJob | SendJob)[]): Promise<void> {
    await mapConcurrent(4, chunk(10, jobs), async (group) => {
      await time.sleep(assumed.request);
      queue.push(...group);
    });
  }

  async function sender(index: number): Promise<void> {
    const mailer = rateLimitedMailer(
      { send: () => Promise.reject(new Error('Not by this model')) },
      { share: senders, watch: time, quota: sesQuota(ses, time, { warn: () => undefined }) },
    );
    await time.sleep(Math.max(0, index - assumed.sendersAtFirst) * assumed.nextSenderAfter);
    let isWarm = false;
    let cpu: Promise<void> = Promise.resolve();
    const mail = async (untilMs: number): Promise<boolean> => {
      const turn = await mailer.turn(timeToBeginMs(untilMs - time.nowMs()));
      if (!turn.granted) return false;
      await (cpu = cpu.then(() => time.sleep(assumed.cpu)));
      await time.sleep(assumed.request + assumed.sesCall);
      accepted.push(time.nowMs());
      await time.sleep(assumed.request);
      return true;
    };
    while (accepted.length < people) {
      await time.sleep(assumed.poll);
      if (time.nowMs() > dayMs) throw new Error(`${accepted.length} of ${people} were accepted within a day`);
      const job = queue.shift();
      if (job === undefined) continue;
      if (!isWarm) await time.sleep(assumed.coldStart);
      isWarm = true;
      const untilMs = time.nowMs() + timings.timeout.send * 1000;
      if ('slots' in job) {
        await dispatchSlots(job, { subscribers, queues }, () => untilMs - time.nowMs());
        continue;
      }
      const sent = await mapConcurrent(10, job.ids, async () => mail(untilMs));
      const ids = job.ids.filter((_, at) => !sent[at]);
      if (ids.length > 0) await put([{ ...job, ids }]);
    }
  }

  await time.live(async () => {
    await time.sleep(assumed.plannedAfter);
    await put([{ slots: [benchSlot] }]);
    await Promise.all(Array.from({ length: senders }, (_, index) => sender(index)));
  });
  const within = (share: number) => accepted[Math.ceil(share * people) - 1]! / 1000;
  return { ...crowd, half: within(0.5), most: within(0.99), all: within(1) };
}

/** An account that may be asked once a second for what it may send. */
function quotaOf(perSecond: number, time: VirtualTime): SESClient {
  let askedAtMs = -Infinity;
  const send = async () => {
    await time.sleep(assumed.request);
    if (time.nowMs() < askedAtMs + 1_000) throw new Error('Throttling');
    askedAtMs = time.nowMs();
    return { MaxSendRate: perSecond, Max24HourSend: -1, SentLast24Hours: 0 };
  };
  return { send } as unknown as SESClient;
}

const days = daysKey({ preferences: { lessonDay: 1, reminderDays: [4], sendTime: '07:00' } });

/** The index with everybody in one slot. */
function pagesOf(people: number, time: VirtualTime) {
  const ids = Array.from({ length: people }, (_, index) => idAt(index)).toSorted((a, b) => (a < b ? -1 : 1));
  return async (_: string, { limit, after = '', part }: { limit: number; after?: string; part?: KeyRange }) => {
    await time.sleep(assumed.readPage);
    const rest = ids.filter(
      (id) => id > after && (part === undefined || (id[0]! >= part.first && id[0]! <= part.last)),
    );
    const due = rest.slice(0, limit).map((id) => ({ id, days }));
    return rest.length > limit ? { due, after: due.at(-1)!.id } : { due };
  };
}
