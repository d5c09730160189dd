/** What an id looks like. */
export const idPattern = /^[A-Za-z0-9_-]{22}$/;

/** Stands before an id that would be taken for an option. */
export const idPrefix = 'id:';

/** The words of a command line. One id in 64 begins with a dash, and would be taken for an option: it is marked as the id that it is. */
export function withIdsMarked(words: readonly string[]): string[] {
  return words.map((word) => (word.startsWith('-') && idPattern.test(word) ? idPrefix + word : word));
}
