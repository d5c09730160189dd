import type { Piece } from './piece.ts';

/**
 * Does what follows a value begin with the full stop of its sentence, behind tags that end? An ellipsis is none.
 *
 * @param after - of words that are tags alone: what follows those
 */
export function stopIn<After>(words: string, after: After): After | boolean {
  const behind = words.replace(/^(?:\s*<\/[^>]*>)+/, '');
  return behind === '' ? after : /^\.(?!\.)/.test(behind);
}

/**
 * Pieces of a message that know which values lose their own full stop, since that of the sentence follows.
 *
 * @param after - code that is true when a full stop follows the pieces
 */
export function withOneStop(pieces: readonly Piece[], after = 'false'): Piece[] {
  let follows = after;
  const fromTheEnd = pieces.toReversed().map((piece) => {
    const own = oneStop(piece, follows);
    follows = begins(piece, follows);
    return own;
  });
  return fromTheEnd.toReversed();
}

function oneStop(piece: Piece, follows: string): Piece {
  if ('tag' in piece) return { ...piece, pieces: withOneStop(piece.pieces, follows) };
  if ('value' in piece) return follows === 'false' ? piece : { ...piece, beforeStop: follows };
  if (!('cases' in piece)) return piece;
  const cases = piece.cases.map(({ test, pieces }) => ({ test, pieces: withOneStop(pieces, follows) }));
  return { cases, otherwise: withOneStop(piece.otherwise, follows) };
}

/** Code that is true when a piece, with what follows it, begins with a full stop. */
function begins(piece: Piece, follows: string): string {
  if ('words' in piece) return String(stopIn(piece.words, follows));
  if ('tag' in piece) return beginsAll(piece.pieces, follows);
  if ('value' in piece) return follows === 'false' ? follows : `(${piece.value} === "" && ${follows})`;
  if ('code' in piece) return 'false';
  const otherwise = beginsAll(piece.otherwise, follows);
  const cases = piece.cases.map(({ test, pieces }) => ({ test, begins: beginsAll(pieces, follows) }));
  if (cases.every((one) => one.begins === otherwise)) return otherwise;
  return `(${cases.reduceRight((rest, one) => `${one.test} ? ${one.begins} : ${rest}`, otherwise)})`;
}

function beginsAll(pieces: readonly Piece[], follows: string): string {
  return pieces.reduceRight((after, piece) => begins(piece, after), follows);
}
