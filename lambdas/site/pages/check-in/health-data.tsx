import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { withdrawHealthConsent } from '../../../core/actions/health-consent.ts';
import { links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Press, Sheet } from '../../kit/sheet.tsx';
import { tellsAnswers } from '../own-data/disclosure.tsx';

const says = words.yourData.health;

/** To take back the consent to store data about health, which deletes that data. */
export const healthData = onPerson(links.healthData, {
  take: {
    healthData: async ({ link, deps }) => {
      await withdrawHealthConsent(link.id, deps);
      return 'deleted';
    },
  },
  say: { deleted: () => says.done },
  view: ({ deps, link, at, said }) => {
    if (said !== undefined) {
      const content = (
        <Sheet heading={said} tone="good">
          <p>{says.doneAbout}</p>
          {tellsAnswers(deps.webhooks) && (
            <p>
              {says.elsewhere<Child>({ write: (linked) => <a href={`mailto:${deps.sender.replyTo}`}>{linked}</a> })}
            </p>
          )}
          <p>
            <a href={onward(link, links.settings)}>{says.settings}</a>
          </p>
        </Sheet>
      );
      return { title: said, content };
    }
    const content = (
      <Sheet heading={says.heading}>
        <p>{says.about}</p>
        <p>{says.stays}</p>
        <Press at={at}>{says.button}</Press>
        <p>
          <a href={onward(link, links.settings)}>{words.parts.goBack}</a>
        </p>
      </Sheet>
    );
    return { title: says.heading, content };
  },
});
