import { hrefOf, links } from '../../../core/mail/links.ts';
import { type SignUpTyped, trapName } from './sign-up-form.ts';
import { presentWording } from '../../../core/person/consent-wordings.ts';
import { branchIn, type Series } from '../../../core/course/series.ts';
import type { ProofOfWork } from '../../kit/proof.ts';
import { BranchField } from '../settings/branch-field.tsx';
import { ConsentField, described, type Errors, Field } from '../../kit/field.tsx';
import { ProofFields } from '../../kit/limiting.tsx';
import { FirstNameField, ScheduleFields } from '../settings/schedule-fields.tsx';

interface SignUpFormProps {
  series: Series;
  typed: SignUpTyped;
  errors: Errors;
  /** Undefined on a page that is the same for everybody. */
  challenge: string | undefined;
  proof: ProofOfWork | undefined;
}

/** The form on the landing page, new or with what was typed. */
export function SignUpForm({ series, typed, errors, challenge, proof }: SignUpFormProps) {
  return (
    // Our own messages are kinder than a browser's, and are the same with every browser.
    <form method="post" action={hrefOf(links.signUp)} novalidate data-challenge={challenge ?? hrefOf(links.proof)}>
      <ProofFields proof={proof} />
      <input type="hidden" name="series" value={series.id} />
      <EmailField typed={typed} errors={errors} />
      <FirstNameField typed={typed} errors={errors} />
      <ScheduleFields typed={typed} errors={errors} guessZone />
      <BranchField
        series={series}
        chosen={branchIn(series, typed.branch)}
        consent={{ ticked: typed.health, error: errors['health'] }}
      />
      <Honeypot />
      <ConsentField
        id="consent"
        wording={presentWording('emails').text}
        ticked={typed.consent}
        error={errors['consent']}
        required
      />
      <button type="submit">Sign up</button>
      <p class="hint">We mail you one link first. Nothing else is sent until you confirm.</p>
    </form>
  );
}

function EmailField({ typed, errors }: { typed: SignUpTyped; errors: Errors }) {
  const notes = { error: errors['email'] };
  return (
    <Field id="email" label="Email address" {...notes}>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="email"
        maxlength={254}
        required
        value={typed.email}
        {...described('email', notes)}
      />
    </Field>
  );
}

/**
 * Off the screen, out of the tab order, silent: only a program fills it in. Password managers and form fillers are programs of people, so it has a
 * name that none of them knows, and asks each of them to leave it alone.
 */
function Honeypot() {
  return (
    <div class="beyond" aria-hidden="true">
      <label for={trapName}>Leave this empty</label>
      <input
        id={trapName}
        name={trapName}
        type="text"
        tabindex={-1}
        autocomplete="off"
        data-1p-ignore=""
        data-lpignore="true"
        data-bwignore=""
        data-form-type="other"
      />
    </div>
  );
}
