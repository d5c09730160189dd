/*
 * What may be told of what people say about themselves. Counts of people are exact: an operator sees each of them by name. How many practised is known from
 * their check-ins, and about fewer than five people it is not told.
 */

/** Fewer people than these are too few to tell what they said. */
export const peopleMin = 5;

/** Part of a whole in percent; nought of nobody. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((100 * part) / whole);
}

/** The same of what people said; undefined where the whole, the part, or all but the part would be about too few. */
export function rate(part: number, whole: number): number | undefined {
  if (whole < peopleMin || isFew(part) || isFew(whole - part)) return undefined;
  return percentOf(part, whole);
}

function isFew(count: number): boolean {
  return count > 0 && count < peopleMin;
}
