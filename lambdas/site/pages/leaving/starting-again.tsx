import { Hono } from 'hono';
import { keepMonthly, startAgain } from '../../../core/actions/changing.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { onward, type Opened } from '../../../core/mail/opened-link.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { AnotherSeries } from '../settings/another-series.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { inactivePage } from './standing.tsx';
import { respond } from '../../kit/respond.tsx';

/** The link of the last mail: the series again, for those who have had every lesson. */
export const startingAgain = new Hono<SiteEnv>()
  .get(links.again.path, async (c) => {
    const link = await openLink(c, links.again);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const person = await world.subscribers.find(link.id);
    if (!isPerson(person) || person.status !== 'completed') return asTheyStand(c, link, 'You are under way');
    const { monthly } = world.series.of(person);
    const content = (
      <Sheet heading="Start again?">
        <p>You have had every lesson. They can come again, one a week, from the first one on.</p>
        <form method="post">
          <button type="submit">Start again</button>
        </form>
        {monthly.length > 0 && (
          <form method="post" action={onward(link, links.monthly)}>
            <p>
              Or keep in touch with what helps you: {monthly.length} short {monthly.length === 1 ? 'lesson' : 'lessons'}
              , one every four weeks. No reminders, unless you choose days for them in your settings.
            </p>
            <button type="submit" class="quiet">
              One lesson a month
            </button>
          </form>
        )}
        <AnotherSeries person={person} world={world} link={link} />
      </Sheet>
    );
    return respond(c, { title: 'Start again', content });
  })
  .post(links.again.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.again);
    if (!link.open) return link.answer;
    const started = await startAgain(link.id, c.var.world);
    return asTheyStand(c, link, started ? 'Here we go again' : 'You are under way');
  })
  .post(links.monthly.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.monthly);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const person = await world.subscribers.find(link.id);
    const kept = isPerson(person) && (await keepMonthly(link.id, world.series.of(person).monthly, world));
    return asTheyStand(c, link, kept ? 'One lesson a month' : 'You are under way');
  });

/** When the next lesson comes, or why none does. */
async function asTheyStand(c: SiteContext, link: Opened<Links['again']>, heading: string): Promise<Response> {
  const { world } = c.var;
  const person = await world.subscribers.find(link.id);
  if (person?.status !== 'active') return respond(c, inactivePage(person, link, world));
  const content = (
    <Sheet heading={heading} tone="good">
      <NextLesson person={person} world={world} />
      <p>
        <a href={onward(link, links.settings)}>Change the day, the time or anything else</a>
      </p>
    </Sheet>
  );
  return respond(c, { title: heading, content });
}
