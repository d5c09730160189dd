import { readToken, type LinkPurpose } from '../core/link-token.ts';
import type { PageContext } from './env.ts';
import { Sheet } from './parts/sheet.tsx';
import { LinkForm } from './parts/link-form.tsx';
import { respond } from './respond.tsx';

export type OpenedLink =
  | { open: true; id: string }
  /** The page to answer with. */
  | { open: false; answer: Promise<Response> };

/** Reads the token of the address, for one purpose. */
export function openLink(c: PageContext, purpose: LinkPurpose): OpenedLink {
  const { keyring, clock } = c.var.world;
  const reading = readToken(keyring, purpose, c.req.param('token') ?? '', clock.now());
  if (reading.valid) {
    c.set('subscriber', reading.subscriberId);
    return { open: true, id: reading.subscriberId };
  }
  if (reading.why === 'broken') return { open: false, answer: broken(c) };
  return { open: false, answer: purpose === 'confirm' ? confirmationGone(c) : settingsExpired(c) };
}

/** One page for every kind of damage. */
function broken(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="This link does not work">
      <p>
        Part of it may be missing. Please open it from the e-mail again, or copy all of it. If it still does not work,
        we can mail you a new one.
      </p>
      <LinkForm />
    </Sheet>
  );
  return respond(c, { title: 'Link not working', content }, 404);
}

/** Says that there is nothing to confirm any more. */
export function confirmationGone(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="This link has run out">
      <p>
        A confirmation link works for seven days. This one is too old, or it has done its work. Nothing is sent to you
        unless you sign up again.
      </p>
      <p>
        <a class="button" href="/#sign-up">
          Sign up again
        </a>
      </p>
      <p>
        Already get our e-mails? <a href="/link">Ask for your own link</a> instead.
      </p>
    </Sheet>
  );
  return respond(c, { title: 'Link has run out', content }, 410);
}

function settingsExpired(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="This link has run out">
      <p>
        To keep your settings yours, each link works for 30 days. The newest e-mail has a newer one, or we can mail you
        one now.
      </p>
      <LinkForm />
    </Sheet>
  );
  return respond(c, { title: 'Link has run out', content }, 410);
}
