import type { Context } from 'hono';
import { hrefOf, links, type TokenLink } from '../core/links.ts';
import { open, type Opened } from '../core/opened-link.ts';
import type { PageContext, PageEnv } from './env.ts';
import { Sheet } from './parts/sheet.tsx';
import { LinkForm } from './parts/link-form.tsx';
import { respond } from './respond.tsx';
import type { PageWorld } from './world.ts';

/** `answer` is the page to answer with. */
type Opening<L extends TokenLink> = Opened<L> | { open: false; answer: Promise<Response> };

/** Reads the token of the address. Compiles only with the link of the handler's own route, so that no handler chooses whose tokens it takes. */
export function openLink<World extends PageWorld, P extends string, L extends TokenLink>(
  c: Context<PageEnv<World>, P>,
  link: L & { path: NoInfer<P> },
): Opening<L> {
  const page: PageContext = c;
  const opened = open<L>(link, page.req.param('token') ?? '', page.var.world);
  if ('open' in opened) {
    page.set('subscriber', opened.id);
    return opened;
  }
  if (opened.why === 'broken') return { open: false, answer: broken(c) };
  return { open: false, answer: link.purpose === 'confirm' ? confirmationGone(c) : settingsExpired(c) };
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
        Already get our e-mails? <a href={hrefOf(links.askForLink)}>Ask for your own link</a> instead.
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
