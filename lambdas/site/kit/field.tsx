import type { PropsWithChildren } from 'hono/jsx';
import { words } from '../../content/words.ts';
import { links } from '../../core/mail/links.ts';
import type { Wording } from '../../core/person/consent-wordings.ts';
import { hrefOf } from './hrefs.ts';

/** What is wrong with a form, by field name. */
export type Errors = Readonly<Record<string, string>>;

/** The attributes that tie a control to its hint and its error. */
export function described(id: string, { hint, error }: { hint?: unknown; error?: string | undefined }) {
  const ids = [error !== undefined && `${id}-error`, hint !== undefined && `${id}-hint`].filter(Boolean).join(' ');
  return {
    ...(ids !== '' && { 'aria-describedby': ids }),
    ...(error !== undefined && { 'aria-invalid': 'true' as const }),
  };
}

interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A control with its label, hint and error. The control takes `described(id, …)`. */
export function Field({ id, label, hint, error, children }: PropsWithChildren<FieldProps>) {
  return (
    <div class={error === undefined ? 'field' : 'field invalid'}>
      <label for={id}>{label}</label>
      <Notes id={id} hint={hint} error={error} />
      {children}
    </div>
  );
}

/** The same for a group of controls. */
export function FieldGroup({ id, label, hint, error, children }: PropsWithChildren<FieldProps>) {
  return (
    <fieldset class={error === undefined ? 'field' : 'field invalid'} id={id} {...described(id, { hint, error })}>
      <legend>{label}</legend>
      <Notes id={id} hint={hint} error={error} />
      {children}
    </fieldset>
  );
}

function Notes({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>) {
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </>
  );
}

/** What is wrong, and how to put it right. */
export function FieldError({ id, error }: Pick<FieldProps, 'id' | 'error'>) {
  if (error === undefined) return <></>;
  return (
    <p class="error" id={`${id}-error`}>
      <span class="unseen">{words.fields.error} </span>
      {error}
    </p>
  );
}

interface ConsentFieldProps {
  id: string;
  /** What they agree to. */
  wording: Wording;
  /** What the box said in a form that was not taken, '' where it was not ticked: only the same words are still agreed to. */
  sent: string;
  hint?: string;
  error: string | undefined;
  required?: boolean;
}

/** The box by which somebody agrees to a wording. */
export function ConsentField({ id, wording, sent, hint, error, required = false }: ConsentFieldProps) {
  return (
    <div class={error === undefined ? 'field' : 'field invalid'}>
      <Notes id={id} hint={hint} error={error} />
      <label class="tick consent">
        <input
          id={id}
          type="checkbox"
          name={id}
          value={wording.version}
          required={required}
          checked={sent === wording.version}
          {...described(id, { hint, error })}
        />
        <span>{wording.text}</span>
      </label>
      <p class="hint">
        <a href={hrefOf(links.privacy)}>{words.fields.privacy}</a>
      </p>
    </div>
  );
}

/** What is wrong, at the top of the form and in focus, with a link to each field. */
export function ErrorSummary({ errors }: { errors: Errors }) {
  const entries = Object.entries(errors);
  if (entries.length === 0) return <></>;
  return (
    <section class="summary" aria-labelledby="summary-heading" tabindex={-1} autofocus>
      <h2 id="summary-heading">{words.fields.toChange({ n: entries.length })}</h2>
      <ul>
        {entries.map(([name, message]) => (
          <li>
            <a href={`#${name}`}>{message}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
