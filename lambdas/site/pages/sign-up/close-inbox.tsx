import { words } from '../../../content/words.ts';
import { links } from '../../../core/mail/links.ts';
import { isoInstant } from '../../../core/time/calendar.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Press, Sheet } from '../../kit/sheet.tsx';

const { never } = words.signUp;

/** "Never ask this address again": for people whom strangers sign up. */
export const closeInbox = onPerson(links.closeInbox, {
  take: {
    closeInbox: async ({ link, deps }) => {
      await deps.closedInboxes.close(link.id, isoInstant(deps.clock.now()));
      return 'closed';
    },
  },
  say: { closed: () => never.done },
  view: ({ deps, at, said }) => {
    if (said !== undefined) {
      const content = (
        <Sheet heading={said} tone="good">
          <p>{never.open({ write: (linked) => <a href={`mailto:${deps.sender.replyTo}`}>{linked}</a> })}</p>
        </Sheet>
      );
      return { title: said, content };
    }
    const content = (
      <Sheet heading={never.heading}>
        <p>{never.about}</p>
        <Press at={at}>{never.title}</Press>
        <p class="hint">{never.stored}</p>
      </Sheet>
    );
    return { title: never.title, content };
  },
});
