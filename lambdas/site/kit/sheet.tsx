import type { Child, PropsWithChildren } from 'hono/jsx';
import { type Errors, ErrorSummary } from './field.tsx';

/** A page of one short text: a sheet of paper with a heading. */
export function Sheet({ heading, tone, children }: PropsWithChildren<{ heading: string; tone?: 'good' }>) {
  return (
    <div class="narrow">
      <article class={tone === 'good' ? 'sheet good' : 'sheet'}>
        <h1>{heading}</h1>
        {children}
      </article>
    </div>
  );
}

interface IntroProps {
  heading: Child;
  lede: Child;
  /** What was just done. */
  said?: string | undefined;
  errors?: Errors;
}

/** The head of a page of several sections. */
export function Intro({ heading, lede, said, errors = {} }: IntroProps) {
  return (
    <div class="intro">
      <Said words={said} />
      <h1>{heading}</h1>
      <p class="lede">{lede}</p>
      <ErrorSummary errors={errors} />
    </div>
  );
}

/** What was just done. */
export function Said({ words }: { words: string | undefined }) {
  if (words === undefined) return <></>;
  return (
    <p class="done" role="status">
      {words}
    </p>
  );
}

interface PressProps {
  /** Where it is posted. */
  at: string;
  name?: string;
  value?: string;
  quiet?: boolean;
}

/** A form of one button: nothing changes without a press. */
export function Press({ at, quiet = false, children, ...sent }: PropsWithChildren<PressProps>) {
  return (
    <form method="post" action={at}>
      <button type="submit" {...(quiet && { class: 'quiet' })} {...sent}>
        {children}
      </button>
    </form>
  );
}

/** The way back for whoever is not, or no longer, signed up. */
export const SignUpAgain = () => (
  <p>
    <a class="button" href="/#sign-up">
      Sign up again
    </a>
  </p>
);
