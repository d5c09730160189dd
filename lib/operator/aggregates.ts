/*
 * What may be shown of counts of people. Nothing is said about fewer than five of them, nor can it be worked out from what is shown beside it: counts
 * stand in fives, so neither a total less its parts nor one lesson less the next tells how many a hidden few are (rounding in place of complementary
 * suppression, which every further table would need anew).
 */

/** Fewer people than these are too few to speak of. */
export const peopleMin = 5;

/** A count as it may be shown: in fives, rounded down; undefined where it is about somebody, and fewer than five. */
export function shown(count: number): number | undefined {
  return isFew(count) ? undefined : count - (count % peopleMin);
}

/** Part of a whole in percent; undefined where the whole, the part, or all but the part would be about too few. */
export function rate(part: number, whole: number): number | undefined {
  if (whole < peopleMin || isFew(part) || isFew(whole - part)) return undefined;
  return Math.round((100 * part) / whole);
}

/** The same counts, each as it may be shown. */
export function allShown<Key extends string>(counts: Partial<Record<Key, number>>): Record<Key, number | undefined> {
  return Object.fromEntries(
    Object.entries<number | undefined>(counts).map(([key, count = 0]) => [key, shown(count)]),
  ) as Record<Key, number | undefined>;
}

function isFew(count: number): boolean {
  return count > 0 && count < peopleMin;
}
