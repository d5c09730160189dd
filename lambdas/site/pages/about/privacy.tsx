import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { words } from '../../../content/words.ts';
import { undoDays } from '../../../core/actions/unsubscribing.ts';
import { links } from '../../../core/mail/links.ts';
import type { SiteEnv } from '../../kit/env.ts';
import { respond } from '../../kit/respond.tsx';
import type { SiteDeps } from '../../kit/deps.ts';
import { Disclosure, tellsAnswers } from '../own-data/disclosure.tsx';

const text = words.pages.privacy;

/** What is stored, why, and how long: templates/words/…/pages/privacy.md. */
export const privacy = new Hono<SiteEnv>().get(links.privacy.path, (c) => {
  c.set('open', true);
  return respond(c, {
    title: text.title,
    description: words.descriptions.privacy,
    content: <Privacy {...c.var.deps} />,
  });
});

type PrivacyProps = Pick<SiteDeps, 'sender' | 'webhooks' | 'keepCompletedMonths' | 'region'>;

function Privacy({ sender, webhooks, keepCompletedMonths, region }: PrivacyProps) {
  const { name, postalAddress, replyTo } = sender;
  const values = {
    sender: name,
    postalAddress,
    Mailbox: <a href={`mailto:${replyTo}`}>{replyTo}</a>,
    answers: tellsAnswers(webhooks) ? 'leave' : 'stay',
    undoDays,
    months: keepCompletedMonths,
    region: region === '' ? 'unknown' : region,
    Disclosure: <Disclosure webhooks={webhooks} sender={sender} />,
    Address: (
      <address>
        {name}, {postalAddress}
      </address>
    ),
  };
  return (
    <div class="narrow">
      <article class="sheet prose">{text.body<Child>(values, raw)}</article>
    </div>
  );
}
