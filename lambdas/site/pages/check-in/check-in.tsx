import { type CheckInTyped, noteMax } from './check-in-form.ts';
import { hrefOf, links } from '../../../core/mail/links.ts';
import { HealthConsentField } from './health-consent.tsx';
import { FirstNumbers, HelpLink } from '../../kit/help-contacts.tsx';
import { described, type Errors, ErrorSummary, Field, FieldGroup } from '../../kit/field.tsx';

const answers = [
  ['0', 'On none'],
  ['1-2', 'On 1 or 2 days'],
  ['3-4', 'On 3 or 4 days'],
  ['5-7', 'On 5 days or more'],
] as const;

/** The answer of the mail is chosen already; one press of "Save" records it with whatever else somebody likes to say. */
export function CheckInForm({
  typed,
  errors,
  at,
  long,
  agreed,
  noted,
}: {
  typed: CheckInTyped;
  errors: Errors;
  at: string;
  long: boolean;
  /** They have agreed before that data about their health is stored. */
  agreed: boolean;
  /** They wrote a line this week, which is not shown here. */
  noted: boolean;
}) {
  return (
    <div class="narrow">
      <div class="intro">
        <h1>How was your week?</h1>
        <p class="lede">
          Every answer is fine, and none is compared with anybody’s. Nothing is saved before you press “Save”.
        </p>
        <ErrorSummary errors={errors} />
      </div>
      <form class="sheet" method="post" action={at} novalidate>
        <FieldGroup id="days" label="On how many days did you practise?" error={errors['days']}>
          {answers.map(([value, label]) => (
            <label class="tick">
              <input type="radio" name="days" value={value} checked={typed.days === value} />
              <span>{label}</span>
            </label>
          ))}
        </FieldGroup>
        <ScoreField
          id="stress"
          label="Stress in the last week (if you like)"
          typed={typed.stress}
          error={errors['stress']}
        />
        <ScoreField id="pain" label="Pain in the last week (if you like)" typed={typed.pain} error={errors['pain']} />
        {long && (
          <>
            <ScoreField
              id="enjoyment"
              label="How much did pain get in the way of enjoying life? (if you like)"
              typed={typed.enjoyment}
              error={errors['enjoyment']}
            />
            <ScoreField
              id="activity"
              label="How much did pain get in the way of what you do? (if you like)"
              typed={typed.activity}
              error={errors['activity']}
            />
          </>
        )}
        <NoteField typed={typed} error={errors['note']} noted={noted} />
        {!agreed && (
          <HealthConsentField
            why="We ask this once. Your answers are about your health, so we store them only if you agree."
            ticked={typed.health}
            error={errors['health']}
          />
        )}
        <button type="submit">Save</button>
      </form>
      <p>
        If you feel worse, or worried: <HelpLink>when and where to get help</HelpLink>. We do not read what you answer,
        so we cannot help in an emergency.
      </p>
    </div>
  );
}

function ScoreField(properties: { id: string; label: string; typed: string; error: string | undefined }) {
  const { id, label, typed, error } = properties;
  const notes = { hint: '0 is none, 10 the worst you can imagine.', error };
  return (
    <Field id={id} label={label} {...notes}>
      <select id={id} name={id} {...described(id, notes)}>
        <option value="" selected={typed === ''}>
          Leave it open
        </option>
        {Array.from({ length: 11 }, (_, score) => (
          <option value={String(score)} selected={typed === String(score)}>
            {score}
          </option>
        ))}
      </select>
    </Field>
  );
}

function NoteField({ typed, error, noted }: { typed: CheckInTyped; error: string | undefined; noted: boolean }) {
  const notes = {
    hint: 'You see it again on your progress page. We do not show it to anybody and do not read it; whoever runs the service could.',
    error,
  };
  return (
    <>
      <Field id="note" label="A line to yourself (if you like)" {...notes}>
        <input id="note" name="note" type="text" maxlength={noteMax} value={typed.note} {...described('note', notes)} />
      </Field>
      {noted && (
        <p class="hint">
          You wrote a line this week. It is kept if you leave this empty, and what you type here takes its place. To
          read it, <a href={hrefOf(links.askForLink)}>ask for a link</a>.
        </p>
      )}
      <p class="hint">
        No person and no program reads this line. If you are not safe, do not write it here: call <FirstNumbers />.
      </p>
    </>
  );
}
