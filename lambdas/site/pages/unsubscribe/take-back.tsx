import { mayTakeBack, takeBack as cancelMove } from '../../../core/actions/changing-address.ts';
import { hrefOf, links } from '../../../core/mail/links.ts';
import { onPerson } from '../../kit/on-person.ts';
import { respond, type Page } from '../../kit/respond.tsx';
import { Press, Sheet } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { NextLesson } from '../course/next-lesson.tsx';

/** The link by which an old address cancels the change to another one. */
export const takeBack = onPerson(links.takeBack, {
  read: async ({ link, deps }) => ({ person: await deps.subscribers.find(link.id) }),
  take: {
    takeBack: async ({ c, link, deps, at }) => {
      const { outcome } = await cancelMove(link.id, deps);
      if (outcome === 'gone') return respond(c, tooLate(deps));
      if (outcome !== 'busy') return 'back';
      c.header('Retry-After', '300');
      return respond(c, busy(at));
    },
  },
  say: { back: 'Change cancelled' },
  view: ({ found: { person }, deps, at }) => {
    if (person?.status === 'active') {
      const content = (
        <Sheet heading="Your emails come to this address" tone="good">
          <NextLesson person={person} deps={deps} />
          <p>
            To change something, <a href={hrefOf(links.askForLink)}>ask for the link to your settings</a>.
          </p>
        </Sheet>
      );
      return { title: 'Change cancelled', content };
    }
    if (!mayTakeBack(person, deps.clock.now())) return tooLate(deps);
    const content = (
      <Sheet heading="Cancel the change of address?">
        <p>
          Your course comes back to this address as it is now, with your check-ins, and nothing more goes to the other
          one. All links in earlier emails become void.
        </p>
        <Press at={at}>Yes, cancel the change</Press>
      </Sheet>
    );
    return { title: 'Cancel the change of address', content };
  },
});

function busy(at: string): Page {
  const content = (
    <Sheet heading="Please press once more in a few minutes">
      <p>One of our emails is on its way to the other address at this moment. Your course comes back after that.</p>
      <Press at={at}>Try again</Press>
    </Sheet>
  );
  return { title: 'In a few minutes', content, status: 503 };
}

function tooLate({ sender }: SiteDeps): Page {
  const content = (
    <Sheet heading="There is no change to cancel any more">
      <p>
        A change of address can be cancelled for seven days. If your emails go where they should not,{' '}
        <a href={`mailto:${sender.replyTo}`}>write to us</a>.
      </p>
    </Sheet>
  );
  return { title: 'Nothing to cancel', content, status: 409 };
}
