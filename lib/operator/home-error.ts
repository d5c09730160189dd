/** There is no such service, or it does not run; the message says what to do. */
export class HomeError extends Error {
  override name = 'HomeError';
}
