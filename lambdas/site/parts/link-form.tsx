import { hrefOf, links } from '../../core/links.ts';
import { described, Field } from './field.tsx';

interface LinkFormProps {
  email?: string;
  error?: string | undefined;
  id?: string;
  /** Of the button. */
  label?: string;
}

/** "Send me my link". */
export function LinkForm({ email = '', error, id = 'email', label = 'Send me my link' }: LinkFormProps) {
  return (
    <form method="post" action={hrefOf(links.askForLink)} novalidate>
      <Field id={id} label="Your e-mail address" error={error}>
        <input
          id={id}
          name="email"
          type="email"
          autocomplete="email"
          maxlength={254}
          required
          value={email}
          {...described(id, { error })}
        />
      </Field>
      <button type="submit">{label}</button>
    </form>
  );
}
