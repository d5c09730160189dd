import { perLanguage, words } from '../../../content/words.ts';
import { giveReason, leave, leavingReasons } from '../../../core/actions/unsubscribing.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import { FieldGroup } from '../../kit/field.tsx';
import { readAnyForm } from '../../kit/forms.ts';
import { LinkForm } from '../../kit/link-form.tsx';
import { openLink } from '../../kit/links.tsx';
import { pagesOf } from '../../kit/on-person.ts';
import { type Page, respond } from '../../kit/respond.tsx';
import { Sheet, WelcomeBack } from '../../kit/sheet.tsx';
import type { UnsubscribePagesDeps } from '../../kit/deps.ts';
import { isReason, reasonWords } from './reasons.ts';
import { Undo } from './undo.tsx';

const says = words.leaving;

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
      if (!isReason(reason)) return { errors: { reason: says.chooseReason } };
      return (await giveReason(link.id, reason, deps)) ? 'reason' : respond(c, nobody);
    },
  },
  say: { reason: () => says.thanks },
  view: ({ link, deps, at, errors, said }) => {
    if (errors['reason'] !== undefined) return left({ link, deps, error: errors['reason'] });
    if (said !== undefined) {
      const content = (
        <Sheet heading={said} tone="good">
          <p>{says.thanksAbout}</p>
        </Sheet>
      );
      return { title: said, content };
    }
    const content = (
      <Sheet heading={says.heading}>
        <p>{says.about}</p>
        <form method="post" action={at}>
          <label class="tick">
            <input type="checkbox" name="farewell" value="yes" />
            <span>{says.farewell}</span>
          </label>
          <button type="submit">{says.button}</button>
        </form>
      </Sheet>
    );
    return { title: says.title, content };
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
const nobody: Page = perLanguage(() => ({
  title: says.nobody.title,
  content: (
    <Sheet heading={says.nobody.heading}>
      <p>{says.nobody.about}</p>
      <LinkForm />
    </Sheet>
  ),
}));

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
    <Sheet heading={says.done} tone="good">
      <p>{farewell ? says.farewellComes : says.nothingComes}</p>
      {undoable ? <Undo at={mint(link, links.undo, deps)} /> : <WelcomeBack />}
      <hr />
      <form method="post" action={onward(link, links.reason)}>
        <FieldGroup id="reason" label={says.why} error={error}>
          {leavingReasons.map((reason) => (
            <label class="tick">
              <input type="radio" name="reason" value={reason} />
              <span>{reasonWords[reason]}</span>
            </label>
          ))}
        </FieldGroup>
        <button type="submit" class="quiet">
          {says.send}
        </button>
      </form>
    </Sheet>
  );
  return { title: says.done, content };
}
