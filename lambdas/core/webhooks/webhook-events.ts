import { isPerson, type Gone, type Person, type Subscriber } from '../person/subscriber.ts';
import type { WebhookEvent, WebhookEventType } from './webhook-contract.ts';
import type { WebhookJob } from './webhook-job.ts';
import type { CheckIn } from '../person/records.ts';

/** One write to the table: what an item was, and what it is. */
export type TableChange = {
  /** Unique, and the same whenever the write is told again. */
  id: string;
  /** ISO instant of the write. */
  at: string;
} & (
  | { of: 'person'; was?: Subscriber | undefined; is?: Subscriber | undefined }
  | { of: 'check-in'; subscriber: string; was?: CheckIn | undefined; is?: CheckIn | undefined }
  | { of: 'something-else' }
);

/** What is to be told of a write, among the types that the operator chose. Most writes say nothing. */
export function webhookEventsOf(change: TableChange, chosen: readonly WebhookEventType[]): WebhookJob[] {
  return (
    eventsOf(change)
      // Numbered before the choice is looked at, so that ids stay what they are when it changes.
      .map((event, index) => ({ id: `evt_${change.id}_${index}`, event, attempt: 0 }))
      .filter(({ event: { type } }) => chosen.some((one) => one === type))
  );
}

function eventsOf(change: TableChange): WebhookEvent[] {
  switch (change.of) {
    case 'person':
      return change.is === undefined ? [] : eventsOfPerson(change.was, change.is, change.at);
    case 'check-in':
      return eventsOfCheckIn(change.subscriber, change.was, change.is);
    case 'something-else':
      return [];
    default:
      return change satisfies never;
  }
}

function eventsOfPerson(before: Subscriber | undefined, is: Subscriber, at: string): WebhookEvent[] {
  // Somebody who once confirmed here: not a stranger's address that bounced, nor what is left of a person who was erased.
  const was = isPerson(before) ? before : undefined;
  if (!isPerson(is)) return eventsOfErasure(was, is, at);
  const standing = before?.status === is.status ? undefined : eventOfStatus(was, is, at);
  return [...lessonsSent(was, is), ...(standing === undefined ? [] : [standing])];
}

function eventsOfErasure(was: Person | undefined, is: Gone, at: string): WebhookEvent[] {
  if (was === undefined || is.status !== 'erased') return [];
  return [{ type: 'erased', timestamp: is.erasedAt ?? at, data: { subscriber: is.id, series: was.series } }];
}

/** Only the confirmation of a lesson drops its claim and writes it down. A move of address or a restore write lessons down, and drop no claim. */
function lessonsSent(was: Person | undefined, is: Person): WebhookEvent[] {
  if (was?.claim?.delivery.startsWith('lesson:') !== true || is.claim?.id === was.claim.id) return [];
  return Object.entries(is.sent)
    .filter(([lesson, at]) => was.sent[lesson] !== at)
    .map(([lesson, timestamp]) => ({
      type: 'lesson.sent',
      timestamp,
      data: { subscriber: is.id, series: is.series, lesson },
    }));
}

function eventOfStatus(was: Person | undefined, is: Person, at: string): WebhookEvent | undefined {
  const data = { subscriber: is.id, series: is.series };
  switch (is.status) {
    case 'active': {
      const confirmed = is.confirmedAt !== was?.confirmedAt;
      // Who starts again after the course, goes on with it, or keeps a lesson a month, was never gone.
      if (!confirmed && was?.status === 'completed') return undefined;
      return { type: 'subscribed', timestamp: confirmed ? is.confirmedAt : at, data };
    }
    case 'completed':
      return { type: 'completed', timestamp: at, data };
    case 'unsubscribed':
      // Nor does anybody leave who is taken off a suppression list. An address whose course moved on counts as subscribed until it is erased, or they leave.
      if (was === undefined || was.status === 'bounced' || was.status === 'complained') return undefined;
      return { type: 'unsubscribed', timestamp: is.unsubscribedAt ?? at, data };
    case 'bounced':
      if (was === undefined) return undefined;
      return {
        type: 'bounced',
        timestamp: is.suppression?.at ?? at,
        data: { ...data, reason: is.suppression?.reason === 'soft-bounces' ? 'soft-bounces' : 'bounce' },
      };
    case 'complained':
      if (was === undefined) return undefined;
      return { type: 'complained', timestamp: is.suppression?.at ?? at, data };
    case 'moved':
      return undefined;
    default:
      return is.status satisfies never;
  }
}

const said = ['at', 'days', 'tried', 'stress', 'pain', 'enjoyment', 'activity', 'active'] as const;

function eventsOfCheckIn(subscriber: string, was: CheckIn | undefined, is: CheckIn | undefined): WebhookEvent[] {
  if (is === undefined || is.movedAlong === true) return [];
  if (was !== undefined && said.every((field) => was[field] === is[field])) return [];
  return [{ type: 'checkin', timestamp: is.at, data: { subscriber, week: is.week } }];
}
