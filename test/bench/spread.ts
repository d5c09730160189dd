/** What repeated measurements of one thing came to. A single number would hide how much the machine was doing besides. */
export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** @throws RangeError when nothing was measured */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('Nothing was measured');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    min: sorted[0]!,
    median: (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2,
    max: sorted.at(-1)!,
  };
}

/** One measurement over another of the same round, round by round: whatever else the machine was doing then, it did to both. */
export function ratios(over: readonly number[], under: readonly number[]): Spread {
  return spreadOf(over.map((value, round) => value / under[round]!));
}
