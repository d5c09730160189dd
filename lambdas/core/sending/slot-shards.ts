import { chunk } from '../kit/chunk.ts';
import type { KeyRange } from '../mail/subscribers.ts';

/** The characters of subscriber ids (base64url) in byte order, which is the order of the index. */
const idCharacters = Array.from('-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');

/** Characters a part: ids are keyed hashes, so parts of equal width hold about equally many people. */
const charactersPerPart = 4;

/** A crowded slot, cut into parts that can be read side by side. Every id falls into exactly one. */
export const slotShards: readonly KeyRange[] = chunk(charactersPerPart, idCharacters).map((group) => ({
  first: group[0]!,
  last: group.at(-1)!,
}));
