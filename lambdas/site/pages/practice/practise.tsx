import { Hono } from 'hono';
import { words } from '../../../content/words.ts';
import { notPractised, practised } from '../../../core/actions/practising.ts';
import { practiceWeek } from '../../../core/course/practice-week.ts';
import { inEachSeries, links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { isSubscribed } from '../../../core/person/subscriber.ts';
import { Submit } from '../../kit/button.tsx';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { lessonAt, type LessonOfSeries } from '../../kit/lesson-at.ts';
import { Notice } from '../../kit/notice.tsx';
import { onPerson } from '../../kit/on-person.ts';
import { respond } from '../../kit/respond.tsx';
import { WeekDays } from '../../kit/week-days.tsx';
import { PracticePage } from './practice-page.tsx';

const said = words.practise;

/** A lesson's practice, for everybody: nothing on it is about its reader. */
export const practise = new Hono<SiteEnv>()
  .get(links.practise.path, (c) => open(c, lessonAt(c.req.param('lesson'), c.var.deps.series.all)))
  .get(inEachSeries(links.practise), (c) => {
    const series = c.var.deps.series.find(c.req.param('series'));
    return open(c, series && lessonAt(c.req.param('lesson'), [series]));
  });

async function open(c: SiteContext, found: LessonOfSeries | undefined): Promise<Response> {
  if (found === undefined) return c.notFound();
  const { deps } = c.var;
  const path = deps.series.pathOf(found.series);
  c.set('open', true);
  c.set('scripts', ['practice']);
  const end = (
    <section class="join">
      <p>
        <a class="button wide" href={`${hrefIn(path, links.home)}#sign-up`}>
          {said.join}
        </a>
      </p>
      <p class="hint">{said.joinHint}</p>
    </section>
  );
  const badDay = found.series.pages.badDay && hrefIn(path, links.badDay);
  const card = { url: `${deps.siteUrl}${hrefIn(path, links.practise, { lesson: found.lesson.id })}` };
  return respond(c, {
    title: found.lesson.title,
    description: said.description({ lesson: found.lesson.title }),
    card,
    content: <PracticePage {...found} deps={deps} badDay={badDay} end={end} />,
  });
}

/**
 * The same by the link of an email, with "I did it" at its end. The days of the week are shown to whoever has just pressed that, and not to somebody who
 * opens the link of an email that was passed on.
 */
export const ownPractise = onPerson(links.ownPractise, {
  scripts: ['practice', 'busy'],
  // A practice is there for everybody, however old the email is.
  otherwise: (c) => toPublic(c, c.req.param('lesson') ?? ''),
  read: async ({ c, link, deps }) => {
    const person = await deps.subscribers.find(link.id);
    const id = c.req.param('lesson');
    // An email of a series that they were in before has one of another series.
    const own = isSubscribed(person) && lessonAt(id, [deps.series.of(person), ...deps.series.all]);
    return own ? { ...own, person } : toPublic(c, id);
  },
  take: {
    ownPractise: async ({ link, deps }) => (await practised(link.id, 0, deps)) && 'noted',
    undoPractice: async ({ form, link, deps }) => (await notPractised(link.id, form.one('day'), deps)) && 'undone',
  },
  view: ({ c, found: { lesson, series, person }, deps, link, at, done }) => {
    const week = practiceWeek(person, deps.clock.now());
    const days = week.filter(({ state }) => state === 'did').length;
    const today = week.find(({ isToday, state }) => isToday && state === 'did');
    const undo = onward(link, links.undoPractice, { lesson: c.req.param('lesson') });
    const isNoted = done === 'noted' && today !== undefined;
    const notice = isNoted ? (
      <div class="noted">
        <Notice words={said.noted({ days })} undo={{ at: undo, name: 'day', value: today.date }} />
        <WeekDays days={week} />
      </div>
    ) : (
      done === 'undone' && (
        <div class="noted">
          <Notice words={said.undone} />
        </div>
      )
    );
    const end = !isNoted && (
      <form method="post" action={at}>
        <Submit big wide busy={said.saving}>
          {said.didIt}
        </Submit>
        <p class="hint">{said.didItHint}</p>
      </form>
    );
    const badDay = series.pages.badDay && onward(link, links.ownBadDay);
    return {
      title: isNoted ? said.noted({ days }) : lesson.title,
      content: <PracticePage {...{ lesson, series, deps, badDay, notice, end }} />,
    };
  },
});

function toPublic(
  c: { var: SiteContext['var']; notFound: SiteContext['notFound']; redirect: SiteContext['redirect'] },
  id: string,
) {
  const found = lessonAt(id, c.var.deps.series.all);
  if (found === undefined) return c.notFound();
  return c.redirect(hrefIn(c.var.deps.series.pathOf(found.series), links.practise, { lesson: id }));
}
