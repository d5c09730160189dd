import { words } from '../../content/words.ts';
import { links } from '../../core/mail/links.ts';
import { hrefOf } from './hrefs.ts';
import { Submit } from './button.tsx';
import { type Held, HeldNotice, ProofFields } from './limiting.tsx';
import { described, Field } from './field.tsx';

interface LinkFormProps {
  email?: string;
  error?: string | undefined;
  /** Why the form was not taken, when nothing is wrong with it. */
  held?: Held | undefined;
  id?: string;
  /** Of the button. */
  label?: string;
}

/** "Send me my link". */
export function LinkForm({ email = '', error, held, id = 'email', label = words.link.ask }: LinkFormProps) {
  return (
    <form method="post" action={hrefOf(links.askForLink)} novalidate data-challenge={held?.proof?.challenge}>
      {held !== undefined && <HeldNotice held={held} />}
      <ProofFields proof={held?.proof} />
      <Field id={id} label={words.link.address} error={error}>
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

interface RenewFormProps {
  /** Of a link of theirs, however old. */
  token: string;
  held?: Held | undefined;
  /** Of the button. */
  label?: string;
}

/** "Mail me a new link": whoever comes by a link of their own has no address to type. */
export function RenewForm({ token, held, label = words.link.renew }: RenewFormProps) {
  return (
    <form method="post" action={hrefOf(links.renewLink, { token })} data-challenge={held?.proof?.challenge}>
      {held !== undefined && <HeldNotice held={held} />}
      <ProofFields proof={held?.proof} />
      <Submit>{label}</Submit>
    </form>
  );
}
