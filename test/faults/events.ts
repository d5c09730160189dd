import type { PublishedEvent } from '../../lib/local/engines/ses.ts';
import type { EventSink } from '../../lib/local/world.ts';
import type { Fates } from './faults.ts';

/** The road of SES's events, on which they may be late, twice, or blocked for hours and then come in any order. None is lost: SNS does not. */
export interface Road {
  through: (deliver: EventSink) => EventSink;
  /** Puts an event onto it. */
  inject: EventSink;
  /** When the next event that is held may go on. */
  nextAt: () => number | undefined;
  /** Lets go on what may by now. */
  release: (nowMs: number) => Promise<void>;
}

export function eventRoad(fates: Fates, now: () => number): Road {
  let held: { atMs: number; event: PublishedEvent }[] = [];
  let deliver: EventSink = async () => undefined;
  const inject: EventSink = async (event) => {
    const nowMs = now();
    const about = [event.eventType, event.mail.destination.join()];
    const blocked = fates.windows.get('events-blocked');
    if (blocked !== undefined && fates.during('events-blocked', nowMs)) {
      // The longest that one may lag behind the others once the road is open; see `settling` in core/timings.ts.
      const lag = Math.floor(fates.dice.roll('lag', ...about, nowMs) * 10 * 60_000);
      held.push({ atMs: blocked.until + lag, event });
      return;
    }
    const fault = fates.event(nowMs, ...about);
    if (fault !== undefined) {
      const minutes = fault === 'event-late' ? [1, 12] : [0, 600];
      const lag = fates.dice.between(minutes[0]!, minutes[1]!, fault, ...about, nowMs) * 60_000;
      held.push({ atMs: nowMs + lag, event: structuredClone(event) });
    }
    if (fault !== 'event-late') await deliver(event);
  };
  return {
    inject,
    through: (sink) => {
      deliver = sink;
      return inject;
    },
    nextAt: () => (held.length === 0 ? undefined : Math.min(...held.map(({ atMs }) => atMs))),
    release: async (nowMs) => {
      const free = held.filter(({ atMs }) => atMs <= nowMs);
      held = held.filter(({ atMs }) => atMs > nowMs);
      for (const { event } of free.sort((a, b) => a.atMs - b.atMs)) await deliver(event);
    },
  };
}
