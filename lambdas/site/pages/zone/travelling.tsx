import { Hono } from 'hono';
import { changeZone } from '../../../core/actions/changing.ts';
import { localTimeAt } from '../../../core/time/calendar.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import type { Opened } from '../../../core/mail/opened-link.ts';
import { Zone } from '../../../core/person/preferences.ts';
import { zoneInWords } from '../../../core/time/words.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { ZoneField } from '../settings/schedule-fields.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { inactivePage } from '../leaving/standing.tsx';
import { respond } from '../../kit/respond.tsx';
import { messages } from '../settings/schedule-form.ts';

/** For those who travel: the course comes along to another time zone, at the same local time. */
export const travelling = new Hono<SiteEnv>()
  .get(links.zone.path, async (c) => {
    const link = await openLink(c, links.zone);
    return link.open ? show(c, link) : link.answer;
  })
  .post(links.zone.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.zone);
    if (!link.open) return link.answer;
    const typed = form.one('zone');
    const reading = Zone.safeParse(typed);
    if (!reading.success) return show(c, link, { typed, error: messages['zone']! });
    const saved = await changeZone(link.id, reading.data, c.var.world);
    return show(c, link, { saved });
  });

interface ToShow {
  typed?: string;
  error?: string;
  saved?: boolean;
}

async function show(
  c: SiteContext,
  link: Opened<Links['zone']>,
  { typed, error, saved }: ToShow = {},
): Promise<Response> {
  const { world } = c.var;
  const person = await world.subscribers.find(link.id);
  if (person?.status !== 'active') return respond(c, inactivePage(person, link, world));
  c.set('scripts', ['zone']);
  const { zone, sendTime } = person.preferences;
  const content = (
    <Sheet heading="Where are you?">
      {saved === true && (
        <p class="done" role="status">
          Saved.
        </p>
      )}
      <p>
        You are on {zoneInWords(zone)} time, where it is {localTimeAt(world.clock.now(), zone)}. Your e-mails come at{' '}
        {sendTime} by the clocks there.
      </p>
      <NextLesson person={person} world={world} />
      <form method="post" action={c.req.path} novalidate>
        {/* Left open, so that the script may fill in where the browser is. */}
        <ZoneField typed={{ zone: typed ?? '' }} errors={error === undefined ? {} : { zone: error }} guess />
        <button type="submit">Move to this time zone</button>
      </form>
    </Sheet>
  );
  const title = 'Your time zone';
  return error === undefined
    ? respond(c, { title, content })
    : respond(c, { title: `Please check: ${title}`, content }, 422);
}
