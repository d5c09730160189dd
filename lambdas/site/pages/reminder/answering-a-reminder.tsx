import { Hono } from 'hono';
import { changeReminders } from '../../../core/actions/changing.ts';
import { hrefOf, links, type Links } from '../../../core/mail/links.ts';
import type { Opened } from '../../../core/mail/opened-link.ts';
import { practised } from '../../../core/actions/practising.ts';
import { isPerson } from '../../../core/person/subscriber.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { ReminderDaysField } from '../settings/schedule-fields.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { inactivePage } from '../leaving/standing.tsx';
import { respond } from '../../kit/respond.tsx';
import { readReminderDays } from '../settings/schedule-form.ts';

/** The two links of a reminder: "I did it", and to change or stop reminders. Opening either changes nothing. */
export const answeringAReminder = new Hono<SiteEnv>()
  .get(links.didIt.path, async (c) => {
    const link = await openLink(c, links.didIt);
    if (!link.open) return link.answer;
    const content = (
      <Sheet heading="You practised?">
        <p>One press, and this week counts one day more. After five days, the week’s other reminders stay away.</p>
        <form method="post" action={c.req.path}>
          <div class="choices">
            <button type="submit" name="when" value="today">
              Yes, today
            </button>
            <button type="submit" name="when" value="yesterday" class="quiet">
              Yes, yesterday
            </button>
          </div>
        </form>
      </Sheet>
    );
    return respond(c, { title: 'You practised?', content });
  })
  .post(links.didIt.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.didIt);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const done = await practised(link.id, form.one('when') === 'yesterday' ? 1 : 0, world);
    const person = await world.subscribers.find(link.id);
    if (!done || !isPerson(person)) return respond(c, inactivePage(person, link, world));
    const content = (
      <Sheet heading="Well done. It is noted" tone="good">
        <NextLesson person={person} world={world} />
        <p>
          Your e-mails have a link to your weeks so far, or <a href={hrefOf(links.askForLink)}>ask for one</a>.
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Noted', content });
  })
  .get(links.reminders.path, async (c) => {
    const link = await openLink(c, links.reminders);
    return link.open ? show(c, link) : link.answer;
  })
  .post(links.reminders.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.reminders);
    if (!link.open) return link.answer;
    const typed = form.one('stop') === 'yes' ? [] : form.many('reminderDays');
    const reading = readReminderDays(typed);
    if ('error' in reading) return show(c, link, { typed, error: reading.error });
    const saved = await changeReminders(link.id, reading.days, c.var.world);
    const words = reading.days.length === 0 ? 'Reminders have stopped. Your lessons go on.' : 'Saved.';
    return show(c, link, { done: saved ? words : undefined });
  });

interface ToShow {
  typed?: string[];
  error?: string;
  done?: string | undefined;
}

async function show(
  c: SiteContext,
  link: Opened<Links['reminders']>,
  { typed, error, done }: ToShow = {},
): Promise<Response> {
  const { world } = c.var;
  const person = await world.subscribers.find(link.id);
  if (person?.status !== 'active') return respond(c, inactivePage(person, link, world));
  const reminderDays = typed ?? person.preferences.reminderDays.map(String);
  const content = (
    <Sheet heading="Your reminders">
      {done !== undefined && (
        <p class="done" role="status">
          {done}
        </p>
      )}
      <form method="post" action={c.req.path} novalidate>
        <ReminderDaysField typed={{ reminderDays }} errors={error === undefined ? {} : { reminderDays: error }} />
        <button type="submit">Save</button>
      </form>
      {person.preferences.reminderDays.length > 0 && (
        <form method="post" action={c.req.path}>
          <button type="submit" name="stop" value="yes" class="quiet">
            Stop all reminders
          </button>
        </form>
      )}
    </Sheet>
  );
  const title = 'Your reminders';
  return error === undefined
    ? respond(c, { title, content })
    : respond(c, { title: `Please check: ${title}`, content }, 422);
}
