import type { CheckIn } from './check-in.ts';
import type { Subscriber } from './subscriber.ts';
import type { WebhookEvent, WebhookEventType } from './webhook-contract.ts';
import type { WebhookJob } from './webhook-job.ts';

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
export function announcementsOf(change: TableChange, chosen: readonly WebhookEventType[]): WebhookJob[] {
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

function eventsOfPerson(was: Subscriber | undefined, is: Subscriber, at: string): WebhookEvent[] {
  const standing = eventOfStatus(was, is, at);
  return [...lessonsSent(was, is), ...(standing === undefined ? [] : [standing])];
}

/** Only the confirmation of a lesson drops its claim and writes it down. A move of address or a restore write lessons down, and drop no claim. */
function lessonsSent(was: Subscriber | undefined, is: Subscriber): WebhookEvent[] {
  if (was?.claim?.delivery.startsWith('lesson:') !== true || is.claim?.id === was.claim.id) return [];
  return Object.entries(is.sent)
    .filter(([lesson, at]) => was.sent[lesson] !== at)
    .map(([lesson, timestamp]) => ({
      type: 'lesson.sent',
      timestamp,
      data: { subscriber: is.id, series: is.series, lesson },
    }));
}

function eventOfStatus(was: Subscriber | undefined, is: Subscriber, at: string): WebhookEvent | undefined {
  if (was?.status === is.status) return undefined;
  const data = { subscriber: is.id, series: is.series };
  switch (is.status) {
    case 'active': {
      const confirmed = is.confirmedAt !== was?.confirmedAt;
      // Who starts again after the course, or keeps a lesson a month, was never gone.
      if (!confirmed && was?.status === 'completed') return undefined;
      return { type: 'subscribed', timestamp: confirmed ? is.confirmedAt : at, data };
    }
    case 'completed':
      return { type: 'completed', timestamp: at, data };
    case 'unsubscribed':
      // Nor does anybody leave who is taken off a suppression list.
      if (was?.status !== 'active' && was?.status !== 'completed') return undefined;
      return { type: 'unsubscribed', timestamp: is.unsubscribedAt ?? at, data };
    case 'bounced':
      if (!wasSubscriber(was)) return undefined;
      return {
        type: 'bounced',
        timestamp: is.suppression?.at ?? at,
        data: { ...data, reason: is.suppression?.reason === 'soft-bounces' ? 'soft-bounces' : 'bounce' },
      };
    case 'complained':
      if (!wasSubscriber(was)) return undefined;
      return { type: 'complained', timestamp: is.suppression?.at ?? at, data };
    case 'erased':
      if (!wasSubscriber(was)) return undefined;
      return { type: 'erased', timestamp: is.erasedAt ?? at, data: { ...data, series: was.series } };
    case 'moved':
      return undefined;
    default:
      return is.status satisfies never;
  }
}

/** Somebody once confirmed here. Not so a stranger's address that bounced, nor what is left of who was erased. */
function wasSubscriber(was: Subscriber | undefined): was is Subscriber {
  return was !== undefined && was.confirmedAt !== '';
}

const said = ['at', 'days', 'stress', 'pain', 'enjoyment', 'activity'] as const;

function eventsOfCheckIn(subscriber: string, was: CheckIn | undefined, is: CheckIn | undefined): WebhookEvent[] {
  if (is === undefined || is.movedAlong === true) return [];
  if (was !== undefined && said.every((field) => was[field] === is[field])) return [];
  return [{ type: 'checkin', timestamp: is.at, data: { subscriber, week: is.week } }];
}
