import { Hono } from 'hono';
import { isoInstant } from '../../core/calendar.ts';
import { eraseEverything } from '../../core/erasing.ts';
import { links } from '../../core/links.ts';
import { onward } from '../../core/opened-link.ts';
import type { SiteEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import { openLink } from '../links.tsx';
import { OwnData, SesList } from '../parts/own-data.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { respond } from '../respond.tsx';

/** All that is stored about a person: to read, to take along, to erase (GDPR articles 15, 17 and 20). By their settings link. */
export const ownData = new Hono<SiteEnv>()
  .get(links.data.path, async (c) => {
    const link = openLink(c, links.data);
    if (!link.open) return link.answer;
    const records = await c.var.world.personalData.everything(link.id);
    return respond(c, { title: 'Your data', content: <OwnData records={records} link={link} world={c.var.world} /> });
  })
  .post(links.download.path, async (c) => {
    await readForm(c);
    const link = openLink(c, links.download);
    if (!link.open) return link.answer;
    const { personalData, clock } = c.var.world;
    const records = await personalData.everything(link.id);
    c.header('Content-Disposition', 'attachment; filename="my-weekwise-data.json"');
    return c.body(JSON.stringify({ exportedAt: isoInstant(clock.now()), records }, undefined, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
    });
  })
  .get(links.erase.path, (c) => {
    const link = openLink(c, links.erase);
    if (!link.open) return link.answer;
    const content = (
      <Sheet heading="Erase everything?">
        <p>
          All mail ends, and what we store about you is deleted now: address, name, settings, lessons, check-ins and
          consent. It cannot be undone. Copies in backups are gone after 35 days, and logs, which name you by a number,
          after a month.
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
    const link = openLink(c, links.erase);
    if (!link.open) return link.answer;
    await eraseEverything(link.id, c.var.world);
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
