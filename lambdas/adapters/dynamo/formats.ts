import type { Item } from './table.ts';

/** One change of format: what an item of the format before means in the next. It may not touch what deliveries write by themselves. */
export type Step = (item: Item) => Item;

/**
 * Every change so far, from format 1 on. A change that only adds attributes which may be missing needs none.
 *
 * While a deployment goes on, and after it is taken back, the code before meets items of the new format. So a step takes two releases: the first
 * only reads the new format, the second begins to write it.
 */
const steps: readonly Step[] = [];

/** Format of the profiles that this code writes. Those that say none are of the first. */
export const profileFormat = steps.length + 1;

/** A profile was written by newer code than this: it is not touched, since what it means is not known. */
export class UnknownFormatError extends Error {
  override name = 'UnknownFormatError';
}

/**
 * A profile as this code knows it, whatever code wrote it. One of an earlier format keeps its number, by which the next change of it knows to
 * write it whole.
 *
 * @throws UnknownFormatError when it is of a later format
 */
export function inCurrentFormat(item: Item, known: readonly Step[] = steps): Item {
  const format = formatOf(item);
  if (format > known.length + 1) {
    throw new UnknownFormatError(
      `A profile is of format ${format}, and this code knows up to ${known.length + 1}: deploy the newer release.`,
    );
  }
  return known.slice(format - 1).reduce((current, step) => step(current), item);
}

/** The format in which a profile is stored. */
export function formatOf({ format }: Item): number {
  return typeof format === 'number' ? format : 1;
}
