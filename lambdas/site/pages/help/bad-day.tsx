import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { words as siteWords } from '../../../content/words.ts';
import { onDemandDaysApart } from '../../../core/mail/mail-kinds.ts';
import { isoInstant } from '../../../core/time/calendar.ts';
import { lessonOnDemand } from '../../../core/course/course.ts';
import type { Series, SeriesPages } from '../../../core/course/series.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import { inEachSeries, links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { onPerson } from '../../kit/on-person.ts';
import { FirstNumbers, useHelpHref } from '../../kit/help-contacts.tsx';
import { LessonIn } from '../../kit/lessons-in.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';
import type { SiteDeps } from '../../kit/deps.ts';

type Page = NonNullable<SeriesPages['badDay']>;
type LessonWords = NonNullable<Page['lesson']>;

/**
 * First aid for a bad day, at once and for anybody. What helps depends on what a series is about: one that has no such page leads to when to get help.
 */
export const badDay = new Hono<SiteEnv>()
  .get(links.badDay.path, (c) => open(c, c.var.deps.series.first))
  .get(inEachSeries(links.badDay), (c) => open(c, c.var.deps.series.find(c.req.param('series'))));

/** The same by the link of an email, for whoever is in a course that has a lesson to mail at once. */
export const ownBadDay = onPerson(links.ownBadDay, {
  // First aid does not wait for a good link, nor for the table: whatever is wrong, the page shows.
  otherwise: (c) => show(c, ofNobody(c.var.deps)),
  read: async ({ c, link, deps }) => {
    const own = (await seriesFor(link.id, deps).catch(() => undefined)) ?? ofNobody(deps);
    return own.series.pages.badDay === undefined ? show(c, own) : { ...own, page: own.series.pages.badDay };
  },
  take: {
    ownBadDay: async ({ link, deps }) => {
      const own = await seriesFor(link.id, deps);
      // Nothing is announced that their course does not have.
      if (own?.hasLesson !== true || own.series.pages.badDay?.lesson === undefined) return false;
      await deps.queues.account({ kind: 'on-demand', id: link.id, askedAt: isoInstant(deps.clock.now()), attempt: 0 });
      return 'sent';
    },
  },
  say: { sent: ({ page }) => page.lesson?.sent ?? page.title },
  view: ({ found: { page, ...own }, deps, at, said }) => {
    const lesson = own.hasLesson ? page.lesson : undefined;
    if (said === undefined || lesson === undefined) {
      const path = deps.series.pathOf(own.series);
      return {
        title: page.title,
        content: <BadDay page={page} path={path} series={own.series} lesson={lesson} action={at} />,
      };
    }
    const content = (
      <Sheet heading={said}>
        <p>{lesson.sentAbout({ days: onDemandDaysApart })}</p>
        <p>
          <a href={at}>{lesson.back}</a>
        </p>
      </Sheet>
    );
    return { title: said, content };
  },
});

function ofNobody({ series }: SiteDeps) {
  return { series: series.first, hasLesson: false };
}

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
  return show(c, { series });
}

/** The page as everybody may read it. */
async function show(c: SiteContext, { series }: { series: Series }): Promise<Response> {
  const page = series.pages.badDay;
  const path = c.var.deps.series.pathOf(series);
  if (page === undefined) return c.redirect(hrefIn(path, links.help));
  return respond(c, {
    title: page.title,
    description: siteWords.descriptions.badDay,
    content: <BadDay page={page} path={path} series={series} lesson={undefined} action={c.req.path} />,
  });
}

interface BadDayProps {
  page: Page;
  /** What the addresses of the series' pages begin with. */
  path: string;
  series: Series;
  /** Of the card that mails a lesson to the form's address; undefined where none is to be mailed. */
  lesson: LessonWords | undefined;
  action: string;
}

function BadDay({ page, path, series, lesson, action }: BadDayProps) {
  const parts = {
    help: useHelpHref(path),
    FirstNumbers: <FirstNumbers />,
    Lesson: lesson && <LessonCard words={lesson} series={series} action={action} />,
  };
  return <div class="narrow">{page.body<Child>(parts, raw)}</div>;
}

function LessonCard({ words, series, action }: { words: LessonWords; series: Series; action: string }) {
  return (
    <section class="card" aria-labelledby="mail">
      <p class="kind">{words.kind}</p>
      <h2 id="mail">{words.heading}</h2>
      <p>{words.about}</p>
      <LessonIn series={series} />
      <form method="post" action={action}>
        <button type="submit">{words.button}</button>
      </form>
    </section>
  );
}
