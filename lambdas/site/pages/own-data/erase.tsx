import { eraseSubscriber } from '../../../core/actions/erasing.ts';
import { links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Press, Sheet } from '../../kit/sheet.tsx';
import { SesList } from './own-data.tsx';

/** To have everything erased (GDPR article 17). */
export const erase = onPerson(links.erase, {
  take: {
    erase: async ({ link, deps }) => {
      await eraseSubscriber(link.id, deps);
      return 'erased';
    },
  },
  view: ({ link, at }) => {
    const content = (
      <Sheet heading="Erase everything?">
        <p>
          All mail ends, and what we store about you is deleted now: address, name, settings, lessons, check-ins and
          consent. It cannot be undone. Copies in backups are gone after 35 days, and logs, which name you by a number,
          after a month.
        </p>
        <p>
          If you changed your address in the last seven days, the old one can still cancel that, so what was stored
          under it goes when they are over.
        </p>
        <p>
          What stays is a number made from your address, that and when you had everything erased, and whether mail
          bounced or was marked as spam, so that we know not to bring anything back. It holds neither your name nor your
          address.
        </p>
        <SesList />
        <Press at={at}>Erase everything now</Press>
        <p>
          <a href={onward(link, links.data)}>No, go back</a>
        </p>
      </Sheet>
    );
    return { title: 'Erase everything?', content };
  },
  end: {
    erased: () => ({
      title: 'Everything is erased',
      content: (
        <Sheet heading="Everything is erased" tone="good">
          <p>
            No mail comes any more, and what we stored about you is deleted, but for what the page before named. Thank
            you for your time with us.
          </p>
          <p>
            <a href="/">Go to the start page</a>
          </p>
        </Sheet>
      ),
    }),
  },
});
