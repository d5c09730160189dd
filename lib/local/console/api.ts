import { Hono, type Context } from 'hono';
import type { ConsoleWorld } from './app.tsx';
import { isoSeconds, parseInstant } from './instants.ts';

/** The console for programs, below `/local/api`: tests and demos read the mails and move the clock. */
export function consoleApi(world: ConsoleWorld): Hono {
  const api = new Hono();
  const clock = () => ({ now: isoSeconds(world.now()), nextTick: isoSeconds(world.nextTick()) });

  /** Mails, oldest first; `?to=` keeps those to one address, `?after=` those after a mail's id. */
  api.get('/mails', (context) => {
    const { to, after } = context.req.query();
    const mails = world.mails?.mails() ?? [];
    const from = after === undefined ? 0 : mails.findIndex(({ messageId }) => messageId === after) + 1;
    const found = mails.slice(from).filter(({ destinations }) => to === undefined || destinations.includes(to));
    return context.json(
      found.map(({ messageId, destinations, subject, sentAt, tags }) => ({
        id: messageId,
        to: destinations.join(', '),
        subject,
        sentAt,
        delivery: tags['delivery'] ?? null,
        raw: world.mails!.raw(messageId).toString('utf8'),
      })),
    );
  });

  /** Everyone who signed up, as the console's table shows them. */
  api.get('/people', async (context) => context.json(await world.people()));

  api.get('/clock', (context) => context.json(clock()));
  api.post('/clock', async (context) => {
    const body = await jsonBody(context);
    const to = parseInstant(body?.['to']);
    if (to === undefined)
      return context.json({ error: 'Send {"to":"<ISO instant>"}, such as 2026-12-24T18:00:00Z.' }, 400);
    try {
      await world.advanceTo(to);
    } catch (error) {
      if (error instanceof RangeError) return context.json({ error: error.message }, 400);
      throw error;
    }
    return context.json(clock());
  });

  /** Changes when a page that shows mails, people or the clock is out of date. */
  api.get('/state', async (context) =>
    context.json({
      mails: world.mails?.mails().length ?? 0,
      now: isoSeconds(world.now()).slice(0, 16),
      stopped: (await world.stopped()) ?? null,
    }),
  );
  return api;
}

async function jsonBody(context: Context): Promise<Record<string, unknown> | undefined> {
  try {
    const body: unknown = await context.req.json();
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
