import { words } from '../../content/words.ts';
import { Submit } from './button.tsx';
import { Check } from './icons.tsx';

/** A form of one button that takes a change back. */
export interface Undo {
  /** Where it is posted. */
  at: string;
  name?: string;
  value?: string;
  /** Everything that it sends, where that is more than its button. */
  fields?: readonly (readonly [string, string])[];
}

/** What is true now, after a change, and the way back from it. */
export function Notice({ words: said, undo }: { words: string | undefined; undo?: Undo | undefined }) {
  if (said === undefined) return <></>;
  return (
    <div class="done">
      <p role="status">
        <Check />
        <span>{said}</span>
      </p>
      <TakeBack undo={undo} />
    </div>
  );
}

/** The button alone, where the heading of the page says what was done. */
export function TakeBack({ undo }: { undo: Undo | undefined }) {
  if (undo === undefined) return <></>;
  return (
    <form method="post" action={undo.at}>
      {undo.fields?.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Submit look="plain" name={undo.name} value={undo.value}>
        {words.parts.undo}
      </Submit>
    </form>
  );
}
