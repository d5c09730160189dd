import type { Child, PropsWithChildren } from 'hono/jsx';
import { words } from '../../content/words.ts';
import { links } from '../../core/mail/links.ts';
import { Submit } from './button.tsx';
import { type Errors, ErrorSummary } from './field.tsx';
import { Notice, type Undo } from './notice.tsx';
import { hrefOf } from './hrefs.ts';

/** A page of one short text: a sheet of paper with a heading. `good` says that what it is about was done. */
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
  /** The way back from it. */
  undo?: Undo | undefined;
  errors?: Errors;
}

/** The head of a page of several sections. */
export function Intro({ heading, lede, said, undo, errors = {} }: IntroProps) {
  return (
    <div class="intro">
      <Notice words={said} undo={undo} />
      <h1>{heading}</h1>
      <p class="lede">{lede}</p>
      <ErrorSummary errors={errors} />
    </div>
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
      <Submit look={quiet ? 'quiet' : 'filled'} {...sent}>
        {children}
      </Submit>
    </form>
  );
}

/** The way back for whoever is not, or no longer, signed up. */
export const SignUpAgain = () => (
  <p>
    <a class="button" href={`${hrefOf(links.home)}#sign-up`}>
      {words.parts.signUpAgain}
    </a>
  </p>
);

/** The same in a sentence, for who left and is known still. */
export const WelcomeBack = () => (
  <p>
    {words.standing.left.back<Child>({ signUp: (linked) => <a href={`${hrefOf(links.home)}#sign-up`}>{linked}</a> })}
  </p>
);

/** Words for who does not see the page. */
export const unseen = (words: string) => <span class="unseen">{words}</span>;
