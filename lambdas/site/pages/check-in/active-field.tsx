import { words } from '../../../content/words.ts';
import { measures } from '../../../core/course/progress.ts';
import { ScoreField } from '../../kit/score-field.tsx';

/** On how many days of the last week somebody was active. */
export function ActiveField(props: { label: string; typed: string; error: string | undefined }) {
  const { activeNone: none, activeMost: most } = words.checkIn;
  return <ScoreField id="active" none={none} most={most} max={measures.active} {...props} />;
}
