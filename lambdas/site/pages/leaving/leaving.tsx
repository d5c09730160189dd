import { SignUpAgain } from '../../kit/sign-up-again.tsx';
import { Hono } from 'hono';
import {
  giveReason,
  leave,
  type LeavingReason,
  leavingReasons,
  type LeavingWorld,
  undoLeaving,
} from '../../../core/actions/leaving.ts';
import { hrefOf, type Links, links } from '../../../core/mail/links.ts';
import type { Opened } from '../../../core/mail/opened-link.ts';
import { whereNow } from '../../../core/actions/trail.ts';
import type { PageContext, PageEnv } from '../../kit/env.ts';
import { readAnyForm, readForm } from '../../kit/forms.ts';
import { openLink } from '../../kit/links.tsx';
import { Left, reasonKept } from './left.tsx';
import { LinkForm } from '../../kit/link-form.tsx';
import { NextLesson } from '../course/next-lesson.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import { respond } from '../../kit/respond.tsx';
import type { PageWorld, SiteWorld } from '../../kit/world.ts';

/** What the unsubscribe pages need, in the site and in their own function. */
export type LeavingPagesWorld = PageWorld & LeavingWorld & Pick<SiteWorld, 'series'>;

/**
 * The link that ends all mail, for people and for their mail programs.
 *
 * A program POSTs to it by itself (RFC 8058), with a body of either kind or none, from anywhere and without cookies. So the POST acts on
 * the token alone, answers 200 and never redirects.
 */
export const leavingByLink = new Hono<PageEnv<LeavingPagesWorld>>()
  .get(links.unsubscribe.path, async (c) => {
    const link = await openLink(c, links.unsubscribe);
    if (!link.open) return link.answer;
    const content = (
      <Sheet heading="Stop all mail?">
        <p>One press, and no lesson or reminder comes any more.</p>
        <form method="post">
          <label class="tick">
            <input type="checkbox" name="farewell" value="yes" />
            <span>Send me one last e-mail that says so</span>
          </label>
          <button type="submit">Stop all mail</button>
        </form>
      </Sheet>
    );
    return respond(c, { title: 'Stop all mail', content });
  })
  .post(links.unsubscribe.path, async (c) => {
    const link = await openLink(c, links.unsubscribe);
    if (!link.open) return link.answer;
    const form = await readAnyForm(c);
    const farewell = form.one('farewell') === 'yes';
    const leaving = await leave(link.id, { farewell }, c.var.world);
    if (leaving.outcome === 'nobody') return nobody(c);
    return left(c, link, { farewell, undoable: leaving.justNow });
  })
  .post(links.undo.path, async (c) => {
    await readForm(c);
    const link = await openLink(c, links.undo);
    if (!link.open) return link.answer;
    const { world } = c.var;
    const undone = await undoLeaving(link.id, world);
    const person = await whereNow(link.id, world);
    if (person?.status !== 'active') return tooLateToUndo(c);
    const content = (
      <Sheet heading={undone ? 'Welcome back' : 'You are subscribed'} tone="good">
        <NextLesson person={person} world={world} />
        <p>
          Rather a pause, or another day or time?{' '}
          <a href={hrefOf(links.askForLink)}>Ask for the link to your settings</a>
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Welcome back', content });
  })
  .post(links.reason.path, async (c) => {
    const form = await readForm(c);
    const link = await openLink(c, links.reason);
    if (!link.open) return link.answer;
    const reason = form.one('reason');
    if (!isReason(reason)) return left(c, link, { error: 'Choose one of the answers, or just close this page.' }, 422);
    const kept = await giveReason(link.id, reason, c.var.world);
    return kept ? respond(c, { title: 'Thank you', content: reasonKept }) : nobody(c);
  });

/** The link found nobody: mail may come to another address of theirs, about which this one says nothing. */
function nobody(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="This address gets no mail from us">
      <p>
        Nothing was being sent to it. Do our e-mails come to another address? Use the link in one of those, or ask for
        one:
      </p>
      <LinkForm />
    </Sheet>
  );
  return respond(c, { title: 'No mail to this address', content });
}

function left(
  c: PageContext,
  link: Opened<Links['unsubscribe']>,
  more: { farewell?: boolean; undoable?: boolean; error?: string },
  status: 200 | 422 = 200,
): Promise<Response> {
  return respond(
    c,
    { title: 'All mail has stopped', content: <Left link={link} world={c.var.world} {...more} /> },
    status,
  );
}

function isReason(text: string): text is LeavingReason {
  return leavingReasons.some((reason) => reason === text);
}

function tooLateToUndo(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="This cannot be undone any more">
      <p>Leaving can be taken back for 30 days. You are welcome to sign up again: you go on where you left.</p>
      <SignUpAgain />
    </Sheet>
  );
  return respond(c, { title: 'Not undone', content }, 409);
}
