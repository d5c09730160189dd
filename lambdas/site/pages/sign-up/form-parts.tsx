import { words } from '../../../content/words.ts';
import { formatDate, presentWording } from '../../kit/spoken.ts';
import { links } from '../../../core/mail/links.ts';
import { hrefOf } from '../../kit/hrefs.ts';
import { signUpSent, type SignUpTyped, trapName } from './sign-up-form.ts';
import { branchIn, type Series } from '../../../core/course/series.ts';
import { Submit } from '../../kit/button.tsx';
import type { ProofOfWork } from '../../kit/proof.ts';
import { BranchField } from '../settings/branch-field.tsx';
import { described, type Errors, Field, FieldError } from '../../kit/field.tsx';
import { ProofFields } from '../../kit/limiting.tsx';
import { FirstNameField, ReminderDaysField } from '../settings/schedule-fields.tsx';
import { When } from './when.tsx';

const said = words.landing.ask;

interface SignUpFormProps {
  series: Series;
  startsOn: string | undefined;
  typed: SignUpTyped;
  errors: Errors;
  /** Undefined on a page that is the same for everybody. */
  challenge: string | undefined;
  proof: ProofOfWork | undefined;
}

/** The form on the landing page, new or with what was typed: one field, and in one line when the lessons come. */
export function SignUpForm({ series, startsOn, typed, errors, challenge, proof }: SignUpFormProps) {
  const consent = presentWording('emails');
  return (
    // Our own messages are kinder than a browser's, and are the same with every browser.
    <form
      class="ask"
      id="sign-up"
      method="post"
      action={hrefOf(links.signUp)}
      novalidate
      data-challenge={challenge ?? hrefOf(links.proof)}
    >
      <EmailField typed={typed} errors={errors} />
      <Submit wide busy={said.sending}>
        {said.button}
      </Submit>
      <FromElsewhere {...{ series, typed, errors }} />
      <When typed={typed} errors={errors} />
      <Honeypot />
      <ProofFields proof={proof} />
      <Kept name="series" value={series.id} />
      <Kept name="from" value={typed.from} />
      <Kept name="consent" value={consent.version} />
      {errors['email'] !== undefined && <Kept name="asTyped" value={typed.email} />}
      <div id="consent" tabindex={-1} {...(errors['consent'] !== undefined && { class: 'field invalid' })}>
        <FieldError id="consent" error={errors['consent']} />
        <ul class="promises">
          <li>{said.first}</li>
          {startsOn !== undefined && <li>{said.startsOn({ date: formatDate(startsOn) })}</li>}
          <li>{consent.text}</li>
          <li>{said.free({ data: (linked) => <a href={hrefOf(links.privacy)}>{linked}</a> })}</li>
        </ul>
      </div>
    </form>
  );
}

function EmailField({ typed, errors }: { typed: SignUpTyped; errors: Errors }) {
  const notes = { error: errors['email'] };
  return (
    <Field id="email" label={said.email} {...notes}>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="email"
        inputmode="email"
        maxlength={254}
        required
        value={typed.email}
        {...described('email', notes)}
      />
    </Field>
  );
}

/** What only forms of other sites ask: kept as it was sent, and asked for again where it is wrong. */
function FromElsewhere({ series, typed, errors }: { series: Series; typed: SignUpTyped; errors: Errors }) {
  const isBranchWrong = errors['health'] !== undefined;
  return (
    <>
      {errors['firstName'] === undefined ? (
        <Kept name="firstName" value={typed.firstName} />
      ) : (
        <FirstNameField typed={typed} errors={errors} />
      )}
      {errors['reminderDays'] === undefined ? (
        typed.reminderDays.map((day) => <Kept name="reminderDays" value={day} />)
      ) : (
        <ReminderDaysField typed={typed} errors={errors} />
      )}
      {isBranchWrong ? (
        <BranchField
          series={series}
          chosen={branchIn(series, typed.branch)}
          consent={{ sent: typed.health, error: errors['health'] }}
        />
      ) : (
        <>
          <Kept name="branch" value={typed.branch} />
          <Kept name="health" value={typed.health} />
        </>
      )}
    </>
  );
}

function Kept({ name, value }: { name: string; value: string }) {
  return value === '' ? <></> : <input type="hidden" name={name} value={value} />;
}

/** A sign-up as it was typed, to be sent by one press: to another address, or once more. */
export function SendSignUp({
  series,
  typed,
  proof,
  label,
  look,
}: {
  series: Series;
  typed: SignUpTyped;
  proof?: ProofOfWork | undefined;
  label: string;
  look: 'quiet' | 'answer';
}) {
  return (
    <form method="post" action={hrefOf(links.signUp)}>
      <Submit look={look} busy={said.sending}>
        {label}
      </Submit>
      <ProofFields proof={proof} />
      <Kept name="series" value={series.id} />
      {signUpSent(typed).map(([name, value]) => (
        <Kept name={name} value={value} />
      ))}
    </form>
  );
}

/**
 * Off the screen, out of the tab order, silent: only a program fills it in. Password managers and form fillers are programs of people, so it has a
 * name that none of them knows, and asks each of them to leave it alone.
 */
function Honeypot() {
  return (
    <div class="beyond" aria-hidden="true">
      <label for={trapName}>{said.leaveEmpty}</label>
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
