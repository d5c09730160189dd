import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { renewLink, requestLink } from '../../../core/actions/sign-up.ts';
import { ownerOf } from '../../../core/mail/opened-link.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { readAddress, readForm } from '../../kit/forms.ts';
import type { SiteContext, SiteEnv } from '../../kit/env.ts';
import { limited, type Held } from '../../kit/limiting.tsx';
import { LinkForm, RenewForm } from '../../kit/link-form.tsx';
import { doneAt, doneWith, seeOther } from '../../kit/receipt.ts';
import { respond } from '../../kit/respond.tsx';
import { Sheet } from '../../kit/sheet.tsx';

/**
 * "Send me my link": the way to one's settings without an email at hand. The same answer for every address. Whoever comes by an old link of
 * theirs types none: the mail goes to whom the link was for, as if they had.
 */
export const askForLink = new Hono<SiteEnv>()
  .get(links.askForLink.path, (c) => {
    const done = doneAt(c);
    return done === 'sent' || done === 'renewed' ? lookInYourInbox(c, done) : ask(c, {});
  })
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
    return seeOther(c, hrefOf(links.askForLink), 'sent', { text: email.trim(), once: deps.ids.fresh() });
  })
  .get(links.renewLink.path, (c) => ask(c, { owner: ownerAt(c) }))
  .post(links.renewLink.path, async (c) => {
    const form = await readForm(c);
    const { deps } = c.var;
    const owner = ownerAt(c);
    if (owner === undefined) return ask(c, {});
    const { held, mails } = await limited(c, form, { about: owner.id, source: 'link' });
    if (held !== undefined) return ask(c, { owner, held });
    if (mails) await renewLink(owner.id, deps);
    return seeOther(c, hrefOf(links.askForLink), 'renewed');
  });

const ownerAt = (c: SiteContext) => ownerOf(c.req.param('token') ?? '', c.var.deps);

function lookInYourInbox(c: SiteContext, done: 'sent' | 'renewed'): Promise<Response> {
  const { heading, ifKnown, ifAddressKnown, toYou, twoADay, notKnown } = words.link.sent;
  const address = doneWith(c);
  const known =
    address === undefined ? ifKnown : ifAddressKnown({ address, b: (shown) => <b class="address">{shown}</b> });
  const content = (
    <Sheet heading={heading} tone="good">
      <p>{done === 'sent' ? known : toYou}</p>
      <p>{twoADay}</p>
      {done === 'sent' && (
        <p>{notKnown<Child>({ signUp: (said) => <a href={`${hrefOf(links.home)}#sign-up`}>{said}</a> })}</p>
      )}
    </Sheet>
  );
  return respond(c, { title: heading, content });
}

interface Asked {
  email?: string;
  error?: string;
  held?: Held;
  /** Of the old link that they came by. */
  owner?: ReturnType<typeof ownerOf>;
}

function ask(c: SiteContext, { email, error, held, owner }: Asked): Promise<Response> {
  if (held?.proof !== undefined) c.set('scripts', ['proof']);
  const { heading, about } = words.link.asking;
  const content = (
    <Sheet heading={heading}>
      <p>{about}</p>
      {owner === undefined ? (
        <LinkForm {...(email !== undefined && { email })} error={error} held={held} />
      ) : (
        <RenewForm token={owner.token} held={held} />
      )}
    </Sheet>
  );
  if (held !== undefined) return respond(c, { title: words.parts.wait({ title: heading }), content, status: 429 });
  if (error !== undefined) return respond(c, { title: words.parts.check({ title: heading }), content, status: 422 });
  return respond(c, { title: heading, content });
}
