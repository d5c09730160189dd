import { Hono } from 'hono';
import { makeFeed, withdrawFeed } from '../../core/calendar-feed.ts';
import { everyLesson } from '../../core/course.ts';
import { practiceEvents, weeklyPractice } from '../../core/practice-days.ts';
import { isPerson } from '../../core/subscriber.ts';
import type { SiteContext, SiteEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import { feedFile, practiceFile } from '../icalendar.ts';
import { openLink } from '../links.tsx';
import { CalendarFeed } from '../parts/calendar-feed.tsx';
import { standingOf } from '../parts/standing.tsx';
import { respond } from '../respond.tsx';

/** Calendars: the practice of one lesson as a file, and a private address that programs look at again and again. */
export const calendars = new Hono<SiteEnv>()
  .get('/practice/:token/:lesson{[a-z0-9-]+\\.ics}', async (c) => {
    const link = openLink(c, 'diary');
    if (!link.open) return link.answer;
    const { world } = c.var;
    const person = await world.subscribers.find(link.id);
    if (person?.status !== 'active') return respond(c, standingOf(person, '', world));
    const lesson = everyLesson(world.series.of(person)).find(({ id }) => `${id}.ics` === c.req.param('lesson'));
    if (lesson === undefined) return c.notFound();
    const plan = person.ownPlan?.lesson === lesson.id ? person.ownPlan.text : '';
    const practice = weeklyPractice(person.preferences, world.clock.now());
    return calendar(c, practiceFile(practice, lesson, plan, aboutOf(c, link.id)));
  })
  .get('/feed/:token/:secret{[A-Za-z0-9_-]+\\.ics}', async (c) => {
    const link = openLink(c, 'feed');
    if (!link.open) return link.answer;
    const { world } = c.var;
    const person = await world.subscribers.find(link.id);
    if (!isPerson(person) || person.feed === undefined || `${person.feed}.ics` !== c.req.param('secret'))
      return c.notFound();
    const events = practiceEvents(person, world.series.of(person), world.clock.now());
    return calendar(c, feedFile(events, aboutOf(c, link.id)));
  })
  .get('/calendar/:token', (c) => {
    const link = openLink(c, 'settings');
    return link.open ? show(c, link.id) : link.answer;
  })
  .post('/calendar/:token', async (c) => {
    const form = await readForm(c);
    const link = openLink(c, 'settings');
    if (!link.open) return link.answer;
    const { world } = c.var;
    const withdraws = form.one('withdraw') === 'yes';
    const done = withdraws ? await withdrawFeed(link.id, world) : await makeFeed(link.id, world);
    const words = withdraws ? 'Withdrawn. That address shows nothing any more.' : 'Here is your calendar’s address.';
    return show(c, link.id, done ? words : undefined);
  });

function aboutOf(c: SiteContext, id: string) {
  const { world } = c.var;
  // Enough of the id to tell people apart, too little to be one.
  return { name: world.sender.name, siteUrl: world.siteUrl, owner: id.slice(0, 10), now: world.clock.now() };
}

function calendar(c: SiteContext, file: string): Response {
  return c.body(file, 200, { 'Content-Type': 'text/calendar; charset=utf-8' });
}

async function show(c: SiteContext, id: string, done?: string): Promise<Response> {
  const { world } = c.var;
  const person = await world.subscribers.find(id);
  if (person?.status !== 'active') return respond(c, standingOf(person, '', world));
  const content = <CalendarFeed {...{ person, world, done }} at={c.req.path} />;
  return respond(c, { title: 'Your calendar', content });
}
