import { Hono, type Context } from 'hono';
import * as z from 'zod';
import type { ConsoleWorld } from './app.tsx';
import { advance } from './advance.ts';
import { isoSeconds, parseInstant } from './instants.ts';
import { mailsPage, PageRequest } from './mails-page.ts';

/** The console for programs, below `/local/api`: tests and demos read the mails and move the clock. */
export function consoleApi(world: ConsoleWorld): Hono {
  const api = new Hono();
  const clock = () => ({ now: isoSeconds(world.now()), nextTick: isoSeconds(world.nextTick()) });

  /** A page of the mails, oldest first: README, "Scripting the local home". */
  api.get('/mails', (context) => {
    const asked = PageRequest.safeParse(context.req.query());
    if (!asked.success) return context.json({ error: z.prettifyError(asked.error) }, 400);
    const page = mailsPage(world.mails, asked.data);
    if (page === undefined) return context.json({ error: `No mail has the id ${asked.data.cursor}.` }, 400);
    return context.json(page);
  });

  /** Everyone who signed up, as the console's table shows them. */
  api.get('/people', async (context) => context.json(await world.people()));

  api.get('/clock', (context) => context.json(clock()));
  api.post('/clock', async (context) => {
    const body = await jsonBody(context);
    const to = parseInstant(body?.['to']);
    if (to === undefined)
      return context.json({ error: 'Send {"to":"<ISO instant>"}, such as 2026-12-24T18:00:00Z.' }, 400);
    const refusal = await advance(world, to);
    if (refusal !== undefined) return context.json({ error: refusal.error, ...clock() }, refusal.status);
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
