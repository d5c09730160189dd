import type { Temporal } from 'temporal-polyfill';
import { inWords, isoSeconds } from './instants.ts';

/** Steps that have a button of their own. */
export const steps = [
  { by: 'tick', name: 'To the next quarter hour' },
  { by: 'day', name: 'One day on' },
  { by: 'week', name: 'One week on' },
] as const;
export type Step = (typeof steps)[number]['by'];

/** Where a step leads. */
export function stepFrom(by: Step, now: Temporal.Instant, nextTick: Temporal.Instant): Temporal.Instant {
  if (by === 'tick') return nextTick;
  return now.add({ hours: by === 'day' ? 24 : 7 * 24 });
}

/** The clock, and the ways to move it. */
export function ClockPage({
  now,
  nextTick,
  error,
}: {
  now: Temporal.Instant;
  nextTick: Temporal.Instant;
  error?: string;
}) {
  return (
    <>
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <p class="now">{inWords(now)}</p>
      <p class="note">
        The next quarter hour to be worked through is {inWords(nextTick)}. Moving the clock works through every one on
        the way, in order, and every mail that is due leaves. It never goes back.
      </p>
      {steps.map(({ by, name }) => (
        <form method="post" action="/local/clock">
          <input type="hidden" name="by" value={by} />
          <button type="submit">{name}</button>
        </form>
      ))}
      <form method="post" action="/local/clock">
        <label>
          To an instant (UTC)
          <input type="datetime-local" name="to" required value={isoSeconds(now.add({ hours: 24 })).slice(0, 16)} />
        </label>
        <button type="submit">Go there</button>
      </form>
    </>
  );
}
