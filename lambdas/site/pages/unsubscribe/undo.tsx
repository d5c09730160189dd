import { mayUndo, undoUnsubscribe } from '../../../core/actions/unsubscribing.ts';
import { whereNow } from '../../../core/actions/trail.ts';
import { hrefOf, links } from '../../../core/mail/links.ts';
import { pagesOf } from '../../kit/on-person.ts';
import { Press, Sheet, SignUpAgain } from '../../kit/sheet.tsx';
import type { UnsubscribePagesDeps } from '../../kit/deps.ts';
import { NextLesson } from '../course/next-lesson.tsx';

/** Takes leaving back, wherever the person is now. */
export const undo = pagesOf<UnsubscribePagesDeps>()(links.undo, {
  read: async ({ link, deps }) => ({ person: await whereNow(link.id, deps) }),
  take: { undo: async ({ link, deps }) => (await undoUnsubscribe(link.id, deps)) && 'undone' },
  say: { undone: 'Welcome back' },
  view: ({ found: { person }, deps, at, said = 'You are subscribed' }) => {
    if (person?.status === 'active') {
      const content = (
        <Sheet heading={said} tone="good">
          <NextLesson person={person} deps={deps} />
          <p>
            Rather a pause, or another day or time?{' '}
            <a href={hrefOf(links.askForLink)}>Ask for the link to your settings</a>
          </p>
        </Sheet>
      );
      return { title: said, content };
    }
    if (person !== undefined && mayUndo(person, deps.clock.now())) {
      const content = (
        <Sheet heading="You have left">
          <p>No mail comes any more.</p>
          <Undo at={at} />
        </Sheet>
      );
      return { title: 'You have left', content };
    }
    const content = (
      <Sheet heading="This cannot be undone any more">
        <p>Undo works for 30 days. You are welcome to sign up again and pick up where you left off.</p>
        <SignUpAgain />
      </Sheet>
    );
    return { title: 'Not undone', content, status: 409 };
  },
});

/** Takes leaving back, by a press like everything that changes something. */
export function Undo({ at }: { at: string }) {
  return (
    <>
      <p class="aside">Pressed by mistake?</p>
      <Press at={at} quiet>
        Undo: keep my lessons coming
      </Press>
    </>
  );
}
