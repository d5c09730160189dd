/** There is no such service, or it does not run; the message says what to do. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}
