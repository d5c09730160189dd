/** What may end a command before its work is done, by the code that `--json` names. Programs go by the code; sentences may change. */
export const errorCodes = {
  usage: 'the command line is wrong',
  'not-running': 'no service runs on this machine in that data folder',
  'not-deployed': 'there is no such stage for these credentials in this region',
  'other-version': 'the service was deployed or started by another version of Weekwise',
  'not-found': 'nothing is called so: a person, message, key, notice, series, language or file',
  refused: 'it cannot be done as things stand, and nothing changed; the message says why',
  interrupted: 'it was interrupted, by Ctrl-C or by a change at the same moment; run it again',
  template: 'lessons or emails under templates/, or the file of a notice, do not compile; one line each',
  file: 'a file cannot be read or written',
  port: 'the port is taken',
  network: 'nobody answered',
  credentials: 'the AWS SDK has no credentials or no region, so AWS was not asked',
  aws: 'AWS refuses it',
  fault: 'a fault of Weekwise; the message has its stack',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** A command cannot do its work, as things stand; the message says why and what to do. */
export class OperatorError extends Error {
  override name = 'OperatorError';
  readonly code: ErrorCode;

  constructor(message: string, { code = 'refused', cause }: { code?: ErrorCode; cause?: unknown } = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}
