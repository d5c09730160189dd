import { lastDayOf } from './asked-about.ts';
import type { CheckIn, RecentCheckIn } from '../person/records.ts';
import type { Start } from '../person/stored-values.ts';
import { hardAnswer } from './hard-answer.ts';

/** What somebody says of their weeks, seen over time. */

/** A change of this much of 10 is more than what people's scores move by themselves (NRS, see the sources). */
export const noticeable = 2;

export type ScoreName = 'stress' | 'pain';
/** What is asked at the start and where a lesson looks back, in the order in which it is shown, and the highest answer to it. */
export const measures = { stress: 10, pain: 10, active: 7 } as const;
export type Measure = keyof typeof measures;
const measureNames = Object.keys(measures) as Measure[];
export type Direction = 'lower' | 'higher' | 'same';
export type Trend = Partial<Record<ScoreName, Direction>>;

/** What is looked at of a check-in. */
type Answers = Pick<RecentCheckIn, 'week' | 'to' | Measure>;

/** An answer, and the last day of the week that it is about. */
interface Point {
  to: string;
  value: number;
}

/** Every answer to one question, oldest first. The first of them is the start that later ones are compared with. */
export function scored(checkIns: readonly Answers[], measure: Measure, start: Start | undefined): Point[] {
  const said = [...(start === undefined ? [] : [{ ...start, week: start.to }]), ...checkIns];
  return said
    .flatMap((of) => (of[measure] === undefined ? [] : [{ to: lastDayOf(of), value: of[measure] }]))
    .sort((one, other) => (one.to < other.to ? -1 : one.to > other.to ? 1 : 0));
}

/** One number at the start, and the latest. */
export interface ThenAndNow {
  measure: Measure;
  was: Point;
  now: Point;
}

/** What became of each number; nothing of one that was given once. */
export function thenAndNow(checkIns: readonly Answers[], start: Start | undefined): ThenAndNow[] {
  return measureNames.flatMap((measure) => {
    const points = scored(checkIns, measure, start);
    return points.length < 2 ? [] : [{ measure, was: points[0]!, now: points.at(-1)! }];
  });
}

/** What became of each score from its start to the latest check-in. Nothing is said of a score given once, and nothing at all after a hard week. */
export function trendOf(checkIns: readonly CheckIn[], start: Start | undefined): Trend {
  if (isHard(checkIns)) return {};
  return { ...directionOf(checkIns, 'stress', start), ...directionOf(checkIns, 'pain', start) };
}

/** Was the latest week a hard one? */
export function isHard(checkIns: readonly CheckIn[]): boolean {
  const answer = hardAnswer(
    checkIns.map(({ note, ...said }) => ({ ...said, ...(note !== undefined && { noted: true }) })),
  );
  return answer !== undefined && answer.rule !== 'note';
}

function directionOf(checkIns: readonly CheckIn[], score: ScoreName, start: Start | undefined): Trend {
  const values = scored(checkIns, score, start).map(({ value }) => value);
  // What was left open last time has no latest value to speak of.
  if (values.length < 2 || checkIns.at(-1)?.[score] === undefined) return {};
  const by = values.at(-1)! - values[0]!;
  return { [score]: Math.abs(by) < noticeable ? 'same' : by < 0 ? 'lower' : 'higher' };
}
