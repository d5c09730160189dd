/**
 * A part of a message, in whose code `v` holds the values: words as they are, a value and the test by which a full stop follows it, a tag around pieces,
 * another expression, or the pieces of the first case whose test holds.
 */
export type Piece =
  | { words: string }
  | { value: string; beforeStop?: string }
  | { tag: string; pieces: Piece[] }
  | { code: string }
  | { cases: Case[]; otherwise: Piece[] };

/** Pieces that are said where a test, which is code, holds. */
export interface Case {
  test: string;
  pieces: Piece[];
}
