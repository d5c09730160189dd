import { hrefOf, links } from '../../core/links.ts';
import type { Held } from '../limiting.tsx';
import { described, Field } from './field.tsx';
import { HeldNotice, ProofFields } from './proof-fields.tsx';

/** "Send me my link". */
export function LinkForm({
  email = '',
  error,
  held,
}: {
  email?: string;
  error?: string | undefined;
  held?: Held | undefined;
}) {
  return (
    <form method="post" action={hrefOf(links.askForLink)} novalidate data-challenge={held?.proof?.challenge}>
      {held !== undefined && <HeldNotice held={held} />}
      <ProofFields proof={held?.proof} />
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
