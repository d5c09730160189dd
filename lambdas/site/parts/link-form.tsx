import { hrefOf, links } from '../../core/links.ts';
import { described, Field } from './field.tsx';

/** "Send me my link". */
export function LinkForm({ email = '', error }: { email?: string; error?: string | undefined }) {
  return (
    <form method="post" action={hrefOf(links.askForLink)} novalidate>
      <Field id="email" label="Your e-mail address" error={error}>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          maxlength={254}
          required
          value={email}
          {...described('email', { error })}
        />
      </Field>
      <button type="submit">Send me my link</button>
    </form>
  );
}
