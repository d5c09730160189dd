import { Hono } from 'hono';
import { withdrawHealthConsent } from '../../../core/actions/health-consent.ts';
import { links } from '../../../core/mail/links.ts';
import { onward } from '../../../core/mail/opened-link.ts';
import type { SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { tellsAnswers } from '../own-data/disclosure.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';

/** To take back the consent to store data about health, which deletes that data. Opening it changes nothing. */
export const healthData = new Hono<SiteEnv>()
  .get(links.healthData.path, async (c) => {
    const link = await openLink(c, links.healthData);
    if (!link.open) return link.answer;
    const content = (
      <Sheet heading="Delete what you told us about your health?">
        <p>
          Your check-ins and the situation that you chose lessons for are deleted now. The lessons go on. It cannot be
          undone, but you can agree again at any check-in. Copies in backups are gone after 35 days. If you changed your
          address in the last seven days, what was stored under the old one goes when they are over.
        </p>
        <p>What stays is the record that you agreed and took it back.</p>
        <form method="post">
          <button type="submit">Take my consent back and delete it</button>
        </form>
        <p>
          <a href={onward(link, links.settings)}>No, go back</a>
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Delete what you told us about your health?', content });
  })
  .post(links.healthData.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.healthData);
    if (!link.open) return link.answer;
    await withdrawHealthConsent(link.id, c.var.world);
    const content = (
      <Sheet heading="It is deleted" tone="good">
        <p>What you told us about your health is deleted. Your lessons go on.</p>
        {tellsAnswers(c.var.world.webhooks) && (
          <p>
            Another system of ours was told what you answered, and is not told of this. To have it deleted there,{' '}
            <a href={`mailto:${c.var.world.sender.replyTo}`}>write to us</a>.
          </p>
        )}
        <p>
          <a href={onward(link, links.settings)}>Go to your settings</a>
        </p>
      </Sheet>
    );
    return respond(c, { title: 'It is deleted', content });
  });
