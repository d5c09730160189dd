import type { CheckIn } from '../person/records.ts';
import { hardAnswer } from './hard-answer.ts';

/** What somebody says of their weeks, seen over time. */

/** A change of this much of 10 is more than what people's scores move by themselves (NRS, see the sources). */
export const noticeable = 2;

export type ScoreName = 'stress' | 'pain';
export type Direction = 'lower' | 'higher' | 'same';
export type Trend = Partial<Record<ScoreName, Direction>>;

/** Check-ins that have a score. The first of them is the start that later ones are compared with. */
export function scored(checkIns: readonly CheckIn[], score: ScoreName): { of: CheckIn; value: number }[] {
  return checkIns.flatMap((of) => (of[score] === undefined ? [] : [{ of, value: of[score] }]));
}

/** What became of each score from its start to the latest check-in. Nothing is said of a score given once, and nothing at all after a hard week. */
export function trendOf(checkIns: readonly CheckIn[]): Trend {
  const answer = hardAnswer(
    checkIns.map(({ note, ...said }) => ({ ...said, ...(note !== undefined && { noted: true }) })),
  );
  if (answer !== undefined && answer.rule !== 'note') return {};
  return { ...directionOf(checkIns, 'stress'), ...directionOf(checkIns, 'pain') };
}

function directionOf(checkIns: readonly CheckIn[], score: ScoreName): Trend {
  const values = scored(checkIns, score).map(({ value }) => value);
  // What was left open last time has no latest value to speak of.
  if (values.length < 2 || checkIns.at(-1)?.[score] === undefined) return {};
  const by = values.at(-1)! - values[0]!;
  return { [score]: Math.abs(by) < noticeable ? 'same' : by < 0 ? 'lower' : 'higher' };
}
