/**
 * Something in the data folder cannot be used: it is damaged, or another process has it open. The message names the place and says what
 * to do; it is meant to be shown as it is.
 */
export class DataFolderError extends Error {
  override name = 'DataFolderError';

  /** The error for data that cannot be read; `place` is a file or folder. */
  static damaged(place: string, cause: unknown): DataFolderError {
    const why = (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, ' ');
    return new DataFolderError(
      `The data in ${place} cannot be read (${why}). Move it away or delete it, then start again; what it held is lost with it.`,
      { cause },
    );
  }
}
