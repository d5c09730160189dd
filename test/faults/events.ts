import { Temporal } from 'temporal-polyfill';
import { timings } from '../../lambdas/core/kit/timings.ts';
import type { PublishedEvent } from '../../lib/local/emulators/ses.ts';
import type { EventFeedState, EventSink } from '../../lib/local/service.ts';
import type { EventFault, Fates } from './faults.ts';

/**
 * The feed of SES's events, in which they may be late, twice, or blocked for hours and then come in any order. None is lost: SNS does not.
 */
export interface Feed extends EventFeedState {
  /** Puts an event onto it. */
  inject: EventSink;
  /** Ids of emails whose send event came later than the service waits for it where somebody waits for the email. */
  lateEvents: ReadonlySet<string>;
}

/** The service takes a lesson for not sent after six hours of silence: docs/guarantees.md, "In doubt, and what remains possible". */
const veryLateMaxSeconds = 5.5 * 3_600;

function lagSeconds(fault: EventFault, roll: number): number {
  switch (fault) {
    case 'event-late':
      return 60 + Math.floor(roll * 8) * 60;
    case 'event-twice':
      return Math.floor(roll * 600) * 60;
    case 'event-very-late':
      // Short times are as likely as long ones.
      return Math.ceil(veryLateMaxSeconds ** roll);
    default:
      return fault satisfies never;
  }
}

export function eventFeed(fates: Fates, nowMs: () => number): Feed {
  const lateEvents = new Set<string>();
  let held: { atMs: number; event: PublishedEvent }[] = [];
  let deliver: EventSink = async () => undefined;
  const inject: EventSink = async (event) => {
    const at = nowMs();
    const about = [event.eventType, event.mail.destination.join()];
    const blocked = fates.windows.get('events-blocked');
    if (blocked !== undefined && fates.during('events-blocked', at)) {
      // Longer than this one does not lag behind the others once the feed is open.
      const lag = Math.floor(fates.dice.roll('lag', ...about, at) * timings.late * 1000);
      held.push({ atMs: blocked.until + lag, event });
      return;
    }
    const fault = fates.event(at, ...about);
    if (fault !== undefined) {
      const lag = lagSeconds(fault, fates.dice.roll(fault, ...about, at)) * 1000;
      held.push({ atMs: at + lag, event: structuredClone(event) });
      const isLate = fault !== 'event-twice' && lag > (timings.settling.asked - timings.claimLife) * 1000;
      if (isLate && event.eventType === 'Send') lateEvents.add(event.mail.messageId);
    }
    if (fault === undefined || fault === 'event-twice') await deliver(event);
  };
  return {
    inject,
    lateEvents,
    through: (sink) => {
      deliver = sink;
      return inject;
    },
    nextAt: () =>
      held.length === 0 ? undefined : Temporal.Instant.fromEpochMilliseconds(Math.min(...held.map(({ atMs }) => atMs))),
    release: async () => {
      const at = nowMs();
      const free = held.filter(({ atMs }) => atMs <= at);
      held = held.filter(({ atMs }) => atMs > at);
      for (const { event } of free.sort((a, b) => a.atMs - b.atMs)) await deliver(event);
    },
  };
}
