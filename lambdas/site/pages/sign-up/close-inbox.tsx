import { links } from '../../../core/mail/links.ts';
import { isoInstant } from '../../../core/time/calendar.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Press, Sheet } from '../../kit/sheet.tsx';

/** "Never ask this address again": for people whom strangers sign up. */
export const closeInbox = onPerson(links.closeInbox, {
  take: {
    closeInbox: async ({ link, deps }) => {
      await deps.closedInboxes.close(link.id, isoInstant(deps.clock.now()));
      return 'closed';
    },
  },
  say: { closed: 'We will not ask again' },
  view: ({ deps, at, said }) => {
    if (said !== undefined) {
      const content = (
        <Sheet heading={said} tone="good">
          <p>
            If you ever want our emails, <a href={`mailto:${deps.sender.replyTo}`}>write to us</a> and we will open the
            way again.
          </p>
        </Sheet>
      );
      return { title: said, content };
    }
    const content = (
      <Sheet heading="Never ask again?">
        <p>
          Press the button, and we never ask this inbox again whether it wants our emails, even if somebody types its
          address into our form.
        </p>
        <Press at={at}>Never ask again</Press>
        <p class="hint">
          We store a number made from your address, and nothing else. If you get our lessons, they go on: each has a
          link to stop them.
        </p>
      </Sheet>
    );
    return { title: 'Never ask again', content };
  },
});
