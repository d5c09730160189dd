/*
 * Counts of people as they may be passed on. Nothing is said about fewer than five of them, nor can it be worked out from what stands beside it: counts
 * are in fives, so neither a total less its parts nor one row less the next tells how many a hidden few are (rounding in place of complementary
 * suppression, which every further table would need anew).
 */

/** Counts of some people, as the operator sees them or as they may be passed on. */
export interface Shown {
  /** Null where it is about somebody, and fewer than five; otherwise in fives, rounded down. */
  count: (count: number) => number | null;
  /** The same of a part of so many people. What part fewer than five of them are, and be it none, would say something about each of them. */
  of: (whole: number) => Shown;
}

/** Counts as they are, for the operator alone. */
export const exactly: Shown = { count: (count) => count, of: () => exactly };

/** Counts as they may be passed on. */
export const inFives: Shown = {
  count: (count) => (isFew(count) ? null : count - (count % 5)),
  of: (whole) => (isFew(whole) ? nothing : inFives),
};

const nothing: Shown = { count: () => null, of: () => nothing };

function isFew(count: number): boolean {
  return count > 0 && count < 5;
}
