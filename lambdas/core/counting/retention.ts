import { Temporal } from 'temporal-polyfill';
import type { PersonRecord } from '../person/everybody.ts';
import { undoDays } from '../actions/unsubscribing.ts';
import { mapConcurrent } from '../kit/parallel.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { PersonalData } from '../person/personal-data.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import { isPerson, type Person, type Subscriber } from '../person/subscriber.ts';

/*
 * How long what is known of somebody stays once they get no more emails. Afterwards only that they are gone, why, which lessons they had, and the proof of
 * their consent are left: what `stays` in the table of fields, and what stays of items beside the profile (table-keys.ts).
 */

export interface Terms {
  /** Months after the last email to somebody who had every lesson. */
  completedMonths: number;
}

/** Until when everything about somebody is kept; undefined while they are subscribed, or not known to be gone. */
export function keptUntil(subscriber: Subscriber, { completedMonths }: Terms): Temporal.Instant | undefined {
  switch (subscriber.status) {
    case 'active':
    case 'moved':
      return undefined;
    case 'completed': {
      const last = lastMailed(subscriber);
      return last?.toZonedDateTimeISO('UTC').add({ months: completedMonths }).toInstant();
    }
    case 'unsubscribed':
      return afterDays(subscriber.unsubscribedAt);
    case 'bounced':
    case 'complained':
      return afterDays(subscriber.suppression?.at);
    case 'erased':
      return afterDays(subscriber.erasedAt);
  }

  // Some have no instant, such as whoever was taken off the suppression list.
  function afterDays(since: string | undefined): Temporal.Instant | undefined {
    const from = since === undefined ? lastMailed(subscriber) : Temporal.Instant.from(since);
    // As long as leaving can be undone.
    return from?.add({ hours: undoDays * 24 });
  }
}

/** Is the term over? */
export function isOver(subscriber: Subscriber, now: Temporal.Instant, terms: Terms): boolean {
  const until = keptUntil(subscriber, terms);
  return until !== undefined && Temporal.Instant.compare(until, now) < 0;
}

/** The latest sign of an email to somebody; of older records, the day of their last lesson. */
function lastMailed(subscriber: Subscriber): Temporal.Instant | undefined {
  const { completedAt, sent = {} } = subscriber;
  const instants = [completedAt, ...Object.values(sent), ...(isPerson(subscriber) ? signsOf(subscriber) : [])];
  const latest = instants
    .filter((instant) => instant !== undefined)
    .toSorted()
    .at(-1);
  return latest === undefined ? undefined : Temporal.Instant.from(latest);
}

function signsOf(person: Person): (string | undefined)[] {
  const endOf = (localDate: string | undefined) => localDate && `${localDate}T23:59:59Z`;
  const { confirmedAt, welcomeSentAt, linkMailedAt, onDemandSentAt, followUpSentAt } = person;
  const { lessonSentOn, reminderSentOn } = person;
  const instants = [confirmedAt, welcomeSentAt, linkMailedAt, onDemandSentAt, followUpSentAt];
  return [...instants, endOf(lessonSentOn), endOf(reminderSentOn)];
}

/** Passes everybody on, and notes who is due to be reduced: memory grows with them alone, and nobody is read twice. */
export async function* notingDue(
  people: AsyncIterable<PersonRecord>,
  now: Temporal.Instant,
  terms: Terms,
  due: (id: string) => void,
): AsyncGenerator<PersonRecord> {
  for await (const known of people) {
    const { subscriber, checkIns, problems = 0 } = known;
    // Of somebody who was reduced before, there is something only after a crash, or of an event that came late.
    const isThere = isPerson(subscriber) || checkIns.length + problems > 0;
    if (subscriber !== undefined && isThere && isOver(subscriber, now, terms)) due(subscriber.id);
    yield known;
  }
}

export interface RetentionDeps {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find'>;
  personalData: Pick<PersonalData, 'reduce'>;
  terms: Terms;
  log: Log;
}

/** People that are reduced at the same time. */
const atOnce = 10;

/** With less time left, the rest waits for the next night. */
const spareMs = 20_000;

/**
 * Reduces those people whose term is over, looking at each once more: whoever came back meanwhile is left alone. May be repeated after a crash.
 *
 * @returns how many were reduced
 */
export async function reduceGone(
  ids: readonly string[],
  { clock, subscribers, personalData, terms, log }: RetentionDeps,
  remainingMs: () => number,
): Promise<number> {
  let reduced = 0;
  let left = 0;
  await mapConcurrent(atOnce, ids, async (id) => {
    if (remainingMs() < spareMs) {
      left += 1;
      return;
    }
    const subscriber = await subscribers.find(id);
    if (subscriber === undefined || !isOver(subscriber, clock.now(), terms)) return;
    if (await personalData.reduce(subscriber)) reduced += 1;
  });
  if (left > 0) log.warn('retention.not-finished', { left });
  log.info('retention.done', { reduced });
  return reduced;
}
