import { noticeable } from '../../../lambdas/core/course/progress.ts';
import { peopleMin } from '../aggregates.ts';
import { spreadMin } from './figures.ts';
import type { Moment, Question } from './outcomes.ts';
import type { Spread } from './tally.ts';

/** What the report calls things, on the page of the console and in the terminal. */

export const questionNames: Record<Question, string> = {
  stress: 'Stress, 0 to 10',
  pain: 'Pain, 0 to 10',
  enjoyment: 'Pain in the way of enjoying life, 0 to 10',
  activity: 'Pain in the way of what they do, 0 to 10',
  active: 'Days active, 0 to 7: more is better',
};

export const momentNames: Record<Moment, string> = {
  'week 8': 'After 8 weeks',
  'week 16': 'After 16 weeks',
  'three months after': 'Three months after the end',
};

/** What the numbers do not say. They are no use without it. */
export const cautions: readonly string[] = [
  'There is no comparison group: this shows what changed, and not that the course changed it. Many begin in a bad time, and bad times often ease by themselves.',
  'Those who stay answer more often than others, and those who left are not in it. So it may look better than it is.',
];

/** How to read the numbers. */
export const reading = `Weeks count from the first lesson. A change is the answer less that of the start. It is given as the median, with the lower and the upper quartile: half of the answers lie between them. “Lower” and “higher” are by ${noticeable} or more, “same” is anything between.`;

export const passedOn = `Counts are in fives, rounded down; – where one would be about fewer than ${peopleMin} people, or a spread of fewer than ${spreadMin}.`;

/** Quartiles lie on quarters. */
const number = (value: number) => String(value).replace('-', '−');

/** "−1 (−2 to 0)"; – where there is none. */
export function formatSpread(spread: Spread | null): string {
  return spread === null ? '–' : `${number(spread.median)} (${number(spread.lower)} to ${number(spread.upper)})`;
}

export function formatCount(count: number | null): string {
  return count === null ? '–' : String(count);
}
