import { Hono } from 'hono';
import { makeFeed, withdrawFeed } from '../../../core/actions/calendar-feed.ts';
import { everyLesson } from '../../../core/course/course.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import type { Opened } from '../../../core/mail/opened-link.ts';
import { practiceEvents, weeklyPractice } from '../../../core/course/practice-days.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { feedFile, practiceFile } from './icalendar.ts';
import { openLink } from '../../kit/links.tsx';
import { CalendarFeed } from './calendar-feed.tsx';
import { inactivePage } from '../leaving/standing.tsx';
import { respond } from '../../kit/respond.tsx';

/** Calendars: the practice of one lesson as a file, and a private address that programs look at again and again. */
export const calendars = new Hono<SiteEnv>()
  .get(links.practice.path, async (c) => {
    const link = await openLink(c, links.practice);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const person = await world.subscribers.find(link.id);
    if (person?.status !== 'active') return respond(c, inactivePage(person, link, world));
    const lesson = everyLesson(world.series.of(person)).find(({ id }) => `${id}.ics` === c.req.param('file'));
    if (lesson === undefined) return c.notFound();
    const plan = person.ownPlan?.lesson === lesson.id ? person.ownPlan.text : '';
    const practice = weeklyPractice(person.preferences, world.clock.now());
    return calendar(c, practiceFile(practice, lesson, plan, aboutOf(c, link.id)));
  })
  .get(links.feed.path, async (c) => {
    const link = await openLink(c, links.feed);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const person = await world.subscribers.find(link.id);
    if (!isPerson(person) || person.feed === undefined || `${person.feed}.ics` !== c.req.param('file')) {
      return c.notFound();
    }
    const events = practiceEvents(person, world.series.of(person), world.clock.now());
    return calendar(c, feedFile(events, aboutOf(c, link.id)));
  })
  .get(links.calendar.path, async (c) => {
    const link = await openLink(c, links.calendar);
    return link.open ? show(c, link) : link.answer;
  })
  .post(links.calendar.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.calendar);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const withdraws = form.one('withdraw') === 'yes';
    const done = withdraws ? await withdrawFeed(link.id, world) : await makeFeed(link.id, world);
    const words = withdraws ? 'Withdrawn. That address shows nothing any more.' : 'Here is your calendar’s address.';
    return show(c, link, done ? words : undefined);
  });

function aboutOf(c: SiteContext, id: string) {
  const { world } = c.var;
  // Enough of the id to tell people apart, too little to be one.
  return { name: world.sender.name, siteUrl: world.siteUrl, owner: id.slice(0, 10), now: world.clock.now() };
}

function calendar(c: SiteContext, file: string): Response {
  return c.body(file, 200, { 'Content-Type': 'text/calendar; charset=utf-8' });
}

async function show(c: SiteContext, link: Opened<Links['calendar']>, done?: string): Promise<Response> {
  const { world } = c.var;
  const person = await world.subscribers.find(link.id);
  if (person?.status !== 'active') return respond(c, inactivePage(person, link, world));
  const content = <CalendarFeed {...{ person, world, link, done }} />;
  return respond(c, { title: 'Your calendar', content });
}
