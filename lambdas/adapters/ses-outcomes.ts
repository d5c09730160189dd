import type { Handover, RefusalReason } from '../core/ports.ts';

/** Errors by which SES says that it did not take the mail, by name, and what stands in the way. */
const refusals: Record<string, RefusalReason> = {
  MessageRejected: 'message',
  InvalidParameterValue: 'message',
  AccountSendingPausedException: 'account',
  ConfigurationSetSendingPausedException: 'account',
  ConfigurationSetDoesNotExistException: 'account',
  MailFromDomainNotVerifiedException: 'account',
  AccessDenied: 'account',
  AccessDeniedException: 'account',
  ExpiredToken: 'network',
  ExpiredTokenException: 'network',
  RequestExpired: 'network',
};

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
 * The two throttles share a name and differ in the message ("Errors related to the sending quotas", SES Developer Guide).
 */
export function handoverOf(error: unknown): Handover {
  const { name, message, code, fault, status } = readError(error);
  const refused = (reason: RefusalReason): Handover => ({ outcome: 'refused', reason, code: name, cause: error });
  if (name === 'Throttling' || name === 'ThrottlingException')
    return refused(/quota/i.test(message) ? 'quota' : 'rate');
  if (name === 'MessageRejected' && /not verified/i.test(message)) return refused('account');
  const known = refusals[name];
  if (known !== undefined) return refused(known);
  if (neverLeft.has(code) || neverLeft.has(name) || isConnectTimeout(name, message)) return refused('network');
  if (fault === 'client' && status >= 400 && status < 500) return refused('message');
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
    fault: $fault,
    status: $metadata?.httpStatusCode ?? 0,
  };
}
