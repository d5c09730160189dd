import { Hono } from 'hono';
import { everyLesson } from '../../../core/course/course.ts';
import { practiceEvents, weeklyPractice } from '../../../core/course/practice-days.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefIn } from '../../kit/hrefs.ts';
import { isPerson, type Person } from '../../../core/person/subscriber.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { openLink } from '../../kit/links.tsx';
import { active } from '../unsubscribe/standing.tsx';
import { type About, feedFile, practiceFile } from './practice-calendar.ts';

/** What calendar programs get: the practice of one lesson, and what is at the private address that they look at again and again. */
export const calendarFiles = new Hono<SiteEnv>()
  .get(links.practice.path, async (c) => {
    const link = await openLink(c, links.practice);
    if (!link.open) return link.answer;
    const { deps } = c.var;
    const person = await active({ c, link, deps });
    if (person instanceof Response) return person;
    const lesson = everyLesson(deps.series.of(person)).find(({ id }) => `${id}.ics` === c.req.param('file'));
    if (lesson === undefined || person.leftOut?.includes(lesson.id) === true) return c.notFound();
    const plan = person.ownPlan?.lesson === lesson.id ? person.ownPlan.text : '';
    const practice = weeklyPractice(person.preferences, deps.clock.now());
    return file(c, practiceFile(practice, lesson, plan, aboutOf(c, person)));
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
    return file(c, feedFile(events, aboutOf(c, person)));
  });

function aboutOf(c: SiteContext, { id, series, version }: Person): About {
  const { deps } = c.var;
  const { siteUrl } = deps;
  const path = deps.series.pathOf({ id: series });
  return {
    name: deps.sender.name,
    siteUrl,
    pageOf: (lesson) => `${siteUrl}${hrefIn(path, links.lesson, { lesson })}`,
    // Enough of the id to tell people apart, too little to be one.
    owner: id.slice(0, 10),
    version,
    now: deps.clock.now(),
  };
}

function file(c: SiteContext, text: string): Response {
  return c.body(text, 200, { 'Content-Type': 'text/calendar; charset=utf-8' });
}
