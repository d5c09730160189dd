import { CommanderError, InvalidArgumentError } from 'commander';
import { OperatorError, type ErrorCode } from '../operator-error.ts';

/** How a command ends that threw. 1 is for what was found; see reference.ts. */
export interface Ending {
  exitCode: 0 | 1 | 2;
  /** Undefined where nothing went wrong: help was asked for. */
  error?: { code: ErrorCode; message: string };
  /** Commander has written the message already, where it was not kept from it. */
  isWritten?: true;
  /** A fault of ours, which needs its stack. */
  fault?: unknown;
}

export function endingOf(error: unknown): Ending {
  if (error instanceof CommanderError && !(error instanceof InvalidArgumentError)) {
    if (error.exitCode === 0) return { exitCode: 0 };
    const message = error.code === 'commander.help' ? 'Name a command.' : error.message.replace(/^error: /, '');
    return { exitCode: 2, error: { code: 'usage', message }, isWritten: true };
  }
  const said = saidOf(error);
  if (said !== undefined) return { exitCode: said.code === 'template' ? 1 : 2, error: said };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: 2, error: { code: 'fault', message: stack }, fault: error };
}

/** Version of the shape in which `--json` writes an error. */
export const errorVersion = 1;

/**
 * Writes on standard error why a command ends, where anything is left to say.
 *
 * @param json - as one line of JSON, the last one
 * @returns its exit code
 */
export function sayEnding({ exitCode, error, isWritten, fault }: Ending, json: boolean): number {
  if (error !== undefined && json) {
    console.error(
      JSON.stringify({ version: errorVersion, error: { code: error.code, message: error.message, exitCode } }),
    );
  } else if (error !== undefined && isWritten === undefined) console.error(fault ?? error.message);
  return exitCode;
}

/** Codes of the network's own troubles. */
const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];

/** Errors of modules that help does without, by their names. */
const named: Readonly<Record<string, ErrorCode>> = {
  TemplateError: 'template',
  UnknownVersionError: 'not-found',
  SigningError: 'refused',
  SeriesNameError: 'refused',
};

/** What went wrong, where an operator can mend it; undefined for a fault of ours. */
function saidOf(error: unknown): Ending['error'] {
  if (error instanceof OperatorError) return { code: error.code, message: error.message };
  if (error instanceof InvalidArgumentError) return { code: 'usage', message: error.message };
  if (typeof error !== 'object' || error === null) return undefined;
  const { code = '', path = '', name = '', message = '' } = error as Partial<NodeJS.ErrnoException>;
  if (Object.hasOwn(named, name)) return { code: named[name]!, message };
  if (name === 'ZodError') {
    const words = 'The service was deployed or started by another version. Deploy or start it again with this one.';
    return { code: 'other-version', message: words };
  }
  if (unreachable.includes(code)) {
    return { code: 'network', message: `No answer (${code}): check the network. Run the command again.` };
  }
  if (code === 'EADDRINUSE') {
    return { code: 'port', message: 'Another program uses this port: choose another with --port.' };
  }
  if (path !== '' && code === 'ENOENT') return { code: 'not-found', message: `${path} is not there. Check the path.` };
  if (path !== '') return { code: 'file', message: `${path} cannot be used: ${message}.` };
  if ('$metadata' in error) {
    const next = 'Check AWS_PROFILE, AWS_REGION and what these credentials may do; then run the command again.';
    return { code: 'aws', message: `AWS refuses: ${name}: ${message}\n${next}` };
  }
  if (/^Region (?:is missing|not accepted)/.test(message)) {
    const words = 'The AWS SDK knows no region, so AWS was not asked: set AWS_REGION, such as eu-central-1.';
    return { code: 'credentials', message: words };
  }
  if (!/Credential|Token/.test(`${name} ${message}`)) return undefined;
  const next = 'Set AWS_PROFILE, or sign in with the AWS CLI; then run the command again.';
  return { code: 'credentials', message: `The AWS SDK has no credentials, so AWS was not asked: ${message}\n${next}` };
}
