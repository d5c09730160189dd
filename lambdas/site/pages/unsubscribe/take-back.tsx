import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { mayTakeBack, takeBack as cancelMove } from '../../../core/actions/changing-address.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { onPerson } from '../../kit/on-person.ts';
import { respond, type Page } from '../../kit/respond.tsx';
import { Press, Sheet } from '../../kit/sheet.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { NextLesson } from '../course/next-lesson.tsx';

const says = words.takeBack;

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
  say: { back: () => says.done },
  view: ({ found: { person }, deps, at }) => {
    if (person?.status === 'active') {
      const content = (
        <Sheet heading={says.doneHeading} tone="good">
          <NextLesson person={person} deps={deps} />
          <p>{says.change<Child>({ ask: (linked) => <a href={hrefOf(links.askForLink)}>{linked}</a> })}</p>
        </Sheet>
      );
      return { title: says.done, content };
    }
    if (!mayTakeBack(person, deps.clock.now())) return tooLate(deps);
    const content = (
      <Sheet heading={says.heading}>
        <p>{says.about}</p>
        <Press at={at}>{says.button}</Press>
      </Sheet>
    );
    return { title: says.title, content };
  },
});

function busy(at: string): Page {
  const content = (
    <Sheet heading={says.busy}>
      <p>{says.busyAbout}</p>
      <Press at={at}>{says.again}</Press>
    </Sheet>
  );
  return { title: says.busyTitle, content, status: 503 };
}

function tooLate({ sender }: SiteDeps): Page {
  const content = (
    <Sheet heading={says.nothing}>
      <p>{says.nothingAbout<Child>({ write: (linked) => <a href={`mailto:${sender.replyTo}`}>{linked}</a> })}</p>
    </Sheet>
  );
  return { title: says.nothingTitle, content, status: 409 };
}
