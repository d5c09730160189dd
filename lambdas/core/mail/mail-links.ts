import { isToSignUp, type DeliveryKind, type SignUpKind } from './mail-kinds.ts';
import { personStamp, signUpStamp } from './link-stamp.ts';
import type { LinkPurpose } from './link-purpose.ts';
import { makeToken } from './link-token.ts';
import { below, filled, type InMail, type Link, links } from './links.ts';
import type { Clock } from '../kit/ports.ts';
import type { Keyring } from './keyring.ts';
import type { SignUp } from '../person/records.ts';
import type { Person } from '../person/subscriber.ts';

type MailLink = Extract<Link, { mail: InMail }>;
type LinkField = MailLink['mail']['field'];

/** What an email merges as `{{link.…}}`: absolute https URLs; '' in an email that does not have the link. */
export type MailLinks = Record<LinkField, string>;

const mailLinks = Object.values<Link>(links).filter((link) => 'mail' in link);

const fieldsOf = (some: readonly MailLink[]): readonly LinkField[] => [...new Set(some.map(({ mail }) => mail.field))];

/** The merge fields of links. */
export const linkFields = fieldsOf(mailLinks);
/** Those that an email to an address that has not confirmed may have. */
export const linkFieldsOfSignUp = (kind: SignUpKind): readonly LinkField[] =>
  fieldsOf(mailLinks.filter((link) => isIn({ kind }, link)));
/** Those that an email to a person may have. */
export const linkFieldsOfPerson = fieldsOf(
  mailLinks.filter(({ mail }: { mail: InMail }) => mail.in?.some((kind) => !isToSignUp(kind)) ?? true),
);

export interface Site {
  /** Origin of the site, without a slash at the end. */
  siteUrl: string;
  /** What the addresses of pages begin with in the language of the email: '/es'; without, nothing. */
  sitePath?: string;
  /** What the file names of pictures are added to, where the site does not serve them. */
  picturesUrl?: string;
}

interface TokenDeps extends Site {
  keyring: Keyring;
  clock: Clock;
}

/** The links of an email about nobody in particular: pages that everybody may open. For `path` see {@link below}. */
export function linksForAnybody(path: string, site: Site): MailLinks {
  return linksOf({}, path, site);
}

/**
 * The links of an email to an address that has not confirmed: those for everybody, the one that confirms, and the one by which its inbox is never asked
 * again.
 */
export function linksForSignUp(
  signUp: SignUp,
  { kind, inbox }: { kind: SignUpKind; inbox: string },
  path: string,
  deps: TokenDeps,
): MailLinks {
  const own = tokensOf(signUp.id, () => signUpStamp(signUp, deps.keyring), deps);
  const ofInbox = tokensOf(inbox, () => '', deps);
  return linksOf({ kind, token: (purpose) => (purpose === 'close' ? ofInbox : own)(purpose) }, path, deps);
}

/** The links of a person's email. `lesson` is the id of the one that it teaches or prompts. */
export function linksForPerson(
  person: Person,
  { kind, lesson = '' }: { kind: DeliveryKind; lesson?: string },
  path: string,
  deps: TokenDeps,
): MailLinks {
  return linksOf(
    { kind, person, lesson, token: tokensOf(person.id, (purpose) => personStamp(purpose, person), deps) },
    path,
    deps,
  );
}

/** Links for a sample: every field is filled, and they open nothing unless `token` does. */
export function exampleLinks(siteUrl: string, token = 'x'): MailLinks {
  const named = mailLinks.map((link) => [
    link.mail.field,
    `${siteUrl}${filled(link.path, { token, lesson: 'lesson' })}`,
  ]);
  return Object.fromEntries(named) as MailLinks;
}

interface Mail {
  kind?: DeliveryKind;
  person?: Person;
  lesson?: string;
  token?: (purpose: LinkPurpose) => string;
}

function linksOf(mail: Mail, path: string, { siteUrl, sitePath = '', picturesUrl }: Site): MailLinks {
  const fields = Object.fromEntries(linkFields.map((field) => [field, ''])) as MailLinks;
  for (const link of mailLinks) {
    if (!isIn(mail, link)) continue;
    // Without a lesson there is no page of one.
    if (link.path.includes(':lesson') && (mail.lesson ?? '') === '') continue;
    const { query, inNoLanguage }: InMail = link.mail;
    const asked = query && mail.person && `?${String(new URLSearchParams(query(mail.person)))}`;
    const token = 'purpose' in link ? mail.token?.(link.purpose) : undefined;
    const href = filled(link.path, { token: token ?? '', lesson: mail.lesson ?? '' });
    const page = below('ofSeries' in link ? path : '', href);
    fields[link.mail.field] = `${siteUrl}${inNoLanguage ? '' : sitePath}${page}${asked ?? ''}`;
  }
  if (picturesUrl !== undefined) fields[links.picture.mail.field] = picturesUrl;
  return fields;
}

function isIn({ kind, person }: Mail, link: MailLink): boolean {
  const { in: kinds, when }: InMail = link.mail;
  if (when !== undefined && !(person && when(person))) return false;
  if (kinds !== undefined) return kind !== undefined && kinds.includes(kind);
  return person !== undefined || !('purpose' in link);
}

/** Makes one token per purpose, when it is first needed. */
function tokensOf(
  id: string,
  stampOf: (purpose: LinkPurpose) => string,
  { keyring, clock }: TokenDeps,
): (purpose: LinkPurpose) => string {
  const made = new Map<LinkPurpose, string>();
  return (purpose) => {
    const token = made.get(purpose) ?? makeToken(keyring, purpose, id, clock.now(), { stamp: stampOf(purpose) });
    made.set(purpose, token);
    return token;
  };
}
