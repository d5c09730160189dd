import { QueryError } from './query-protocol.ts';

/** What the emulator knows of the account it plays. */
export interface SesAccount {
  /** Domains whose every address may send. */
  verifiedDomains: string[];
  configurationSets: string[];
  region: string;
  /**
   * Mail goes only to verified addresses and domains, and to the mailbox simulator:
   * https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html.
   */
  isInSandbox: () => boolean;
}

/** Largest message that SES v1 takes, in bytes, after decoding. */
const sizeBytesMax = 10 * 1024 * 1024;
const recipientsMax = 50;

export interface Envelope {
  source: string;
  destinations: string[];
}

/** The fields of the message head, unfolded, in their order. */
export function headFields(raw: Buffer): { name: string; value: string }[] {
  // A head is at most some kilobytes; latin1 keeps every byte what it was.
  const head = raw
    .subarray(0, 65_536)
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1)[0]!;
  const unfolded = head.replace(/\r?\n(?=[ \t])/g, '');
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^([^\s:]+):[ \t]*(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value: value.trim() }];
  });
}

/** The first field `name` of the message head, unfolded; undefined when there is none. */
export function headerOf(raw: Buffer, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headFields(raw).find((field) => field.name.toLowerCase() === wanted)?.value;
}

/**
 * The envelope of a SendRawEmail call: its parameters, or the header fields where they are absent.
 *
 * @throws QueryError as SES does for recipients that are missing, too many or malformed, and for a message that is too long
 */
export function envelopeOf(raw: Buffer, source: string | null, destinations: string[]): Envelope {
  const from = source ?? headerOf(raw, 'From');
  if (from === undefined || from === '')
    throw new QueryError('InvalidParameterValue', "Missing required header 'From'.");
  const listed =
    destinations.length > 0
      ? destinations
      : ['To', 'Cc', 'Bcc'].flatMap((name) =>
          (headerOf(raw, name) ?? '').split(',').filter((part) => part.trim() !== ''),
        );
  if (listed.length === 0) throw new QueryError('InvalidParameterValue', "Missing required header 'To'.");
  if (listed.length > recipientsMax)
    throw new QueryError('InvalidParameterValue', `Recipient count exceeds ${recipientsMax}.`);
  if (raw.length > sizeBytesMax) {
    throw new QueryError(
      'InvalidParameterValue',
      `Message length is more than ${sizeBytesMax} bytes long: '${raw.length}'.`,
    );
  }
  return { source: bareAddress(from), destinations: listed.map(bareAddress) };
}

/**
 * Says it as https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html ("Amazon SES email sending errors") does.
 *
 * @throws QueryError when the account may not send from these identities, in the sandbox to these recipients, or by this configuration set
 */
export function checkAccount(
  account: SesAccount,
  envelope: Envelope,
  raw: Buffer,
  configurationSet: string | null,
): void {
  const headerFrom = headerOf(raw, 'From');
  const senders = [
    envelope.source,
    ...(headerFrom === undefined || headerFrom === '' ? [] : [bareAddress(headerFrom)]),
  ];
  const recipients = account.isInSandbox() ? envelope.destinations.filter((address) => !isSimulator(address)) : [];
  const unverified = [...new Set([...senders, ...recipients])].filter((address) => !isVerified(account, address));
  if (unverified.length > 0) {
    throw new QueryError(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${account.region.toUpperCase()}: ${unverified.join(', ')}`,
    );
  }
  if (configurationSet !== null && !account.configurationSets.includes(configurationSet)) {
    throw new QueryError('ConfigurationSetDoesNotExist', `Configuration set <${configurationSet}> does not exist.`);
  }
}

/** @throws QueryError for tags that SES refuses: letters, digits, `_` and `-` only, at most 256 of them, no name twice */
export function checkTags(tags: [string, string][]): void {
  for (const [name, value] of tags) {
    for (const [part, text] of [
      ['name', name],
      ['value', value],
    ]) {
      // The two names that SES itself defines, for the Feedback-ID field, are the only ones with a colon.
      if (!/^([A-Za-z0-9_-]{1,256}|ses:feedback-id-[ab])$/.test(text!)) {
        throw new QueryError(
          'InvalidParameterValue',
          `Invalid tag ${part} <${text}>: only alphanumeric ASCII characters, '_' and '-' are allowed, at most 256.`,
        );
      }
    }
  }
  if (new Set(tags.map(([name]) => name)).size < tags.length) {
    throw new QueryError('InvalidParameterValue', 'Duplicate message tag names.');
  }
}

/** Is this an address of the mailbox simulator? Every account may send there. */
export function isSimulator(address: string): boolean {
  return address.toLowerCase().endsWith('@simulator.amazonses.com');
}

function isVerified(account: SesAccount, address: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  // A verified domain stands for its subdomains too.
  return account.verifiedDomains.some((verified) => domain === verified || domain.endsWith(`.${verified}`));
}

/** `Name <a@b>` → `a@b`. @throws QueryError for anything that is no mailbox */
function bareAddress(mailbox: string): string {
  const address = (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();
  if (!address.includes('@') || address.endsWith('@'))
    throw new QueryError('InvalidParameterValue', "Missing final '@domain'");
  // SES has no SMTPUTF8: the part before the @ is 7-bit.
  // oxlint-disable-next-line no-control-regex -- that is what is refused
  if (/[^\x21-\x7e]/.test(address.slice(0, address.lastIndexOf('@')))) {
    throw new QueryError('InvalidParameterValue', 'Local address contains control or whitespace');
  }
  if (!/^[^\s@,<>]+@[^\s@,<>]+$/.test(address)) throw new QueryError('InvalidParameterValue', 'Illegal address');
  return address;
}
