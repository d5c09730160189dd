/*
 * Counts of people as they may be passed on. Nothing is said about fewer than five of them, nor can it be worked out from what stands beside it: counts
 * are in fives, so neither a total less its parts nor one row less the next tells how many a hidden few are (rounding in place of complementary
 * suppression, which every further table would need anew).
 */

/** In fives, rounded down; null where it is about somebody, and fewer than five. */
export function inFives(count: number): number | null {
  return count > 0 && count < 5 ? null : count - (count % 5);
}

/** The same of a part of some people. What part fewer than five of them are, and be it none, would say something about each of them. */
export function partInFives(part: number, whole: number): number | null {
  return inFives(whole) === null ? null : inFives(part);
}
