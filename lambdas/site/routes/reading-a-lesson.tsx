import { Hono } from 'hono';
import { fieldsForAnybody } from '../../core/fields-for-anybody.ts';
import { everyLesson } from '../../core/course.ts';
import type { MailFields } from '../../core/series.ts';
import type { SiteEnv } from '../env.ts';
import type { SiteWorld } from '../world.ts';

/** A lesson as it is mailed, to read in a browser: the same for everybody, with nobody's links in it. */
export const readingALesson = new Hono<SiteEnv>().get('/lesson/:id', (c) => {
  const { world } = c.var;
  const lesson = everyLesson(world.series).find(({ id }) => id === c.req.param('id'));
  if (lesson === undefined) return c.notFound();
  c.set('open', true);
  c.set('mail', true);
  return c.html(lesson.mail.html(fields(lesson.id, world)));
});

/** Whoever comes here without a mail asks for their own link. */
function fields(id: string, world: SiteWorld): MailFields {
  const anybody = fieldsForAnybody(world);
  const [ask, web] = [`${world.siteUrl}/link`, `${world.siteUrl}/lesson/${id}`];
  return { ...anybody, link: { ...anybody.link, web, preferences: ask, unsubscribe: ask, again: anybody.link.home } };
}
