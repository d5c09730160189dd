import type { CheckIn } from '../person/records.ts';

/** A change of less than this of 10 is within what people's scores move by themselves (NRS, see the sources). */
const noticeable = 2;

/** What became of a score from the first week that has one to the latest, in plain words; undefined with fewer than two. */
export function formatChange(checkIns: readonly CheckIn[], score: 'stress' | 'pain'): string | undefined {
  const scored = checkIns.flatMap((one) => (one[score] === undefined ? [] : [one[score]]));
  const [first, latest] = [scored[0], scored.at(-1)];
  if (first === undefined || latest === undefined || scored.length < 2) return undefined;
  const difference = latest - first;
  const name = score === 'stress' ? 'Your stress' : 'Your pain';
  if (Math.abs(difference) < noticeable) return `${name} is about the same as in your first check-in.`;
  const points = `${Math.abs(difference)} points`;
  return `${name} is ${difference < 0 ? 'lower' : 'higher'} by ${points} than in your first check-in.`;
}
