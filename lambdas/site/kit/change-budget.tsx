import { createMiddleware } from 'hono/factory';
import { words } from '../../content/words.ts';
import { secondsUntilChange } from '../../core/actions/change-budget.ts';
import { links, type TokenLink } from '../../core/mail/links.ts';
import type { SiteContext, SiteEnv } from './env.ts';
import { readForm } from './forms.ts';
import { minutesOf } from './limiting.tsx';
import { tryLink } from './links.tsx';
import { Sheet } from './sheet.tsx';
import { respond } from './respond.tsx';

const says = words.limits.changes;

/** Whoever holds a link may stop all mail with it, however much else was asked. */
const always: readonly TokenLink[] = [links.unsubscribe, links.closeInbox, links.erase];

/** The links whose forms change something, each with what keeps it within the person's budget. */
export const limitedLinks = Object.values(links)
  .filter((link): link is TokenLink => 'purpose' in link)
  .filter((link) => !always.includes(link));

/** Keeps what one person changes to so many in an hour: links are forwarded, and a program may have one. */
export function withinBudget(link: TokenLink) {
  return createMiddleware<SiteEnv>(async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const opened = await tryLink(c, link, c.req.param('token') ?? '');
    // The route says what is wrong with it.
    if (!opened.open) return next();
    const wait = await secondsUntilChange(opened.id, c.var.deps);
    return wait === undefined ? next() : later(c, wait);
  });
}

/** Keeps everything that was typed in a form of its own, to be sent once more. */
async function later(c: SiteContext, seconds: number): Promise<Response> {
  const form = await readForm(c);
  c.header('Retry-After', String(seconds));
  const content = (
    <Sheet heading={says.heading}>
      <p>{says.about({ minutes: minutesOf(seconds) })}</p>
      <form method="post" action={c.req.path}>
        {form.all().map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{says.again}</button>
      </form>
    </Sheet>
  );
  return respond(c, { title: says.heading, content, status: 429 });
}
