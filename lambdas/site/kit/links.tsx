import type { Context } from 'hono';
import { hrefOf, links, type TokenLink } from '../../core/mail/links.ts';
import { open, type NotOpened, type Opened } from '../../core/mail/opened-link.ts';
import type { PageContext, PageEnv } from './env.ts';
import { Sheet, SignUpAgain } from './sheet.tsx';
import { LinkForm } from './link-form.tsx';
import { respond, type Page } from './respond.tsx';
import type { PageDeps } from './deps.ts';

/** `answer` is the page to answer with. */
type Opening<L extends TokenLink> = Opened<L> | { open: false; answer: Promise<Response> };

/** Reads the token of the address. Compiles only with the link of the handler's own route, so that no handler chooses whose tokens it takes. */
export async function openLink<LocalService extends PageDeps, P extends string, L extends TokenLink>(
  c: Context<PageEnv<LocalService>, P>,
  link: L & { path: NoInfer<P> },
): Promise<Opening<L>> {
  const opened = await tryLink<L>(c, link, c.req.param('token') ?? '');
  return opened.open ? opened : { open: false, answer: answerTo(c, opened.why, link) };
}

/** Whether a token opens a link, for who has no page to answer with. From then on the log can name whose link it is. */
export async function tryLink<L extends TokenLink>(
  c: PageContext,
  link: L,
  token: string,
): Promise<Opened<L> | NotOpened> {
  const { deps } = c.var;
  // Before it is looked for, so that the log can name who could not be.
  const find = (id: string) => (c.set('subscriber', id), deps.subscribers.find(id));
  const opened = await open<L>(link, token, { ...deps, subscribers: { find } });
  if (opened.id !== undefined) c.set('subscriber', opened.id);
  return opened;
}

function answerTo(c: PageContext, why: NotOpened['why'], { purpose }: TokenLink): Promise<Response> {
  switch (why) {
    case 'broken':
      return broken(c);
    case 'expired':
      return purpose === 'confirm' ? confirmationGone(c) : expired(c, purpose);
    case 'weaker':
      return freshNeeded(c);
    case 'moved':
      return respond(c, { ...movedAway, status: 410 });
    case 'gone':
      return respond(c, { ...nothing, status: 410 });
    case 'void':
      return madeVoid(c);
    default:
      return why satisfies never;
  }
}

/** One page for every kind of damage. */
function broken(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="This link does not work">
      <p>
        Part of it may be missing. Please open it from the email again, or copy all of it. If it still does not work, we
        can mail you a new one.
      </p>
      <LinkForm />
    </Sheet>
  );
  return respond(c, { title: 'Link not working', content, status: 404 });
}

/** Says that there is nothing to confirm any more. */
export function confirmationGone(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="This link has expired">
      <p>
        A confirmation link works for seven days. This one has expired or was already used. Nothing is sent to you
        unless you sign up again.
      </p>
      <SignUpAgain />
      <p>
        Already get our emails? <a href={hrefOf(links.askForLink)}>Ask for your own link</a> instead.
      </p>
    </Sheet>
  );
  return respond(c, { title: 'Link has expired', content, status: 410 });
}

const formatLives: Partial<Record<TokenLink['purpose'], string>> = {
  fresh: 'This one opens everything that we store about you, so it works for one hour.',
  'take-back': 'A change of address can be cancelled for seven days.',
};

function expired(c: PageContext, purpose: TokenLink['purpose']): Promise<Response> {
  const content = (
    <Sheet heading="This link has expired">
      <p>
        {formatLives[purpose] ?? 'To keep your settings yours, each link works for some weeks.'} The newest email has a
        newer link, or we can mail you one now.
      </p>
      <LinkForm />
    </Sheet>
  );
  return respond(c, { title: 'Link has expired', content, status: 410 });
}

/** For whoever comes by a link that is good, but not for this page. */
function freshNeeded(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="For this we mail you a link">
      <p>
        Emails get forwarded, and their links with them. So this page opens only with a link that we send to you alone.
      </p>
      <LinkForm />
    </Sheet>
  );
  return respond(c, { title: 'A link by email', content, status: 403 });
}

function madeVoid(c: PageContext): Promise<Response> {
  const content = (
    <Sheet heading="This link does not work any more">
      <p>Your earlier links were made void. Newer emails have new ones, or we can mail you one now.</p>
      <LinkForm />
    </Sheet>
  );
  return respond(c, { title: 'Link not working', content, status: 410 });
}

/** For people of whom nothing is stored. */
export const nothing: Page = {
  title: 'Nothing stored',
  content: (
    <Sheet heading="There is nothing here any more">
      <p>Nothing is stored that this link could change.</p>
      <p>
        <a href="/">Go to the start page</a>
      </p>
    </Sheet>
  ),
};

/** What the links in emails to an old address lead to, but for those that end mail. */
export const movedAway: Page = {
  title: 'Moved',
  content: (
    <Sheet heading="Your course has moved to another address">
      <p>
        Use the link in an email there, or <a href={hrefOf(links.askForLink)}>ask for one</a>.
      </p>
      <p>Not you? The email that told this address about the change has a link that undoes it, for seven days.</p>
    </Sheet>
  ),
};
