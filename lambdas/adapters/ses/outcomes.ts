import type { SubmitResult } from '../../core/sending/mailer.ts';
import { sesErrorOf } from './errors.ts';

/** Failures before the request left this machine. */
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CredentialsProviderError',
]);

/**
 * Sorts what the SDK threw: SES surely does not have the mail, or it may have it. When nothing is known, it may.
 *
 * @param to - the recipient's address
 */
export function classifySesError(error: unknown, to: string): SubmitResult {
  const { name, message, code, isNamed, status } = readError(error);
  const known = sesErrorOf({ name, message, status, to });
  if (known !== undefined) {
    const told = known.code ?? (isNamed ? name : `HTTP-${status}`);
    return { outcome: 'refused', reason: known.reason, code: told, cause: error };
  }
  if (neverLeft.has(code) || neverLeft.has(name) || isConnectTimeout(name, message)) {
    return { outcome: 'refused', reason: 'network', code: name, cause: error };
  }
  return { outcome: 'in-doubt', code: code || name, cause: error };
}

/** The connection itself was never made. The SDK names it like any other time-out. */
function isConnectTimeout(name: string, message: string): boolean {
  return name === 'TimeoutError' && /establish a connection|socket connection/i.test(message);
}

function readError(error: unknown) {
  const { name, message, code, $fault, $metadata } = error as {
    name?: string;
    message?: string;
    code?: string;
    $fault?: string;
    $metadata?: { httpStatusCode?: number };
  };
  return {
    name: name ?? 'Error',
    message: message ?? '',
    // The SDK wraps what it does not recognise as an Error, and only the text then tells the code.
    code: code ?? /\bE[A-Z_]{4,}\b/.exec(message ?? '')?.[0] ?? '',
    // An answer that it cannot read, such as a proxy's HTML, has no fault; one without a body is `Unknown`.
    isNamed: $fault !== undefined && name !== 'Unknown',
    status: $metadata?.httpStatusCode ?? 0,
  };
}
