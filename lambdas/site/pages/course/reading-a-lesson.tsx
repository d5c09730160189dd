import { Hono } from 'hono';
import { anonymousFields } from '../../../core/sending/fields-for-anybody.ts';
import { everyLesson } from '../../../core/course/course.ts';
import { hrefIn, hrefOf, inEachSeries, links } from '../../../core/mail/links.ts';
import type { MailFields, Series } from '../../../core/course/series.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import type { SiteWorld } from '../../kit/world.ts';

/** A lesson as it is mailed, to read in a browser: the same for everybody, with nobody's links in it. */
export const readingALesson = new Hono<SiteEnv>()
  // Mails from before there were several series have this address for lessons of each.
  .get(links.lesson.path, (c) => page(c, c.var.world.series.all, c.req.param('lesson')))
  .get(inEachSeries(links.lesson), (c) => {
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
  return c.html(lesson.mail.html(fields(id, series, world)));
}

/** Whoever comes here without a mail asks for their own link. */
function fields(lesson: string, series: Series, world: SiteWorld): MailFields {
  const path = world.series.pathOf(series);
  const anybody = anonymousFields(world, path);
  const ask = `${world.siteUrl}${hrefOf(links.askForLink)}`;
  const web = `${world.siteUrl}${hrefIn(path, links.lesson, { lesson })}`;
  return { ...anybody, link: { ...anybody.link, web, preferences: ask, unsubscribe: ask, again: anybody.link.home } };
}
