import { withdrawHealthConsent } from '../../../core/actions/health-consent.ts';
import { links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import { onPerson } from '../../kit/on-person.ts';
import { Press, Sheet } from '../../kit/sheet.tsx';
import { tellsAnswers } from '../own-data/disclosure.tsx';

const question = 'Delete what you told us about your health?';

/** To take back the consent to store data about health, which deletes that data. */
export const healthData = onPerson(links.healthData, {
  take: {
    healthData: async ({ link, deps }) => {
      await withdrawHealthConsent(link.id, deps);
      return 'deleted';
    },
  },
  say: { deleted: 'It is deleted' },
  view: ({ deps, link, at, said }) => {
    if (said !== undefined) {
      const content = (
        <Sheet heading={said} tone="good">
          <p>What you told us about your health is deleted. Your lessons go on.</p>
          {tellsAnswers(deps.webhooks) && (
            <p>
              We sent your answers to another system, and do not tell it about this. To have it deleted there,{' '}
              <a href={`mailto:${deps.sender.replyTo}`}>write to us</a>.
            </p>
          )}
          <p>
            <a href={onward(link, links.settings)}>Go to your settings</a>
          </p>
        </Sheet>
      );
      return { title: said, content };
    }
    const content = (
      <Sheet heading={question}>
        <p>
          Your check-ins, where you started, what you do it for, and the situation that you chose lessons for are
          deleted now. The lessons go on. It cannot be undone, but you can agree again at any check-in. Copies in
          backups are gone after 35 days. If you changed your address in the last seven days, what was stored under the
          old one goes when they are over.
        </p>
        <p>What stays is the record that you agreed and took it back.</p>
        <Press at={at}>Take my consent back and delete it</Press>
        <p>
          <a href={onward(link, links.settings)}>No, go back</a>
        </p>
      </Sheet>
    );
    return { title: question, content };
  },
});
