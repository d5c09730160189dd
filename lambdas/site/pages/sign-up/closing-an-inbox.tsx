import { Hono } from 'hono';
import { isoInstant } from '../../../core/time/calendar.ts';
import { links } from '../../../core/mail/links.ts';
import type { SiteEnv } from '../../kit/env.ts';
import { readAnyForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';

/** "Never ask this address again": for people whom strangers sign up. */
export const closingAnInbox = new Hono<SiteEnv>()
  .get(links.closeInbox.path, async (c) => {
    const link = await openLink(c, links.closeInbox);
    if (!link.open) return link.answer;
    const content = (
      <Sheet heading="Never ask again?">
        <p>
          Press the button, and this inbox is never asked again whether it wants our e-mails, whoever types its address
          into our form.
        </p>
        <form method="post">
          <button type="submit">Never ask again</button>
        </form>
        <p class="hint">
          We store a number made from your address, and nothing else. If you get our lessons, they go on: each has a
          link to stop them.
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Never ask again', content });
  })
  .post(links.closeInbox.path, async (c) => {
    await readAnyForm(c);
    const link = await openLink(c, links.closeInbox);
    if (!link.open) return link.answer;
    const { closedInboxes, clock, sender } = c.var.world;
    await closedInboxes.close(link.id, isoInstant(clock.now()));
    const content = (
      <Sheet heading="We will not ask again" tone="good">
        <p>
          If you ever want our e-mails, <a href={`mailto:${sender.replyTo}`}>write to us</a> and we will open the way
          again.
        </p>
      </Sheet>
    );
    return respond(c, { title: 'We will not ask again', content });
  });
