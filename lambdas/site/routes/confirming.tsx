import { Hono } from 'hono';
import { links, type Links } from '../../core/links.ts';
import { hrefOfStronger, type Opened } from '../../core/opened-link.ts';
import { confirmSignUp } from '../../core/sign-up.ts';
import { nextLesson } from '../../core/course.ts';
import type { Person } from '../../core/subscriber.ts';
import { strongerLinks } from '../../core/stronger-links.ts';
import type { SiteContext, SiteEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import { confirmationGone, openLink } from '../links.tsx';
import { NextLesson } from '../parts/next-lesson.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { respond } from '../respond.tsx';
import type { SiteWorld } from '../world.ts';

/** The link of the confirmation mail. Opening it changes nothing, since scanners open it first; the button does. */
export const confirming = new Hono<SiteEnv>()
  .get(links.confirm.path, async (c) => {
    const link = openLink(c, links.confirm);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const signUp = await world.subscribers.findSignUp(link.id);
    const topic = signUp === undefined ? '' : `: ${world.series.of(signUp).title}`;
    const content = (
      <Sheet heading="One press, and you are in">
        <p>You asked for one lesson a week{topic}. Press the button to say that this address is yours.</p>
        <form method="post">
          <button type="submit">Yes, start my lessons</button>
        </form>
        <p class="hint">Did not sign up? Close this page. Without the press, nothing is sent.</p>
      </Sheet>
    );
    return respond(c, { title: 'Confirm your sign-up', content });
  })
  .post(links.confirm.path, async (c) => {
    await readForm(c);
    const link = openLink(c, links.confirm);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const confirmation = await confirmSignUp(link.id, world);
    if (confirmation.outcome === 'gone') return confirmationGone(c);
    if (confirmation.outcome === 'busy') return busy(c);
    const content = <Confirmed person={confirmation.subscriber} world={world} link={link} />;
    return respond(c, { title: 'You are in', content });
  });

/** Says to press again: whether the mail on its way counts must be known first. */
function busy(c: SiteContext): Promise<Response> {
  c.header('Retry-After', '300');
  const content = (
    <Sheet heading="Please press once more in a few minutes">
      <p>
        One of our e-mails is on its way to your old address at this moment. Your course moves as soon as it has
        arrived.
      </p>
      <form method="post">
        <button type="submit">Try again</button>
      </form>
    </Sheet>
  );
  return respond(c, { title: 'In a few minutes', content }, 503);
}

interface ConfirmedProps {
  person: Person;
  world: SiteWorld;
  link: Opened<Links['confirm']>;
}

function Confirmed({ person, world, link }: ConfirmedProps) {
  const series = world.series.of(person);
  const first = nextLesson(series, person)?.id === series.lessons[0]?.id;
  return (
    <Sheet heading="You are in" tone="good">
      <NextLesson person={person} world={world} first={first} />
      <p>A short welcome mail is on its way, with the links to pause, change or leave.</p>
      <p>
        <a href={hrefOfStronger(strongerLinks.settingsAfterConfirming, link, world)}>
          Change the day, the time or anything else
        </a>
      </p>
    </Sheet>
  );
}
