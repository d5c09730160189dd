/*
 * Counts of people as they may be passed on. Nothing is said about fewer than five of them, nor can it be worked out from what stands beside it: counts
 * are in fives, so neither a total less its parts nor one row less the next tells how many a hidden few are (rounding in place of complementary
 * suppression, which every further table would need anew).
 */

/** In fives, rounded down; null where it is about somebody, and fewer than five. */
export function inFives(count: number): number | null {
  return count > 0 && count < 5 ? null : count - (count % 5);
}
