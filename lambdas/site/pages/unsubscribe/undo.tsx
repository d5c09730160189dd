import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { mayUndo, undoUnsubscribe } from '../../../core/actions/unsubscribing.ts';
import { whereNow } from '../../../core/actions/trail.ts';
import { links } from '../../../core/mail/links.ts';
import { isSubscribed } from '../../../core/person/subscriber.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { pagesOf } from '../../kit/on-person.ts';
import { Press, Sheet, SignUpAgain } from '../../kit/sheet.tsx';
import type { UnsubscribePagesDeps } from '../../kit/deps.ts';
import { NextLesson } from '../course/next-lesson.tsx';

const says = words.leaving.undo;
const { left } = words.standing;

/** Takes leaving back, wherever the person is now. */
export const undo = pagesOf<UnsubscribePagesDeps>()(links.undo, {
  read: async ({ link, deps }) => ({ person: await whereNow(link.id, deps) }),
  take: { undo: async ({ link, deps }) => (await undoUnsubscribe(link.id, deps)) && 'undone' },
  say: { undone: () => says.done },
  view: ({ found: { person }, deps, at, said = says.subscribed }) => {
    if (isSubscribed(person)) {
      const content = (
        <Sheet heading={said} tone="good">
          <NextLesson person={person} deps={deps} />
          {person.status === 'active' && (
            <p>{says.change<Child>({ ask: (linked) => <a href={hrefOf(links.askForLink)}>{linked}</a> })}</p>
          )}
        </Sheet>
      );
      return { title: said, content };
    }
    if (person !== undefined && mayUndo(person, deps.clock.now())) {
      const content = (
        <Sheet heading={left.heading}>
          <p>{left.about}</p>
          <Undo at={at} />
        </Sheet>
      );
      return { title: left.heading, content };
    }
    const content = (
      <Sheet heading={says.heading}>
        <p>{says.about}</p>
        <SignUpAgain />
      </Sheet>
    );
    return { title: says.title, content, status: 409 };
  },
});

/** Takes leaving back, by a press like everything that changes something. */
export function Undo({ at }: { at: string }) {
  return (
    <>
      <p class="aside">{says.mistake}</p>
      <Press at={at} quiet>
        {says.button}
      </Press>
    </>
  );
}
