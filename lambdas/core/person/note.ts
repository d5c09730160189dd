import { typedText } from './typed-text.ts';

/** Longest note of the operator about a person, in characters. */
export const noteMax = 200;

export const Note = typedText(noteMax, { lines: 'one' });
