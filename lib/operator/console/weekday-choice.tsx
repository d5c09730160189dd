import { datesIn } from '../../../lambdas/core/time/words.ts';

/** A choice of weekdays by name. */
export function WeekdayChoice({ name, chosen }: { name: string; chosen: string | undefined }) {
  return (
    <select name={name}>
      {[1, 2, 3, 4, 5, 6, 7].map((day) => (
        <option value={String(day)} selected={String(day) === chosen}>
          {datesIn('en').weekdayName(day)}
        </option>
      ))}
    </select>
  );
}
