import type { Context } from 'hono';
import type { Temporal } from 'temporal-polyfill';
import { inWords, isoSeconds, parseInstant } from '../../console/instants.ts';
import { consolePath, type Section } from '../../console/section.ts';
import { advance, type MovableClock } from './advance.ts';

const path = '/clock';

/** Its text changes with the quarter hour, with every mail and when mail stops: whatever a page shows. */
export const statePath = `${consolePath}/api/state`;

/**
 * The clock, and the ways to move it; and for scripts, at `/local/api/clock`.
 *
 * @param state - what else changes what pages show
 */
export function clockSection(clock: MovableClock, state: () => Promise<object>): Section {
  const told = () => ({ now: isoSeconds(clock.now()), nextTick: isoSeconds(clock.nextTick()) });
  return {
    name: 'Clock',
    path,
    routes: (app, page) => {
      const clockPage = (context: Context, error?: string, status: 400 | 503 = 400) =>
        page(
          context,
          'Clock',
          <ClockPage now={clock.now()} nextTick={clock.nextTick()} error={error} />,
          error === undefined ? { follows: statePath } : { status },
        );
      app.get(path, (context) => clockPage(context));
      app.post(path, async (context) => {
        const form = await context.req.parseBody();
        const step = steps.find(({ by }) => by === form['by']);
        const to = step === undefined ? parseInstant(form['to']) : stepFrom(step.by, clock.now(), clock.nextTick());
        if (to === undefined) return clockPage(context, 'Please give a date and a time, such as 2026-12-24T18:00.');
        const refusal = await advance(clock, to);
        if (refusal !== undefined) return clockPage(context, refusal.error, refusal.status);
        return context.redirect(consolePath + path, 303);
      });
      app.get('/api/clock', (context) => context.json(told()));
      app.post('/api/clock', async (context) => {
        const body: unknown = await context.req.json().catch(() => undefined);
        const to = parseInstant((body as { to?: unknown } | null | undefined)?.to);
        if (to === undefined)
          return context.json({ error: 'Send {"to":"<ISO instant>"}, such as 2026-12-24T18:00:00Z.' }, 400);
        const refusal = await advance(clock, to);
        if (refusal !== undefined) return context.json({ error: refusal.error, ...told() }, refusal.status);
        return context.json(told());
      });
      app.get('/api/state', async (context) => context.json({ now: told().now.slice(0, 16), ...(await state()) }));
    },
  };
}

/** Steps that have a button of their own. */
const steps = [
  { by: 'tick', name: 'To the next quarter hour' },
  { by: 'day', name: 'One day on' },
  { by: 'week', name: 'One week on' },
] as const;
type Step = (typeof steps)[number]['by'];

/** Where a step leads. */
function stepFrom(by: Step, now: Temporal.Instant, nextTick: Temporal.Instant): Temporal.Instant {
  if (by === 'tick') return nextTick;
  return now.add({ hours: by === 'day' ? 24 : 7 * 24 });
}

/** The clock, and the ways to move it. */
function ClockPage({
  now,
  nextTick,
  error,
}: {
  now: Temporal.Instant;
  nextTick: Temporal.Instant;
  error: string | undefined;
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
        <form method="post" action={consolePath + path}>
          <input type="hidden" name="by" value={by} />
          <button type="submit">{name}</button>
        </form>
      ))}
      <form method="post" action={consolePath + path}>
        <label>
          To an instant (UTC)
          <input type="datetime-local" name="to" required value={isoSeconds(now.add({ hours: 24 })).slice(0, 16)} />
        </label>
        <button type="submit">Go there</button>
      </form>
    </>
  );
}
