import { Temporal } from 'temporal-polyfill';
import { isoInstant } from '../time/calendar.ts';
import type { Clock, Log, LogFields } from '../kit/ports.ts';
import type { Keyring } from '../mail/keyring.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { WebhookQueue } from './webhook-job.ts';
import { isPerson } from '../person/subscriber.ts';
import type { WebhookEvent, WebhookInclude } from './webhook-contract.ts';
import type { WebhookJob } from './webhook-job.ts';
import { delaySecondsMax } from '../kit/timings.ts';
import { nextTry } from './webhook-schedule.ts';
import type { CheckIn } from '../person/records.ts';

export interface WebhookDeps {
  clock: Clock;
  /** The clock of the machines on both ends, by which a receiver tells a fresh request from a repeated one. */
  wallClock: Clock;
  keyring: Pick<Keyring, 'signWebhook'>;
  receiver: Receiver;
  /** Data about a person that may go along. */
  includes: readonly WebhookInclude[];
  subscribers: Pick<Subscribers, 'find'>;
  checkInOf: (id: string, week: string) => Promise<CheckIn | undefined>;
  queues: WebhookQueue;
  /** From 0 to 1. */
  random: () => number;
  log: Log;
}

/** The operator's system at the other end. */
export interface Receiver {
  post: (body: string, headers: Record<string, string>) => Promise<Answer>;
}

export type Answer =
  | { answered: true; status: number; retryAfterSeconds?: number }
  /** No connection, no answer in time, or it broke off: the receiver may have the event or not. */
  | { answered: false; code: string };

/** Success is what is answered with 2xx. */
export function isTaken(answer: Answer): boolean {
  return answer.answered && answer.status >= 200 && answer.status < 300;
}

/** An event that is not tried again by itself: it goes the queue's way to the dead-letter queue. */
class UndeliverableError extends Error {
  override name = 'UndeliverableError';
}

/**
 * Sends one event. What the receiver does not take is put back on the queue, for later.
 *
 * @throws UndeliverableError when it was tried often enough, or the receiver is gone for good
 */
export async function deliver(job: WebhookJob, deps: WebhookDeps): Promise<void> {
  const now = deps.clock.now();
  const early = job.notBefore === undefined ? 0 : now.until(Temporal.Instant.from(job.notBefore)).total('seconds');
  if (early > 0) return requeue(job, early, deps);

  const answer = await send(job, deps);
  const fields = { ...fieldsOf(job), ...(answer.answered ? { status: answer.status } : { code: answer.code }) };
  if (isTaken(answer)) {
    deps.log.info('webhook.delivered', fields);
    return;
  }
  const gone = answer.answered && answer.status === 410;
  const asked = answer.answered ? answer.retryAfterSeconds : undefined;
  const wait = gone ? undefined : nextTry(job.attempt, asked, deps.random());
  if (wait === undefined) {
    deps.log.error(gone ? 'webhook.receiver-gone' : 'webhook.given-up', fields);
    throw new UndeliverableError(`Event ${job.id} is not delivered`);
  }
  const notBefore = isoInstant(now.add({ seconds: wait }));
  deps.log.warn('webhook.failed', { ...fields, notBefore });
  await requeue({ ...job, attempt: job.attempt + 1, notBefore }, wait, deps);
}

async function requeue(job: WebhookJob, seconds: number, { queues }: WebhookDeps): Promise<void> {
  await queues.webhook([job], Math.min(Math.ceil(seconds), delaySecondsMax));
}

async function send({ id, event }: WebhookJob, deps: WebhookDeps): Promise<Answer> {
  const body = JSON.stringify(await withDetails(event, deps));
  return deps.receiver.post(body, signedHeaders(id, body, deps));
}

/** By which a receiver knows whose request it is, of which event, and how old: https://www.standardwebhooks.com. */
export function signedHeaders(
  id: string,
  body: string,
  { wallClock, keyring }: Pick<WebhookDeps, 'wallClock' | 'keyring'>,
): Record<string, string> {
  const timestamp = String(Math.floor(wallClock.now().epochMilliseconds / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keyring.signWebhook(`${id}.${timestamp}.${body}`),
  };
}

/** The event with what may go along, as it is stored now: of somebody erased meanwhile there is nothing. */
async function withDetails(event: WebhookEvent, deps: WebhookDeps): Promise<WebhookEvent> {
  const { includes, subscribers, checkInOf } = deps;
  if (event.type === 'erased' || event.type === 'webhook.test') return event;
  const asks = includes.some((one) => one !== 'answers');
  const stored = asks ? await subscribers.find(event.data.subscriber) : undefined;
  const person = isPerson(stored) ? stored : undefined;
  const details = {
    ...(includes.includes('address') && person && { address: person.address }),
    ...(includes.includes('firstName') && person?.firstName && { firstName: person.firstName }),
    ...(includes.includes('locale') && person && { locale: person.preferences.locale }),
  };
  if (event.type !== 'checkin') return { ...event, data: { ...event.data, ...details } } as WebhookEvent;
  const said = includes.includes('answers') ? await checkInOf(event.data.subscriber, event.data.week) : undefined;
  return { ...event, data: { ...event.data, ...(said && { answers: answersOf(said) }), ...details } };
}

/** What was said of the week. The line that somebody wrote to themselves is not among it. */
function answersOf({ days, tried, stress, pain, enjoyment, activity, active }: CheckIn) {
  const others = { tried, stress, pain, enjoyment, activity, active };
  return { days, ...Object.fromEntries(Object.entries(others).filter(([, said]) => said !== undefined)) };
}

function fieldsOf({ id, event, attempt }: WebhookJob): LogFields {
  return {
    eventId: id,
    type: event.type,
    attempt,
    ...('subscriber' in event.data && { subscriber: event.data.subscriber }),
  };
}
