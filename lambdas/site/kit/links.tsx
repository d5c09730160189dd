import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { perLanguage, words } from '../../content/words.ts';
import { links, type TokenLink } from '../../core/mail/links.ts';
import { hrefOf } from './hrefs.ts';
import { open, ownerOf, type NotOpened, type Opened } from '../../core/mail/opened-link.ts';
import type { PageContext, PageEnv } from './env.ts';
import { Sheet, SignUpAgain } from './sheet.tsx';
import { LinkForm, RenewForm } from './link-form.tsx';
import { respond, type Page } from './respond.tsx';
import type { PageDeps } from './deps.ts';
import { languageOfReader } from './whereabouts.ts';

/** `answer` is the page to answer with. */
type Opening<L extends TokenLink> = Opened<L> | { open: false; answer: Promise<Response> };

/** Reads the token of the address. Compiles only with the link of the handler's own route, so that no handler chooses whose tokens it takes. */
export async function openLink<LocalService extends PageDeps, P extends string, L extends TokenLink>(
  c: Context<PageEnv<LocalService>, P>,
  link: L & { path: NoInfer<P> },
): Promise<Opening<L>> {
  const opened = await tryLink<L>(c, link, c.req.param('token') ?? '');
  if (opened.open) return opened;
  await languageOfReader(c);
  return { open: false, answer: answerTo(c, opened.why, link) };
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
      // One page for every kind of damage, whoever it may have been.
      return closed(c, words.link.broken, { status: 404, renews: false });
    case 'expired':
      return purpose === 'confirm'
        ? confirmationGone(c)
        : closed(c, expiredWords[purpose] ?? words.link.expired, { status: 410 });
    case 'weaker':
      return closed(c, words.link.weaker, { status: 403 });
    case 'moved':
      return respond(c, { ...movedAway, status: 410 });
    case 'gone':
      return respond(c, { ...nothing, status: 410 });
    case 'void':
      return closed(c, words.link.void, { status: 410 });
    default:
      return why satisfies never;
  }
}

interface ClosedWords {
  title: string;
  heading: string;
  about: string;
}

const expiredWords: Partial<Record<TokenLink['purpose'], ClosedWords>> = {
  fresh: words.link.expiredFresh,
  'take-back': words.link.expiredTakeBack,
};

/** A link that does not open: why, and one press for a new one where the old one says whose it was. */
function closed(
  c: PageContext,
  { title, heading, about }: ClosedWords,
  { status, renews = true }: { status: 403 | 404 | 410; renews?: boolean },
): Promise<Response> {
  const owner = renews ? ownerOf(c.req.param('token') ?? '', c.var.deps) : undefined;
  const content = (
    <Sheet heading={heading}>
      <p>{about}</p>
      {owner === undefined ? <LinkForm /> : <RenewForm token={owner.token} />}
    </Sheet>
  );
  return respond(c, { title, content, status });
}

/** Says that there is nothing to confirm any more. */
export function confirmationGone(c: PageContext): Promise<Response> {
  const { title, heading, about, already } = words.link.expiredConfirmation;
  const content = (
    <Sheet heading={heading}>
      <p>{about}</p>
      <SignUpAgain />
      <p>{already<Child>({ ask: askLink })}</p>
    </Sheet>
  );
  return respond(c, { title, content, status: 410 });
}

const askLink = (said: Child) => <a href={hrefOf(links.askForLink)}>{said}</a>;

/** For people of whom nothing is stored. */
export const nothing: Page = perLanguage(() => ({
  title: words.link.nothing.title,
  content: (
    <Sheet heading={words.link.nothing.heading}>
      <p>{words.link.nothing.about}</p>
      <p>
        <a href={hrefOf(links.home)}>{words.parts.home}</a>
      </p>
    </Sheet>
  ),
}));

/** What the links in emails to an old address lead to, but for those that end mail. */
export const movedAway: Page = perLanguage(() => ({
  title: words.link.moved.title,
  content: (
    <Sheet heading={words.link.moved.heading}>
      <p>{words.link.moved.about<Child>({ ask: askLink })}</p>
      <p>{words.link.moved.notYou}</p>
    </Sheet>
  ),
}));
