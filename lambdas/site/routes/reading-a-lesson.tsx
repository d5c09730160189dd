import { Hono } from 'hono';
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
  return c.html(lesson.mail.html(fieldsForAnybody(world)));
});

function fieldsForAnybody({ sender, siteUrl }: SiteWorld): MailFields {
  const page = (path: string) => `${siteUrl}${path}`;
  return {
    firstName: '',
    schedule: '',
    nextLesson: '',
    coach: '',
    sender: { name: sender.name, postalAddress: sender.postalAddress },
    link: {
      home: page('/'),
      confirm: '',
      checkIn: '',
      progress: '',
      badDay: page('/bad-day'),
      preferences: page('/link'),
      unsubscribe: page('/link'),
      help: page('/help'),
      sources: page('/sources'),
      again: page('/'),
    },
  };
}
