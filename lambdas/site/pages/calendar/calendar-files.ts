import { Hono } from 'hono';
import { everyLesson } from '../../../core/course/course.ts';
import { practiceEvents, weeklyPractice } from '../../../core/course/practice-days.ts';
import { links } from '../../../core/mail/links.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { openLink } from '../../kit/links.tsx';
import { active } from '../unsubscribe/standing.tsx';
import { feedFile, practiceFile } from './icalendar.ts';

/** What calendar programs get: the practice of one lesson, and what is at the private address that they look at again and again. */
export const calendarFiles = new Hono<SiteEnv>()
  .get(links.practice.path, async (c) => {
    const link = await openLink(c, links.practice);
    if (!link.open) return link.answer;
    const { deps } = c.var;
    const person = await active({ c, link, deps });
    if (person instanceof Response) return person;
    const lesson = everyLesson(deps.series.of(person)).find(({ id }) => `${id}.ics` === c.req.param('file'));
    if (lesson === undefined) return c.notFound();
    const plan = person.ownPlan?.lesson === lesson.id ? person.ownPlan.text : '';
    const practice = weeklyPractice(person.preferences, deps.clock.now());
    return file(c, practiceFile(practice, lesson, plan, aboutOf(c, link.id)));
  })
  .get(links.feed.path, async (c) => {
    const link = await openLink(c, links.feed);
    if (!link.open) return link.answer;
    const { deps } = c.var;
    const person = await deps.subscribers.find(link.id);
    if (!isPerson(person) || person.feed === undefined || `${person.feed}.ics` !== c.req.param('file')) {
      return c.notFound();
    }
    const events = practiceEvents(person, deps.series.of(person), deps.clock.now());
    return file(c, feedFile(events, aboutOf(c, link.id)));
  });

function aboutOf(c: SiteContext, id: string) {
  const { deps } = c.var;
  // Enough of the id to tell people apart, too little to be one.
  return { name: deps.sender.name, siteUrl: deps.siteUrl, owner: id.slice(0, 10), now: deps.clock.now() };
}

function file(c: SiteContext, text: string): Response {
  return c.body(text, 200, { 'Content-Type': 'text/calendar; charset=utf-8' });
}
