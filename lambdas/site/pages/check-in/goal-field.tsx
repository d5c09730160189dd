import { words } from '../../../content/words.ts';
import { goalMax } from '../../../core/actions/start.ts';
import { typedText } from '../../../core/person/typed-text.ts';
import { described, Field } from '../../kit/field.tsx';

const says = words.progress.goal;

/** What somebody does it for, as a form sends it. */
export const GoalText = typedText(goalMax, { lines: 'one' });

/** "So that I can …", in their own words. */
export function GoalField({ typed, error }: { typed: string; error: string | undefined }) {
  const notes = { hint: says.hint, error };
  return (
    <Field id="goal" label={says.label} {...notes}>
      <input id="goal" name="goal" type="text" maxlength={goalMax} value={typed} {...described('goal', notes)} />
    </Field>
  );
}
