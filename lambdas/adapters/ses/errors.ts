import type { RefusalReason } from '../../core/sending/mailer.ts';

/** What is known of an answer that refused a mail. */
export interface Refused {
  /** The error's name, as the SDK tells it. */
  name: string;
  message: string;
  /** HTTP status; 0 where there was no answer. */
  status: number;
  /** The recipient's address. */
  to: string;
}

/** A kind of refusal, and whose trouble it is. The first row that fits counts. */
export interface SesError {
  /** Error names: of SES version 1 (query protocol) and 2 (JSON), and those that all of AWS has in common. */
  names?: readonly string[];
  /** HTTP statuses, whatever the name: a proxy answers in HTML, in which the SDK finds no name. `4xx`: all of them. */
  statuses?: readonly (number | '4xx')[];
  /** Which of these answers are meant, in words for docs/guarantees.md. */
  that?: string;
  when?: (refused: Refused) => boolean;
  reason: RefusalReason;
  /** Told in place of the name, where that says too little. */
  code?: string;
}

const throttled = [
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'LimitExceeded',
  'LimitExceededException',
  'TooManyRequestsException',
  'SlowDown',
] as const;

/**
 * Every refusal that is known. An error is one person's only where SES names it so; what nobody knows is everybody's, and an alarm tells of it: a mail
 * is never dropped because of an error that we did not understand.
 *
 * Sources: "SendRawEmail" and "Common Errors" (SES API Reference), "SendEmail" (SES API v2 Reference), "Errors related to the sending quotas" and
 * "Amazon SES email sending errors" (SES Developer Guide). Of an account that SES has paused, version 1 says `MessageRejected` with "Sending paused for this
 * account": https://github.com/GoodDollar/GoodServer/issues/419.
 */
export const sesErrors: readonly SesError[] = [
  { names: throttled, that: 'says “quota”', when: ({ message }) => /quota/i.test(message), reason: 'quota' },
  { names: throttled, reason: 'rate' },
  {
    names: ['MessageRejected'],
    that: 'says “not verified” and names the recipient alone: so it is in the sandbox',
    when: ({ message, to }) => isNotVerified(message) && namesOnly(to, message),
    reason: 'message',
    code: 'recipient-not-verified',
  },
  {
    names: ['MessageRejected'],
    that: 'says “not verified” of our own identity, or of none by name',
    when: ({ message }) => isNotVerified(message),
    reason: 'account',
  },
  {
    names: ['MessageRejected'],
    that: 'says that sending is paused, suspended or disabled',
    when: ({ message }) => /\b(paused|suspended|disabled)\b/i.test(message),
    reason: 'account',
  },
  { names: ['MessageRejected'], that: 'says anything else: content or address', reason: 'message' },
  {
    names: ['InvalidParameterValue', 'BadRequestException'],
    that: 'speaks of an address',
    when: ({ message }) => /address|domain|user ?name|recipient|header 'To'/i.test(message),
    reason: 'message',
  },
  {
    names: [
      'AccountSendingPausedException',
      'ConfigurationSetSendingPausedException',
      'SendingPausedException',
      'AccountSuspended',
      'AccountSuspendedException',
    ],
    reason: 'account',
  },
  {
    names: [
      'ConfigurationSetDoesNotExist',
      'ConfigurationSetDoesNotExistException',
      'MailFromDomainNotVerified',
      'MailFromDomainNotVerifiedException',
      'NotFoundException',
    ],
    reason: 'account',
  },
  {
    names: [
      'AccessDenied',
      'AccessDeniedException',
      'NotAuthorized',
      'InvalidClientTokenId',
      'SignatureDoesNotMatch',
      'IncompleteSignature',
      'UnrecognizedClientException',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
    ],
    reason: 'account',
  },
  { names: ['OptInRequired'], reason: 'account' },
  // The next call has other credentials, or the right time: the SDK sets its clock by the answer.
  { names: ['ExpiredToken', 'ExpiredTokenException'], reason: 'network' },
  { names: ['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'], reason: 'network' },
  { statuses: [408, 425], reason: 'network' },
  { statuses: [429], reason: 'rate' },
  { statuses: [401, 403, 407, 413], reason: 'account' },
  { statuses: ['4xx'], reason: 'account' },
];

/** The row of an answer; undefined for one that says nothing about acceptance, such as a proxy's 502. */
export function sesErrorOf(refused: Refused): SesError | undefined {
  const { name, status } = refused;
  const isClientError = status >= 400 && status < 500;
  return sesErrors.find(
    ({ names, statuses, when }) =>
      (names?.includes(name) || statuses?.includes(status) || (isClientError && statuses?.includes('4xx'))) &&
      (when?.(refused) ?? true),
  );
}

function isNotVerified(message: string): boolean {
  return /not verified/i.test(message);
}

/** "Email address is not verified. The following identities failed the check in region EU-WEST-1: ann@example.org, Clinic <coach@example.com>" */
function namesOnly(to: string, message: string): boolean {
  const [, listed] = /identities failed the check[^:]*: *(.+)$/is.exec(message) ?? [];
  const named = listed?.match(/[^\s,<>]+@[^\s,<>]+/g) ?? [];
  // An identity may be a domain or an ARN, which is ours: a recipient is an address.
  const parts = listed?.split(',').length ?? 0;
  return parts > 0 && named.length === parts && named.every((one) => one.toLowerCase() === to.toLowerCase());
}
