import { Hono, type Context } from 'hono';
import type { Child } from 'hono/jsx';
import { secureHeaders } from 'hono/secure-headers';
import { dynamoCounts } from '../../../lambdas/adapters/dynamo/counts.ts';
import { pictureFolder } from '../../../lambdas/adapters/picture-folder.ts';
import { isoInstant } from '../../../lambdas/core/time/calendar.ts';
import { everyLesson } from '../../../lambdas/core/course/course.ts';
import { anonymousFields } from '../../../lambdas/core/sending/fields-for-anybody.ts';
import { links } from '../../../lambdas/core/mail/links.ts';
import type { Series } from '../../../lambdas/core/course/series.ts';
import { everyQueueName } from '../../local/queues.ts';
import type { Home } from '../home.ts';
import { OperatorError } from '../home-error.ts';
import { moveDeadLetters } from '../move-dead-letters.ts';
import { formatSendState, readGate, readStatus } from '../status.ts';
import { actions } from '../subscriber/act.ts';
import { explain } from '../subscriber/explain.ts';
import { buildIn, roots } from '../../roots.ts';
import { idOfWho, isWhole, knownOf } from '../subscriber/find.ts';
import { lookUp, lookUpInWords } from '../subscriber/look-up.ts';
import { release, suppress } from '../suppression/change.ts';
import { listSuppressed } from '../suppression/list.ts';
import { suppressionWorld } from '../suppression/world.ts';
import { guardConsole } from './guard.ts';
import { Layout } from './layout.tsx';
import { LessonPage, Lessons } from './lessons.tsx';
import { MailPage } from './mail.tsx';
import { Overview } from './overview.tsx';
import { Person, Search } from './people.tsx';
import { SeriesChoice } from './series-choice.tsx';
import { SuppressionPage } from './suppression.tsx';
import { consoleStyle } from './style.ts';

/** What buttons did, by the word that the address of the next page carries: nothing that somebody typed comes back. */
const doneWords: Record<string, string> = {
  halt: 'All mail is halted.',
  go: 'Mail goes out again. What waited comes within a quarter of an hour.',
  redrive: 'Put back on the queue.',
  pause: 'Paused.',
  resume: 'The pause is over.',
  unsubscribe: 'Unsubscribed.',
  erase: 'Erased.',
  link: 'A link is on its way to them.',
  nothing: 'Nothing was changed: see how they stand.',
  suppressed: 'The address is on SES’s list and on our record.',
  released: 'The address is on neither list any more. They have to sign up again.',
  'on-neither': 'The address was on neither list.',
};

const pictures = pictureFolder(buildIn(roots.project, 'pictures'));

