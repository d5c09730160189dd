import * as z from 'zod';
import { refused } from './refusals.ts';
import { hidesSomething, withoutEdges } from './typed-text.ts';

/** Email addresses as people type them, as they are mailed, and as they are recognised. */

export interface Address {
  /** What is mailed: the local part as typed, the domain in ASCII (punycode). */
  mailbox: string;
  /** What identifies the person: all of it in lower case. Never strips "+tag" or dots: those may be different people. */
  identity: string;
}

export type AddressProblem = 'empty' | 'malformed' | 'invisible' | 'international-local-part';

const words: Record<AddressProblem, string> = {
  empty: 'Type your email address, so that we know where to write.',
  malformed: 'This does not look like a full email address. One looks like name@example.org.',
  invisible: 'There is an invisible character in this email address. Please type it instead of pasting it.',
  'international-local-part':
    'We are sorry: we cannot write to an address with letters beyond a–z before the @ yet. Please use another one if you have it.',
};

/** A typed address, or what is wrong with it, said kindly. */
export const EmailAddress = z.string().transform((typed, context): Address => {
  const address = parseAddress(typed);
  if (typeof address !== 'string') return address;
  context.addIssue({ code: 'custom', ...refused(words[address], `address-${address}`) });
  return z.NEVER;
});

/** RFC 5321 §4.5.3.1. */
const localPartMax = 64;
const addressMax = 254;

const atom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/;
const asciiLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
// Strict before mapping: the URL parser drops soft hyphens and folds full-width letters, which would make another domain of it.
const domainCharacters = /^[\p{L}\p{M}\p{N}.-]+$/u;

/**
 * Reads exactly one plain address, and what copying and other keyboards add to it: invisible signs at its ends, `mailto:`, one pair of angle
 * brackets, a comma, semicolon or full stop behind, and the at sign and dots of Chinese and Japanese keyboards. Quoted local parts, comments, lists and IP literals are refused, and so are local parts beyond ASCII:
 * SES has no SMTPUTF8 (SendRawEmail documentation).
 */
export function parseAddress(typed: string): Address | AddressProblem {
  const text = bare(typed);
  if (text === '') return 'empty';
  if (hidesSomething(text)) return 'invisible';
  const at = text.lastIndexOf('@');
  if (at < 1) return 'malformed';
  const local = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  if (domain === undefined) return 'malformed';
  if (/[^\x20-\x7e]/.test(local) && /^[\p{L}\p{M}\p{N}._+-]+$/u.test(local)) return 'international-local-part';
  if (local.length > localPartMax || !local.split('.').every((part) => atom.test(part))) return 'malformed';
  const mailbox = `${local}@${domain}`;
  if (mailbox.length > addressMax) return 'malformed';
  return { mailbox, identity: mailbox.toLowerCase() };
}

function bare(typed: string): string {
  const text = withoutEdges(typed)
    .replace(/^mailto:/i, '')
    .replace(/[,;.。．｡]$/u, '');
  const inside = withoutEdges(/^<(?:mailto:)?(.*)>$/i.exec(text)?.[1] ?? text);
  return inside.replaceAll(/[＠﹫]/gu, '@').replaceAll(/[。．｡]/gu, '.');
}

const gmailDomains = ['gmail.com', 'googlemail.com'];

/**
 * The inbox that an address leads to: what limits count by, never who somebody is. Leaves out "+tag", which most providers deliver to the same
 * inbox (RFC 5233), and for Gmail the dots and the second name of its domain (support.google.com/mail/answer/7436150).
 *
 * @param mailbox - an address that {@link parseAddress} has read
 */
export function inboxOf(mailbox: string): string {
  const lower = mailbox.toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = lower.slice(at + 1);
  const whole = lower.slice(0, at);
  // An address that begins with "+" has no other name.
  const name = whole.replace(/(?<=.)\+.*$/, '');
  return gmailDomains.includes(domain) ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}

function asciiDomain(typed: string): string | undefined {
  if (!domainCharacters.test(typed)) return undefined;
  // The URL parser applies UTS #46, as browsers do. It would read a bare number as an IPv4 address.
  const ascii = hostnameOf(typed);
  if (ascii === undefined) return undefined;
  const labels = ascii.split('.');
  const topLevel = labels.at(-1) ?? '';
  if (labels.length < 2 || !labels.every((label) => asciiLabel.test(label))) return undefined;
  // Every top-level domain has two letters or more.
  if (topLevel.length < 2 || /^\d+$/.test(topLevel)) return undefined;
  return ascii;
}

function hostnameOf(domain: string): string | undefined {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return undefined;
  }
}
