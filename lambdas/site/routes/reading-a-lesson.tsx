import { Hono } from 'hono';
import { fieldsForAnybody } from '../../core/fields-for-anybody.ts';
import { everyLesson } from '../../core/course.ts';
import type { MailFields, Series } from '../../core/series.ts';
import type { SiteContext, SiteEnv } from '../env.ts';
import { lessonPath } from '../parts/settings-link.tsx';
import type { SiteWorld } from '../world.ts';

/** A lesson as it is mailed, to read in a browser: the same for everybody, with nobody's links in it. */
export const readingALesson = new Hono<SiteEnv>()
  // Mails from before there were several series have this address for lessons of each.
  .get('/lesson/:lesson', (c) => page(c, c.var.world.series.all, c.req.param('lesson')))
  .get('/series/:series/lesson/:lesson', (c) => {
    const series = c.var.world.series.find(c.req.param('series'));
    return page(c, series === undefined ? [] : [series], c.req.param('lesson'));
  });

/** The lesson of the first series that has it. */
function page(c: SiteContext, among: readonly Series[], id: string): Response | Promise<Response> {
  const { world } = c.var;
  const series = among.find((one) => everyLesson(one).some((lesson) => lesson.id === id));
  const lesson = series && everyLesson(series).find((one) => one.id === id);
  if (series === undefined || lesson === undefined) return c.notFound();
  c.set('open', true);
  c.set('mail', true);
  return c.html(lesson.mail.html(fields(lessonPath(id, series, world), series, world)));
}

/** Whoever comes here without a mail asks for their own link. */
function fields(path: string, series: Series, world: SiteWorld): MailFields {
  const anybody = fieldsForAnybody(world, world.series.pathOf(series));
  const [ask, web] = [`${world.siteUrl}/link`, `${world.siteUrl}${path}`];
  return { ...anybody, link: { ...anybody.link, web, preferences: ask, unsubscribe: ask, again: anybody.link.home } };
}
