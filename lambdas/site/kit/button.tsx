import type { PropsWithChildren } from 'hono/jsx';
import { words } from '../../content/words.ts';
import { Check } from './icons.tsx';

interface SubmitProps {
  /** Filled is for the one thing that the page is for, `answer` for something that a person says about themselves, `plain` looks like a link. */
  look?: 'filled' | 'quiet' | 'answer' | 'plain';
  /** As wide as what it stands in. */
  wide?: boolean;
  /** Taller than others. */
  big?: boolean;
  /** What it says while its form is on its way, on pages that bring the script `busy`. */
  busy?: string;
  name?: string | undefined;
  value?: string | undefined;
}

/** A button that sends its form. */
export function Submit({ look = 'filled', wide, big, busy, children, ...sent }: PropsWithChildren<SubmitProps>) {
  const looks = [look !== 'filled' && look, wide && 'wide', big && 'big'].filter(Boolean).join(' ');
  return (
    <button
      type="submit"
      {...(looks !== '' && { class: looks })}
      {...(busy !== undefined && { 'data-busy': busy, 'data-still-busy': words.parts.stillTrying })}
      {...sent}
    >
      {children}
    </button>
  );
}

/** A button whose work is done: it says what is true now. */
export function Settled({ children }: PropsWithChildren) {
  return (
    <button type="button" disabled>
      <Check />
      {children}
    </button>
  );
}
