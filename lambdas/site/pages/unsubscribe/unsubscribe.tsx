import { giveReason, leave, type UnsubscribeReason, leavingReasons } from '../../../core/actions/unsubscribing.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import { FieldGroup } from '../../kit/field.tsx';
import { readAnyForm } from '../../kit/forms.ts';
import { LinkForm } from '../../kit/link-form.tsx';
import { openLink } from '../../kit/links.tsx';
import { pagesOf } from '../../kit/on-person.ts';
import { type Page, respond } from '../../kit/respond.tsx';
import { Sheet } from '../../kit/sheet.tsx';
import type { UnsubscribePagesDeps } from '../../kit/deps.ts';
import { Undo } from './undo.tsx';

/**
 * The link that ends all mail, for people and for their mail programs.
 *
 * A program POSTs to it by itself (RFC 8058), with a body of either kind or none, from anywhere and without cookies. So this POST acts on
 * the token alone, answers 200 and never redirects.
 */
export const leaving = pagesOf<UnsubscribePagesDeps>()(links.unsubscribe, {
  take: {
    reason: async ({ c, form, link, deps }) => {
      const reason = form.one('reason');
      if (!isReason(reason)) return { errors: { reason: 'Choose one of the answers, or just close this page.' } };
      return (await giveReason(link.id, reason, deps)) ? 'reason' : respond(c, nobody);
    },
  },
  say: { reason: 'Thank you' },
  view: ({ link, deps, at, errors, said }) => {
    if (errors['reason'] !== undefined) return left({ link, deps, error: errors['reason'] });
    if (said !== undefined) {
      const content = (
        <Sheet heading={said} tone="good">
          <p>That helps us to get better. All mail has stopped; we wish you well.</p>
        </Sheet>
      );
      return { title: said, content };
    }
    const content = (
      <Sheet heading="Stop all mail?">
        <p>Press once to stop all lessons and reminders.</p>
        <form method="post" action={at}>
          <label class="tick">
            <input type="checkbox" name="farewell" value="yes" />
            <span>Send me one last email to confirm</span>
          </label>
          <button type="submit">Stop all mail</button>
        </form>
      </Sheet>
    );
    return { title: 'Stop all mail', content };
  },
}).post(links.unsubscribe.path, async (c) => {
  const link = await openLink(c, links.unsubscribe);
  if (!link.open) return link.answer;
  const { deps } = c.var;
  const farewell = (await readAnyForm(c)).one('farewell') === 'yes';
  const leaving = await leave(link.id, { farewell }, deps);
  return respond(c, leaving.outcome === 'nobody' ? nobody : left({ link, deps, farewell, undoable: leaving.justNow }));
});

/** The link found nobody: mail may come to another address of theirs, about which this one says nothing. */
const nobody: Page = {
  title: 'No mail to this address',
  content: (
    <Sheet heading="This address gets no mail from us">
      <p>
        We were not sending anything to it. Do our emails come to another address? Use the link in one of those, or ask
        for one:
      </p>
      <LinkForm />
    </Sheet>
  ),
};

const reasonWords: Record<UnsubscribeReason, string> = {
  'too-many': 'Too many emails',
  'not-useful': 'They did not help me',
  'not-for-me': 'They are not meant for someone like me',
  'better-now': 'I feel better and do not need them now',
  other: 'Something else',
};

function isReason(text: string): text is UnsubscribeReason {
  return leavingReasons.some((reason) => reason === text);
}

interface LeftProps {
  link: Opened<Links['unsubscribe']>;
  deps: Pick<UnsubscribePagesDeps, 'keyring' | 'clock'>;
  farewell?: boolean;
  /** They left just now: this page has the way back. Later it is not one that an old email should open. */
  undoable?: boolean;
  error?: string;
}

/** What someone who left sees: that it is done, the way back, and one question that needs no answer. */
function left({ link, deps, farewell = false, undoable = false, error }: LeftProps): Page {
  const content = (
    <Sheet heading="All mail has stopped" tone="good">
      <p>
        {farewell
          ? 'As you asked, one last email will confirm this. Then we stop.'
          : 'You will get no more lessons or reminders. Nothing else to do.'}
      </p>
      {undoable ? (
        <Undo at={mint(link, links.undo, deps)} />
      ) : (
        <p>
          You are welcome back: <a href="/#sign-up">sign up again</a> and pick up where you left off.
        </p>
      )}
      <hr />
      <form method="post" action={onward(link, links.reason)}>
        <FieldGroup id="reason" label="Why did you leave? You need not say." error={error}>
          {leavingReasons.map((reason) => (
            <label class="tick">
              <input type="radio" name="reason" value={reason} />
              <span>{reasonWords[reason]}</span>
            </label>
          ))}
        </FieldGroup>
        <button type="submit" class="quiet">
          Send my answer
        </button>
      </form>
    </Sheet>
  );
  return { title: 'All mail has stopped', content };
}
