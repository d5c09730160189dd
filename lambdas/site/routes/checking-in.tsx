import { Hono } from 'hono';
import { checkIn } from '../../core/check-in.ts';
import { hrefOf, links, type Links } from '../../core/links.ts';
import type { Opened } from '../../core/opened-link.ts';
import { checkInTyped, type CheckInTyped, readCheckIn } from '../check-in-form.ts';
import { isPerson } from '../../core/subscriber.ts';
import type { SiteContext, SiteEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import { openLink } from '../links.tsx';
import { CheckInForm } from '../parts/check-in.tsx';
import type { Errors } from '../parts/field.tsx';
import { NextLesson } from '../parts/next-lesson.tsx';
import { Progress } from '../parts/progress.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { standingOf } from '../parts/standing.tsx';
import { respond } from '../respond.tsx';

/** Every so many lessons the form asks a little more: the items of PEG. */
const longEvery = 4;

/** The check-in of a lesson's link, and the page that shows what came of it. Opening either records nothing. */
export const checkingIn = new Hono<SiteEnv>()
  .get(links.checkIn.path, async (c) => {
    const link = await openLink(c, links.checkIn);
    if (!link.open) return link.answer;
    const days = c.req.query('days') ?? '';
    return ask(c, link, { days, stress: '', pain: '', enjoyment: '', activity: '', note: '' }, {});
  })
  .post(links.checkIn.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.checkIn);
    if (!link.open) return link.answer;
    const typed = checkInTyped(form);
    const reading = readCheckIn(typed);
    if ('errors' in reading) return ask(c, link, typed, reading.errors);
    const { world } = c.var;
    const done = await checkIn(link.id, reading.said, world);
    const person = await world.subscribers.find(link.id);
    if (!done || !isPerson(person)) return respond(c, standingOf(person, link, world));
    const content = (
      <Sheet heading="Saved. Thank you" tone="good">
        <p>You can change it until the end of the week, by the same link.</p>
        <NextLesson person={person} world={world} />
        <p>
          Your e-mails have a link to your weeks so far, or <a href={hrefOf(links.askForLink)}>ask for one</a>.
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Saved', content });
  })
  .get(links.progress.path, async (c) => {
    const link = await openLink(c, links.progress);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const [person, checkIns] = await Promise.all([world.subscribers.find(link.id), world.diary.all(link.id)]);
    if (person?.status !== 'active' && person?.status !== 'completed')
      return respond(c, standingOf(person, link, world));
    return respond(c, { title: 'Your weeks so far', content: <Progress {...{ person, checkIns, world }} /> });
  });

async function ask(
  c: SiteContext,
  link: Opened<Links['checkIn']>,
  typed: CheckInTyped,
  errors: Errors,
): Promise<Response> {
  const person = await c.var.world.subscribers.find(link.id);
  if (person?.status !== 'active' && person?.status !== 'completed') {
    return respond(c, standingOf(person, link, c.var.world));
  }
  const lessons = Object.keys(person.sent).length;
  const long = lessons > 0 && lessons % longEvery === 0;
  const content = <CheckInForm {...{ typed, errors, long }} at={c.req.path} />;
  const wrong = Object.keys(errors).length > 0;
  return respond(
    c,
    { title: wrong ? 'Please check: How was your week?' : 'How was your week?', content },
    wrong ? 422 : 200,
  );
}
