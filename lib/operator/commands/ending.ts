import { CommanderError, InvalidArgumentError } from 'commander';
import { OperatorError } from '../operator-error.ts';

/** How a command ends that threw: with which exit code, and what is left to say. 1 is for what was found; see reference.ts. */
export function exitCodeOf(error: unknown): { code: 0 | 2; says?: unknown } {
  // Commander has said everything already: help, or what is wrong with the arguments.
  if (error instanceof CommanderError && !(error instanceof InvalidArgumentError)) {
    return { code: error.exitCode === 0 ? 0 : 2 };
  }
  return { code: 2, says: wordsOf(error) ?? error };
}

/** Codes of the network's own troubles. */
const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];

/** What went wrong, where an operator can mend it; undefined for a fault of ours, which needs its stack. */
export function wordsOf(error: unknown): string | undefined {
  if (error instanceof OperatorError || error instanceof InvalidArgumentError) return error.message;
  // By its name: help needs no schemas.
  if (error instanceof Error && error.name === 'ZodError') {
    return 'The service was deployed or started by another version. Deploy or start it again with this one.';
  }
  if (typeof error !== 'object' || error === null) return undefined;
  const { code = '', path = '', name = '', message = '' } = error as Partial<NodeJS.ErrnoException>;
  if (unreachable.includes(code)) return `No answer (${code}): check the network. Run the command again.`;
  if (code === 'EADDRINUSE') return 'Another program uses this port: choose another with --port.';
  if (path !== '' && code === 'ENOENT') return `${path} is not there. Check the path.`;
  if (path !== '') return `${path} cannot be used: ${message}.`;
  if (!('$metadata' in error) && !ofCredentials.test(`${name} ${message}`)) return undefined;
  return `AWS refuses: ${name}: ${message}\nCheck AWS_PROFILE, AWS_REGION and what these credentials may do; then run the command again.`;
}

/** The SDK’s own word that it has no credentials or no region to ask with. */
const ofCredentials = /Credential|Token|Region is missing/;
