import { Hono } from 'hono';
import { requestLink } from '../../../core/actions/sign-up.ts';
import { hrefOf, links } from '../../../core/mail/links.ts';
import { readAddress, readForm } from '../../kit/forms.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { limited, type Held } from '../../kit/limiting.tsx';
import { LinkForm } from '../../kit/link-form.tsx';
import { doneAt, seeOther } from '../../kit/receipt.ts';
import { respond } from '../../kit/respond.tsx';
import { Sheet } from '../../kit/sheet.tsx';

/** "Send me my link": the way to one's settings without an email at hand. The same answer for every address. */
export const askForLink = new Hono<SiteEnv>()
  .get(links.askForLink.path, (c) => (doneAt(c) === 'sent' ? lookInYourInbox(c) : ask(c, {})))
  .post(links.askForLink.path, async (c) => {
    const form = await readForm(c);
    const email = form.one('email');
    const reading = readAddress(email);
    if ('error' in reading) return ask(c, { email, error: reading.error });
    const { deps } = c.var;
    // By the person, not their inbox: a stranger who types other names of it must not keep them from their link.
    const about = deps.keyring.subscriberId(reading.address.identity);
    const { held, mails } = await limited(c, form, { about, source: 'link' });
    if (held !== undefined) return ask(c, { email, held });
    if (mails) await requestLink(reading.address, deps);
    return seeOther(c, hrefOf(links.askForLink), 'sent');
  });

function lookInYourInbox(c: SiteContext): Promise<Response> {
  const content = (
    <Sheet heading="Look in your inbox" tone="good">
      <p>
        If this address gets our emails, a link to your settings is on its way to it, or came in the last few hours.
        Give it a few minutes, and look in the spam or junk folder too.
      </p>
      <p>We send two links a day at most, so that nobody can flood your inbox.</p>
      <p>
        Nothing comes? Then the address may not be signed up. <a href="/#sign-up">Sign up here</a>
      </p>
    </Sheet>
  );
  return respond(c, { title: 'Look in your inbox', content });
}

interface Typed {
  email?: string;
  error?: string;
  held?: Held;
}

function ask(c: SiteContext, { email, error, held }: Typed): Promise<Response> {
  if (held?.proof !== undefined) c.set('scripts', ['proof']);
  const content = (
    <Sheet heading="Send me my link">
      <p>
        Every email from us ends in a link to your settings: to pause, change the day, or unsubscribe. If you have none
        at hand, we mail you a new one.
      </p>
      <LinkForm {...(email !== undefined && { email })} error={error} held={held} />
    </Sheet>
  );
  const title = 'Send me my link';
  if (held !== undefined) return respond(c, { title: `In a moment: ${title}`, content, status: 429 });
  if (error !== undefined) return respond(c, { title: `Please check: ${title}`, content, status: 422 });
  return respond(c, { title, content });
}