/** The operator's console: the same calls as the command line, for one browser of this machine. */
export function operatorConsole(home: Home, entrance: Parameters<typeof guardConsole>[1]): Hono {
  const app = new Hono();
  const counts = (series: Series) => dynamoCounts(home.table).read(series.id);
  const chosen = (context: Context) => home.series.find(context.req.query('series') ?? '') ?? home.series.first;
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  // Before the door: a mail is shown in a frame without an origin, whose requests carry no cookie, and pictures are for everybody anyway.
  app.get(links.picture.path, async (context) => {
    const picture = await pictures(context.req.param('file'));
    return picture === undefined ? context.notFound() : context.body(picture, 200, { 'content-type': 'image/png' });
  });
  guardConsole(app, entrance);
  app.get('/console.css', (context) => context.body(consoleStyle, 200, { 'content-type': 'text/css; charset=utf-8' }));
  // Before the pages' own headers: a mail has its look in itself.
  app.get('/lessons/:id/html', (context) => lessonHtml(context, home, chosen(context)));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        // Charts carry a style of their own.
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameSrc: ["'self'"],
        imgSrc: ['data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );

  const page = async (context: Context, title: string, children: Child, status: 200 | 400 | 404 = 200) => {
    const gate = await readGate(home);
    const stopped = gate.restored || gate.halted !== undefined || gate.circuit !== undefined;
    return context.html(
      <Layout
        title={title}
        path={context.req.path}
        home={home.name}
        stopped={stopped ? formatSendState(gate) : undefined}
        done={doneWords[context.req.query('done') ?? '']}
      >
        {children}
      </Layout>,
      status,
    );
  };

  app.get('/', async (context) => {
    const series = chosen(context);
    const [status, counted] = await Promise.all([readStatus(home), counts(series)]);
    const choice = <SeriesChoice path="/" library={home.series} chosen={series} />;
    return page(context, 'Overview', <Overview status={status} counts={counted} series={series} choice={choice} />);
  });
  app.get('/mail', async (context) => page(context, 'Mail', <MailPage status={await readStatus(home)} />));
  app.get('/lessons', async (context) => {
    const series = chosen(context);
    const choice = <SeriesChoice path="/lessons" library={home.series} chosen={series} />;
    const counted = (await counts(series)).now;
    return page(context, 'Lessons', <Lessons series={series} counts={counted} choice={choice} />);
  });
  app.get('/lessons/:id', async (context) => {
    const series = chosen(context);
    const lesson = everyLesson(series).find(({ id }) => id === context.req.param('id'));
    if (lesson === undefined) return page(context, 'No such lesson', <p>It is not in this series.</p>, 404);
    const counted = (await counts(series)).now;
    return page(context, lesson.title, <LessonPage lesson={lesson} series={series} counts={counted} />);
  });
  app.get('/people', async (context) => {
    const who = context.req.query('who')?.trim() ?? '';
    if (who === '') return page(context, 'People', <Search who="" />);
    if (isWhole(who)) return context.redirect(`/people/${await idOfWho(who, home)}`, 303);
    const result = await lookUp(who, home);
    const error = result.found.length === 0 ? lookUpInWords(result) : undefined;
    return page(context, 'People', <Search who={who} error={error} result={result} />);
  });
  const suppression = async (context: Context, error?: string) =>
    page(
      context,
      'Suppression',
      <SuppressionPage report={await listSuppressed(await suppressionWorld(home))} error={error} />,
      error === undefined ? 200 : 400,
    );
  app.get('/suppression', (context) => suppression(context));
  app.post('/suppression/:change{add|remove}', async (context) => {
    const { change } = context.req.param();
    const { address = '', reason } = await context.req.parseBody<{ address?: string; reason?: string }>();
    const world = await suppressionWorld(home);
    try {
      if (change === 'remove') {
        const { ours, ses } = await release(address, world);
        return context.redirect(`/suppression?done=${ours || ses ? 'released' : 'on-neither'}`, 303);
      }
      await suppress(address, reason === 'bounce' ? 'bounce' : 'complaint', world);
      return context.redirect('/suppression?done=suppressed', 303);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      return suppression(context, error.message);
    }
  });
  app.get('/people/:id', async (context) => {
    const { id } = context.req.param();
    if (!isWhole(id)) return page(context, 'No such person', <p>That is no subscriber id.</p>, 404);
    const known = await knownOf(id, home);
    return page(context, 'Person', <Person explanation={explain(known, home.series, home.clock.now())} />);
  });
  app.post('/people/:id/:action', async (context) => {
    const { id, action } = context.req.param();
    const act = Object.entries(actions).find(([name]) => name === action)?.[1];
    if (act === undefined || !isWhole(id)) return page(context, 'No such action', <p>There is no such action.</p>, 404);
    const { until = '' } = await context.req.parseBody<{ until?: string }>();
    const isDone = await act(id, home, until);
    return context.redirect(`/people/${id}?done=${isDone ? action : 'nothing'}`, 303);
  });
  app.post('/halt', async (context) => {
    const { why = '' } = await context.req.parseBody<{ why?: string }>();
    await home.control.halt({ why: why.slice(0, 200), at: isoInstant(home.clock.now()) });
    return context.redirect('/mail?done=halt', 303);
  });
  app.post('/go', async (context) => {
    await home.control.resumeSending();
    return context.redirect('/mail?done=go', 303);
  });
  app.post('/redrive/:queue', async (context) => {
    const name = everyQueueName.find((one) => one === context.req.param('queue'));
    const queue = name && home.queues[name];
    if (queue === undefined) return page(context, 'No such queue', <p>There is no such queue.</p>, 404);
    const { url, deadLetterUrl } = queue;
    await moveDeadLetters({ from: deadLetterUrl, to: url }, home.sqs, () => undefined);
    return context.redirect('/mail?done=redrive', 303);
  });
  app.notFound((context) => page(context, 'No such page', <p>There is nothing here.</p>, 404) as Promise<Response>);
  return app;
}

/** A lesson as it arrives, about nobody. */
function lessonHtml(context: Context, home: Home, series: Series): Response {
  const lesson = everyLesson(series).find(({ id }) => id === context.req.param('id'));
  if (lesson === undefined) return context.text('There is no such lesson.\n', 404);
  const siteUrl = new URL(context.req.url).origin;
  const html = lesson.mail.html(anonymousFields({ sender: { name: home.name, postalAddress: '' }, siteUrl }));
  return context.html(html, 200, {
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; img-src ${siteUrl}; frame-ancestors 'self'`,
    'referrer-policy': 'no-referrer',
  });
}
