import { Hono } from 'hono';
import { links } from '../../core/links.ts';
import { requestLink } from '../../core/sign-up.ts';
import { readAddress } from '../address-words.ts';
import type { SiteContext, SiteEnv } from '../env.ts';
import { readForm } from '../forms.ts';
import { allowed, tooOften } from '../limiting.ts';
import { LinkForm } from '../parts/link-form.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { respond } from '../respond.tsx';

/** "Send me my link": the way to one's settings without an e-mail at hand. The same answer for every address. */
export const askingForLink = new Hono<SiteEnv>()
  .get(links.askForLink.path, (c) => ask(c, {}))
  .post(links.askForLink.path, async (c) => {
    const form = await readForm(c);
    const email = form.one('email');
    const reading = readAddress(email);
    if ('error' in reading) return ask(c, { email, error: reading.error });
    const { allowance } = await allowed(c, reading.address.identity);
    if (!allowance.allowed) return ask(c, { email, error: tooOften(allowance) }, 429);
    await requestLink(reading.address, c.var.world);
    const content = (
      <Sheet heading="Look in your inbox" tone="good">
        <p>
          If this address gets our e-mails, a link to your settings is on its way to it. Give it a few minutes, and look
          in the spam or junk folder too.
        </p>
        <p>We send two links a day at most, so that nobody can flood your inbox.</p>
        <p>
          Nothing comes? Then the address may not be signed up. <a href="/#sign-up">Sign up here</a>
        </p>
      </Sheet>
    );
    return respond(c, { title: 'Look in your inbox', content });
  });

function ask(c: SiteContext, typed: { email?: string; error?: string }, status: 422 | 429 = 422): Promise<Response> {
  const wrong = typed.error !== undefined;
  const content = (
    <Sheet heading="Send me my link">
      <p>
        Every e-mail of ours ends in a link to your settings: to pause, change the day, or leave. If you have none at
        hand, we mail you a new one.
      </p>
      <LinkForm {...typed} />
    </Sheet>
  );
  return respond(
    c,
    { title: wrong ? 'Please check: Send me my link' : 'Send me my link', content },
    wrong ? status : 200,
  );
}
