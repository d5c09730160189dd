import { Hono } from 'hono';
import { onDemandDaysApart } from '../../../core/mail/mail-kinds.ts';
import { isoInstant } from '../../../core/time/calendar.ts';
import { lessonOnDemand } from '../../../core/course/course.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import { links } from '../../../core/mail/links.ts';
import type { SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { FirstNumbers, HelpLink } from '../../kit/help-contacts.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';
import type { SiteWorld } from '../../kit/world.ts';

/** Three minutes for a bad day, at once and for anybody. Whoever comes by the link of a mail can have a lesson mailed as well. */
export const badDay = new Hono<SiteEnv>()
  .get(links.badDay.path, (c) => {
    c.set('open', true);
    return respond(c, { title: 'A bad day', content: <BadDay /> });
  })
  .get(links.ownBadDay.path, async (c) => {
    // First aid does not wait for a good link, nor for the table: whatever is wrong, the page shows.
    const link = await openLink(c, links.ownBadDay).catch(() => ({ open: false as const }));
    const offered = link.open && (await hasLessonOnDemand(link.id, c.var.world).catch(() => false));
    return respond(c, { title: 'A bad day', content: <BadDay at={offered ? c.req.path : undefined} /> });
  })
  .post(links.ownBadDay.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.ownBadDay);
    if (!link.open) return link.answer;
    const { queues, clock } = c.var.world;
    // Nothing is announced that their course does not have.
    if (!(await hasLessonOnDemand(link.id, c.var.world)))
      return respond(c, { title: 'A bad day', content: <BadDay /> });
    await queues.account({ kind: 'on-demand', id: link.id, askedAt: isoInstant(clock.now()), attempt: 0 });
    const content = (
      <Sheet heading="Look in your inbox">
        <p>
          The steps for a flare-up come in a minute or two. They come at most once in {onDemandDaysApart} days: if you
          had them since, that e-mail is the one to look for.
        </p>
        <p>
          <a href={c.req.path}>Back to the three minutes</a>
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Look in your inbox', content });
  });

async function hasLessonOnDemand(id: string, { subscribers, series }: SiteWorld): Promise<boolean> {
  const person = await subscribers.find(id);
  return isPerson(person) && lessonOnDemand(series.of(person)) !== undefined;
}

function BadDay({ at }: { at?: string | undefined }) {
  return (
    <div class="narrow">
      <div class="intro">
        <h1>A bad day: three minutes</h1>
        <p class="lede">Bad days are part of back pain for most people. One does not undo what you have done.</p>
      </div>
      <section class="card urgent" aria-labelledby="first">
        <p class="kind">First</p>
        <h2 id="first">Is something new or strange?</h2>
        <p>
          Numbness between your legs, trouble peeing, weak legs, chest pain, a fever, or a fall: please see{' '}
          <HelpLink>when and where to get help</HelpLink> now.
        </p>
        <p>
          If you feel you may harm yourself, or do not feel safe, call <FirstNumbers />.
        </p>
      </section>
      <section class="card calm" aria-labelledby="minutes">
        <p class="kind">Then</p>
        <h2 id="minutes">Three minutes</h2>
        <ol>
          <li>
            Move to a place where your back has some support: a chair, a wall, the bed with a cushion under your knees.
          </li>
          <li>Let your shoulders drop. Breathe out slowly, ten times. Do not hold your breath or force it.</li>
          <li>Something warm on your back may feel good. Keep a cloth between, and leave it off numb skin.</li>
          <li>Stand up or turn over, gently, and take a few steps if you can. Then rest for a little.</li>
          <li>Choose one thing that can wait until tomorrow. Tell somebody that today is a hard day, if you like.</li>
        </ol>
      </section>
      {at !== undefined && (
        <section class="card" aria-labelledby="mail">
          <p class="kind">For the next days</p>
          <h2 id="mail">The steps for a flare-up</h2>
          <p>A short lesson for the first hour, day and week. It comes at once and changes nothing in your course.</p>
          <form method="post" action={at}>
            <button type="submit">Mail it to me</button>
          </form>
        </section>
      )}
      <p>
        Moving a little, as much as you can bear, is safe for ordinary back pain. Stop if something feels sharp,
        spreads, or makes you unwell. This is information, not medical advice.
      </p>
    </div>
  );
}
