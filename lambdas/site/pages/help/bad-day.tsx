import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { onDemandDaysApart } from '../../../core/mail/mail-kinds.ts';
import { isoInstant } from '../../../core/time/calendar.ts';
import { lessonOnDemand } from '../../../core/course/course.ts';
import type { Series, SeriesPages } from '../../../core/course/series.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import { hrefIn, inEachSeries, links } from '../../../core/mail/links.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { FirstNumbers, useHelpHref } from '../../kit/help-contacts.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';
import type { SiteDeps } from '../../kit/deps.ts';

type Page = NonNullable<SeriesPages['badDay']>;
type LessonWords = NonNullable<Page['lesson']>;

/**
 * First aid for a bad day, at once and for anybody. Whoever comes by the link of a mail can have a lesson mailed as well. What helps depends on what a
 * series is about: one that has no such page leads to when to get help.
 */
export const badDay = new Hono<SiteEnv>()
  .get(links.badDay.path, (c) => open(c, c.var.deps.series.first))
  .get(inEachSeries(links.badDay), (c) => open(c, c.var.deps.series.find(c.req.param('series'))))
  .get(links.ownBadDay.path, async (c) => {
    // First aid does not wait for a good link, nor for the table: whatever is wrong, the page shows.
    const link = await openLink(c, links.ownBadDay).catch(() => ({ open: false as const }));
    const own = link.open ? await seriesFor(link.id, c.var.deps).catch(() => undefined) : undefined;
    return show(c, own ?? { series: c.var.deps.series.first, hasLesson: false });
  })
  .post(links.ownBadDay.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.ownBadDay);
    if (!link.open) return link.answer;
    const { deps } = c.var;
    const own = (await seriesFor(link.id, deps)) ?? { series: deps.series.first, hasLesson: false };
    const words = own.series.pages.badDay?.lesson;
    // Nothing is announced that their course does not have.
    if (!own.hasLesson || words === undefined) return show(c, own);
    await deps.queues.account({
      kind: 'on-demand',
      id: link.id,
      askedAt: isoInstant(deps.clock.now()),
      attempt: 0,
    });
    const content = (
      <Sheet heading={words.sent}>
        <p>{words.sentAbout({ days: onDemandDaysApart })}</p>
        <p>
          <a href={c.req.path}>{words.back}</a>
        </p>
      </Sheet>
    );
    return respond(c, { title: words.sent, content });
  });

/** The series that somebody is in, and whether it has a lesson to mail at once; undefined for nobody. */
async function seriesFor(id: string, { subscribers, series }: SiteDeps) {
  const person = await subscribers.find(id);
  if (!isPerson(person)) return undefined;
  const own = series.of(person);
  return { series: own, hasLesson: lessonOnDemand(own) !== undefined };
}

async function open(c: SiteContext, series: Series | undefined): Promise<Response> {
  if (series === undefined) return c.notFound();
  c.set('open', true);
  return show(c, { series, hasLesson: false });
}

async function show(c: SiteContext, { series, hasLesson }: { series: Series; hasLesson: boolean }): Promise<Response> {
  const page = series.pages.badDay;
  const path = c.var.deps.series.pathOf(series);
  if (page === undefined) return c.redirect(hrefIn(path, links.help));
  const lesson = hasLesson ? page.lesson : undefined;
  const content = <BadDay page={page} path={path} lesson={lesson} action={c.req.path} />;
  return respond(c, { title: page.title, content });
}

interface BadDayProps {
  page: Page;
  /** What the addresses of the series' pages begin with. */
  path: string;
  /** Of the card that mails a lesson to the form's address; undefined where none is to be mailed. */
  lesson: LessonWords | undefined;
  action: string;
}

function BadDay({ page, path, lesson, action }: BadDayProps) {
  const parts = {
    help: useHelpHref(path),
    FirstNumbers: <FirstNumbers />,
    Lesson: lesson && <LessonCard words={lesson} action={action} />,
  };
  return <div class="narrow">{page.body<Child>(parts, raw)}</div>;
}

function LessonCard({ words, action }: { words: LessonWords; action: string }) {
  return (
    <section class="card" aria-labelledby="mail">
      <p class="kind">{words.kind}</p>
      <h2 id="mail">{words.heading}</h2>
      <p>{words.about}</p>
      <form method="post" action={action}>
        <button type="submit">{words.button}</button>
      </form>
    </section>
  );
}
