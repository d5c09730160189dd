import { Hono, type Context } from 'hono';
import type { Child } from 'hono/jsx';
import { secureHeaders } from 'hono/secure-headers';
import type { Temporal } from 'temporal-polyfill';
import type { AcceptedMail, SesEngine } from '../engines/ses.ts';
import { advance } from './advance.ts';
import { consoleApi } from './api.ts';
import { ClockPage, stepFrom, steps } from './clock-page.tsx';
import { Inbox, Mail } from './inbox.tsx';
import { parseInstant } from './instants.ts';
import { Layout } from './layout.tsx';
import type { PersonRow } from './people.ts';
import { PeopleTable } from './people-table.tsx';
import { rawOf, readMail } from './read-mail.ts';
import { script } from './script.ts';
import { styleSheet } from './style.ts';

/** What the console shows and moves. */
export interface ConsoleWorld {
  siteUrl: string;
  now: () => Temporal.Instant;
  nextTick: () => Temporal.Instant;
  /** @throws RangeError when that would be back in time, and what keeps the service from working */
  advanceTo: (instant: Temporal.Instant) => Promise<void>;
  /** Undefined where SES is elsewhere. */
  mails: Pick<SesEngine, 'mails' | 'indexOf' | 'raw'> | undefined;
  people: () => Promise<PersonRow[]>;
  /** What is wrong with the disk, in words. */
  trouble: () => string | undefined;
  /** Why no mail goes out at the moment, in words. */
  stopped: () => Promise<string | undefined>;
  /** Hears what went wrong; the answer never tells. */
  onError: (error: unknown) => void;
}

/** The developer's console, below `/local`: mails, people, the clock, and the same as a JSON API. Serve it behind `pageGuard`. */
export function consoleApp(world: ConsoleWorld): (request: Request) => Response | Promise<Response> {
  const app = new Hono().basePath('/local');
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  // Before the pages' own headers: a mail's HTML gets a policy of its own.
  app.get('/mail/:id/html', (context) => mailHtml(context, world));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ['data:'],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );

  const page = async (
    context: Context,
    title: string,
    children: Child,
    options: { live?: boolean; status?: 200 | 400 | 404 | 503 } = {},
  ) =>
    context.html(
      <Layout
        title={title}
        path={context.req.path}
        now={world.now()}
        siteUrl={world.siteUrl}
        live={options.live ?? false}
        stopped={await world.stopped()}
      >
        {children}
      </Layout>,
      options.status ?? 200,
    );
  const clockPage = (context: Context, error?: string, status: 400 | 503 = 400) =>
    page(
      context,
      'Clock',
      <ClockPage now={world.now()} nextTick={world.nextTick()} {...(error !== undefined && { error })} />,
      error === undefined ? { live: true } : { status },
    );
  const noMail = (context: Context) =>
    page(context, 'No such mail', <p>It may have been deleted with the data folder.</p>, { status: 404 });

  app.get('/', (context) => {
    if (world.mails === undefined)
      return page(context, 'Mail', <p>Mail goes to another SES endpoint and is not kept here.</p>);
    const number = Math.max(1, Math.floor(Number(context.req.query('page') ?? '1')) || 1);
    return page(context, 'Mail', <Inbox mails={world.mails.mails()} page={number} />, { live: number === 1 });
  });
  app.get('/mail/:id', async (context) => {
    const found = findMail(world, context.req.param('id'));
    if (found === undefined) return noMail(context);
    const { mail, raw } = found;
    const read = await readMail(raw);
    return page(context, mail.subject || '(no subject)', <Mail mail={mail} read={read} />);
  });
  app.get('/mail/:id/raw', async (context) => {
    const found = findMail(world, context.req.param('id'));
    if (found === undefined) return noMail(context);
    const { mail, raw } = found;
    return context.body(new Uint8Array(raw), 200, {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${mail.messageId}.eml"`,
    });
  });
  app.get('/people', async (context) =>
    page(context, 'People', <PeopleTable people={await world.people()} />, { live: true }),
  );
  app.get('/clock', (context) => clockPage(context));
  app.post('/clock', async (context) => {
    const form = await context.req.parseBody();
    const step = steps.find(({ by }) => by === form['by']);
    const to = step === undefined ? parseInstant(form['to']) : stepFrom(step.by, world.now(), world.nextTick());
    if (to === undefined) return clockPage(context, 'Please give a date and a time, such as 2026-12-24T18:00.');
    const refusal = await advance(world, to);
    if (refusal !== undefined) return clockPage(context, refusal.error, refusal.status);
    return context.redirect('/local/clock', 303);
  });
  app.get('/console.css', (context) => context.body(styleSheet, 200, { 'content-type': 'text/css' }));
  app.get('/console.js', (context) => context.body(script, 200, { 'content-type': 'text/javascript' }));
  app.route('/api', consoleApi(world));
  app.notFound((context) =>
    page(context, 'No such page', <p>The console has mail, people and the clock.</p>, { status: 404 }),
  );
  app.onError((error, context) => {
    world.onError(error);
    return context.text('Something went wrong; the terminal in which the service runs says what.\n', 500);
  });
  return (request) => app.fetch(request);
}

/** The HTML part for the frames: nothing runs, nothing is fetched, and a link opens beside the console. */
async function mailHtml(context: Context, world: ConsoleWorld): Promise<Response> {
  const found = findMail(world, context.req.param('id')!);
  const read = found && (await readMail(found.raw));
  if (read?.html === undefined) return context.notFound();
  context.header(
    'content-security-policy',
    `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: ${world.siteUrl}; frame-ancestors 'self'`,
  );
  context.header('referrer-policy', 'no-referrer');
  return context.html(read.html.replace(/<head[^>]*>/i, '$&<base target="_blank">'));
}

/** A mail and its source; undefined where either is not there. */
function findMail(world: ConsoleWorld, id: string): { mail: AcceptedMail; raw: Buffer } | undefined {
  const index = world.mails?.indexOf(id);
  const mail = index === undefined ? undefined : world.mails!.mails()[index];
  const raw = rawOf(world, id);
  return mail === undefined || raw === undefined ? undefined : { mail, raw };
}
