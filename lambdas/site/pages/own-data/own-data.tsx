import { Hono } from 'hono';
import { isoInstant } from '../../../core/time/calendar.ts';
import { eraseSubscriber } from '../../../core/actions/erasing.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { inboxId } from '../../../core/sending/mail-turns.ts';
import { askToMove, moveSource } from '../../../core/actions/moving.ts';
import { onward, type Opened } from '../../../core/mail/opened-link.ts';
import { readAddress } from '../../kit/address-words.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { type Held, limited } from '../../kit/limiting.tsx';
import { openLink } from '../../kit/links.tsx';
import { OwnData, SesList } from './own-data-view.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';

/** All that is stored about a person: to read, to take along, to erase (GDPR articles 15, 17 and 20). And to move to another address. By
 * a link that was mailed in the last hour. */
export const ownData = new Hono<SiteEnv>()
  .get(links.data.path, async (c) => {
    const link = await openLink(c, links.data);
    if (!link.open) return link.answer;
    return show(c, link, {});
  })
  .post(links.address.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.address);
    if (!link.open) return link.answer;
    const email = form.one('email');
    const reading = readAddress(email);
    if ('error' in reading) return show(c, link, { email, error: reading.error });
    const { world } = c.var;
    const about = inboxId(reading.address.mailbox, world);
    const { held, mails } = await limited(c, form, { about, source: moveSource });
    if (held !== undefined) return show(c, link, { email, held });
    const own = world.keyring.subscriberId(reading.address.identity) === link.id;
    // Beyond the inbox's limit nothing is mailed, and the page says the same.
    const asked = mails ? await askToMove(link.id, reading.address, world) : !own;
    const words = 'Look in the inbox of your new address: your course moves when you confirm it there.';
    return show(c, link, { done: asked ? words : 'Nothing moves: this is your address already, or no lessons come.' });
  })
  .post(links.download.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.download);
    if (!link.open) return link.answer;
    const { personalData, clock } = c.var.world;
    const records = await personalData.everything(link.id);
    c.header('Content-Disposition', 'attachment; filename="my-weekwise-data.json"');
    return c.body(JSON.stringify({ exportedAt: isoInstant(clock.now()), records }, undefined, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
    });
  })
  .get(links.erase.path, async (c) => {
    const link = await openLink(c, links.erase);
    if (!link.open) return link.answer;
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
        <form method="post">
          <button type="submit">Erase everything now</button>
        </form>
        <p>
          <a href={onward(link, links.data)}>No, go back</a>
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Erase everything?', content });
  })
  .post(links.erase.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.erase);
    if (!link.open) return link.answer;
    await eraseSubscriber(link.id, c.var.world);
    const content = (
      <Sheet heading="Everything is erased" tone="good">
        <p>
          No mail comes any more, and what we stored about you is deleted, but for what the page before named. Thank you
          for your time with us.
        </p>
        <p>
          <a href="/">Go to the start page</a>
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Everything is erased', content });
  });

interface ToShow {
  email?: string;
  error?: string;
  /** Why the form for another address was not taken. */
  held?: Held;
  done?: string;
}

async function show(c: SiteContext, link: Opened<Links['data']>, said: ToShow): Promise<Response> {
  const records = await c.var.world.personalData.everything(link.id);
  const title = 'Your data';
  const content = <OwnData records={records} link={link} world={c.var.world} {...said} />;
  if (said.held?.proof !== undefined) c.set('scripts', ['proof']);
  if (said.held !== undefined) return respond(c, { title: `In a moment: ${title}`, content }, 429);
  return said.error === undefined
    ? respond(c, { title, content })
    : respond(c, { title: `Please check: ${title}`, content }, 422);
}
