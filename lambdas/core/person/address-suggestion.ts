/**
 * Slips in the domain of an address, such as gmial.com: what was probably meant. Nothing here refuses an address. People are asked, and what they say
 * then holds.
 */

/** Where most people have their mail, in the countries whose people sign up first. */
const providers = [
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'yahoo.co.uk',
  'hotmail.com',
  'hotmail.co.uk',
  'outlook.com',
  'live.com',
  'icloud.com',
  'comcast.net',
  'verizon.net',
  'btinternet.com',
  'proton.me',
  'protonmail.com',
  't-online.de',
  'freenet.de',
  'wanadoo.fr',
  'orange.fr',
  'libero.it',
];

/** Others that are right as they are, though one letter away from one of the above or from each other. */
const alsoRight = [
  'ymail.com',
  'email.com',
  'mail.com',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'me.com',
  'mac.com',
  'msn.com',
  'aol.com',
  'love.com',
  'yahoo.de',
  'yahoo.fr',
  'yahoo.it',
  'hotmail.de',
  'hotmail.fr',
  'outlook.de',
  'outlook.fr',
  'live.de',
  'live.fr',
];

/** Ends that no domain has (the root zone of the DNS), and what was meant. */
const ends: Readonly<Record<string, string>> = {
  con: 'com',
  vom: 'com',
  xom: 'com',
  cim: 'com',
  cpm: 'com',
  cmo: 'com',
  ocm: 'com',
  coom: 'com',
  comm: 'com',
  ogr: 'org',
  orgg: 'org',
  nett: 'net',
  nte: 'net',
};

/** The shortest name of a provider of which one wrong letter says enough. */
const nameMin = 5;

/**
 * The address that was probably meant; undefined where nothing looks like a slip.
 *
 * @param mailbox - an address that `parseAddress` has read
 */
export function meantAddress(mailbox: string): string | undefined {
  const at = mailbox.lastIndexOf('@');
  const domain = mailbox.slice(at + 1).toLowerCase();
  const meant = meantDomain(domain);
  return meant === undefined || meant === domain ? undefined : `${mailbox.slice(0, at)}@${meant}`;
}

function meantDomain(domain: string): string | undefined {
  if (providers.includes(domain) || alsoRight.includes(domain)) return undefined;
  const dot = domain.lastIndexOf('.');
  const end = ends[domain.slice(dot + 1)];
  const mended = end === undefined ? domain : `${domain.slice(0, dot)}.${end}`;
  return providers.find((provider) => provider.indexOf('.') >= nameMin && isOneSlipAway(mended, provider)) ?? mended;
}

/** Is one letter wrong, missing or too much, or are two letters swapped (the distance of Damerau and Levenshtein is one)? Two alike are none. */
function isOneSlipAway(typed: string, meant: string): boolean {
  if (typed === meant) return false;
  let from = 0;
  while (typed[from] !== undefined && typed[from] === meant[from]) from += 1;
  const [rest, wanted] = [typed.slice(from), meant.slice(from)];
  const isSwapped = rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
  return (
    isSwapped ||
    rest.slice(1) === wanted.slice(1) ||
    rest.slice(1) === wanted ||
    (rest === wanted.slice(1) && wanted !== '')
  );
}
