import { words } from '../../content/words.ts';
import { FieldGroup } from './field.tsx';

interface ScoreFieldProps {
  id: string;
  label: string;
  /** '' leaves it open. */
  typed: string;
  /** What the ends mean: `none` of 0, `most` of 10. */
  none: string;
  most: string;
  /** The highest; 10 unless said. */
  max?: number;
  error?: string | undefined;
}

/** A score from 0 up, or none: radio buttons as cells. */
export function ScoreField({ id, label, typed, none, most, max = 10, error }: ScoreFieldProps) {
  const cell = (value: string, shown: string) => (
    <label>
      <input type="radio" name={id} value={value} checked={typed === value} />
      <span>{shown}</span>
    </label>
  );
  return (
    <FieldGroup id={id} label={label} error={error}>
      <div class="score">{Array.from({ length: max + 1 }, (_, score) => cell(String(score), String(score)))}</div>
      <div class="ends">
        <span>0 {none}</span>
        <span>
          {max} {most}
        </span>
      </div>
      <div class="pills">{cell('', words.parts.leaveOpen)}</div>
    </FieldGroup>
  );
}
