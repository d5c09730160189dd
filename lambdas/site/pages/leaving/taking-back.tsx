import { Hono } from 'hono';
import { hrefOf, links } from '../../../core/mail/links.ts';
import { mayTakeBack, takeBack } from '../../../core/actions/moving.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';
import type { Person } from '../../../core/person/subscriber.ts';

/** The link by which an old address cancels the change to another one. Opening it changes nothing. */
export const takingBack = new Hono<SiteEnv>()
  .get(links.takeBack.path, async (c) => {
    const link = await openLink(c, links.takeBack);
    if (!link.open) return link.answer;
    const { clock, subscribers } = c.var.world;
    const person = await subscribers.find(link.id);
    if (person?.status === 'active') return here(c, person);
    if (!mayTakeBack(person, clock.now())) return tooLate(c);
    const content = (
      <Sheet heading="Cancel the change of address?">
        <p>
          Your course comes back to this address as it is now, with your check-ins, and nothing more goes to the other
          one. All links in earlier e-mails become void.
        </p>
        <form method="post">
          <button type="submit">Yes, cancel the change</button>
        </form>
      </Sheet>
    );
    return respond(c, { title: 'Cancel the change of address', content });
  })
  .post(links.takeBack.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.takeBack);
    if (!link.open) return link.answer;
    const taking = await takeBack(link.id, c.var.world);
    switch (taking.outcome) {
      case 'taken-back':
      case 'here-already':
        return here(c, taking.person);
      case 'busy':
        return busy(c);
      case 'gone':
        return tooLate(c);
      default:
        return taking satisfies never;
    }
  });

function here(c: SiteContext, person: Person): Promise<Response> {
  const content = (
    <Sheet heading="Your e-mails come to this address" tone="good">
      <NextLesson person={person} world={c.var.world} />
      <p>
        To change something, <a href={hrefOf(links.askForLink)}>ask for the link to your settings</a>.
      </p>
    </Sheet>
  );
  return respond(c, { title: 'Change cancelled', content });
}

function busy(c: SiteContext): Promise<Response> {
  c.header('Retry-After', '300');
  const content = (
    <Sheet heading="Please press once more in a few minutes">
      <p>One of our e-mails is on its way to the other address at this moment. Your course comes back after that.</p>
      <form method="post">
        <button type="submit">Try again</button>
      </form>
    </Sheet>
  );
  return respond(c, { title: 'In a few minutes', content }, 503);
}

function tooLate(c: SiteContext): Promise<Response> {
  const content = (
    <Sheet heading="There is no change to cancel any more">
      <p>
        A change of address can be cancelled for seven days. If your e-mails go where they should not,{' '}
        <a href={`mailto:${c.var.world.sender.replyTo}`}>write to us</a>.
      </p>
    </Sheet>
  );
  return respond(c, { title: 'Nothing to cancel', content }, 409);
}
