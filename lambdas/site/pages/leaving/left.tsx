import { leavingReasons, type LeavingReason } from '../../../core/actions/leaving.ts';
import { links, type Links } from '../../../core/mail/links.ts';
import { mint, onward, type Opened } from '../../../core/mail/opened-link.ts';
import type { SiteWorld } from '../../kit/world.ts';
import { FieldGroup } from '../../kit/field.tsx';
import { Sheet } from '../../kit/sheet.tsx';

const reasonWords: Record<LeavingReason, string> = {
  'too-many': 'Too many e-mails',
  'not-useful': 'They did not help me',
  'not-for-me': 'They are not meant for someone like me',
  'better-now': 'I feel better and do not need them now',
  other: 'Something else',
};

interface LeftProps {
  link: Opened<Links['unsubscribe']>;
  world: Pick<SiteWorld, 'keyring' | 'clock'>;
  farewell?: boolean;
  /** They left just now: this page has the way back. Later it is not one that an old email should open. */
  undoable?: boolean;
  error?: string;
}

/** What someone who left sees: that it is done, the way back, and one question that needs no answer. */
export function Left({ link, world, farewell = false, undoable = false, error }: LeftProps) {
  return (
    <Sheet heading="All mail has stopped" tone="good">
      <p>
        {farewell
          ? 'One last e-mail says so, as you asked. After that, nothing more comes.'
          : 'No lesson or reminder comes any more. There is nothing else to do.'}
      </p>
      {undoable ? (
        <Undo at={mint(link, links.undo, world)} />
      ) : (
        <p>
          You are welcome back: <a href="/#sign-up">sign up again</a>, and you go on where you left.
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
}

export const reasonKept = (
  <Sheet heading="Thank you" tone="good">
    <p>That helps us to get better. All mail has stopped; we wish you well.</p>
  </Sheet>
);

/** Takes leaving back, by a press like everything that changes something. */
export function Undo({ at }: { at: string }) {
  return (
    <form method="post" action={at}>
      <p class="aside">Pressed by mistake?</p>
      <button type="submit" class="quiet">
        Undo: keep my lessons coming
      </button>
    </form>
  );
}
