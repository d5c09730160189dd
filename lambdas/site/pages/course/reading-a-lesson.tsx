import { Hono } from 'hono';
import { anonymousFields } from '../../../core/sending/fields-for-anybody.ts';
import { everyLesson } from '../../../core/course/course.ts';
import { inEachSeries, links } from '../../../core/mail/links.ts';
import type { MailFields, Series } from '../../../core/course/series.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import type { SiteDeps } from '../../kit/deps.ts';

/** A lesson as it is mailed, to read in a browser: the same for everybody, with nobody's links in it. */
export const readingALesson = new Hono<SiteEnv>()
  // Mails from before there were several series have this address for lessons of each.
  .get(links.lesson.path, (c) => page(c, c.var.deps.series.all, c.req.param('lesson')))
  .get(inEachSeries(links.lesson), (c) => {
    const series = c.var.deps.series.find(c.req.param('series'));
    return page(c, series === undefined ? [] : [series], c.req.param('lesson'));
  });

/** The lesson of the first series that has it. */
function page(c: SiteContext, among: readonly Series[], id: string): Response | Promise<Response> {
  const { deps } = c.var;
  const series = among.find((one) => everyLesson(one).some((lesson) => lesson.id === id));
  const lesson = series && everyLesson(series).find((one) => one.id === id);
  if (series === undefined || lesson === undefined) return c.notFound();
  c.set('open', true);
  c.set('mail', true);
  return c.html(lesson.mail.html(fields(id, series, deps)));
}

/** The whole of it, about nobody. The list of signs stands with the first lesson, which is what most people read before they sign up. */
function fields(lesson: string, series: Series, deps: SiteDeps): MailFields {
  const first = series.lessons[0]?.id === lesson ? 'yes' : '';
  return { ...anonymousFields(deps, deps.series.pathOf(series)), first, whole: 'yes' };
}
