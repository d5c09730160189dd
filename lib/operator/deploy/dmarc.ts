import type { Resolver } from '../resolver.ts';
import type { DnsRecord } from './dns-records.ts';

/** DMARC records at `_dmarc` of a host; undefined where DNS did not answer. */
export interface DmarcAt {
  host: string;
  records: readonly string[] | undefined;
}

/** What DNS says of a host that mails come from: the host itself first, then what is above it. */
export type DmarcFound = readonly DmarcAt[];

/** DNS's words for a name, or a record, that is not there. */
const absent = ['ENOTFOUND', 'ENODATA'];

/** The records that receivers look for, from the domain up to its organisational domain (RFC 7489, section 6.6.3). */
export async function findDmarc(host: string, { resolveTxt }: Pick<Resolver, 'resolveTxt'>): Promise<DmarcFound> {
  const labels = host.split('.');
  const hosts = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  return Promise.all(
    hosts.map(async (one) => {
      const records = await resolveTxt(`_dmarc.${one}`).catch(({ code = '' }: NodeJS.ErrnoException) =>
        absent.includes(code) ? [] : undefined,
      );
      return { host: one, records: records?.map((parts) => parts.join('')).filter(isDmarc) };
    }),
  );
}

/** The records that hold for the first host: its own, or those of the nearest host above it. A host of which nothing is known may have some. */
export function governing(found: DmarcFound): DmarcAt | undefined {
  return found.find(({ records }) => records === undefined || records.length > 0);
}

/** Does a record ask for the very domain of the sender, in the signature or in MAIL FROM? Ours are those of the domain above. */
export function isStrict(record: string): boolean {
  return tagsOf(record).some(([name, value]) => (name === 'adkim' || name === 'aspf') && value.toLowerCase() === 's');
}

/**
 * The DMARC records to add, if any: none where one is there already or may be, so that no policy is weakened and no record doubled.
 *
 * @param hosts - what was found for each host that mails come from
 */
export function dmarcToAdd(domain: string, operatorEmail: string, hosts: readonly DmarcFound[]): DnsRecord[] {
  const records = hosts.flatMap((found): DnsRecord[] => {
    const held = governing(found);
    if (held === undefined) {
      return [{ name: `_dmarc.${domain}`, type: 'TXT', value: `"v=DMARC1; p=none; rua=mailto:${operatorEmail}"` }];
    }
    const host = found[0]!.host;
    const [record, ...more] = held.records ?? [];
    // One of its own, as strict as what it inherits but for the alignment, which no mail from below the domain could meet.
    if (record === undefined || more.length > 0 || held.host === host || host === domain || !isStrict(record))
      return [];
    return [{ name: `_dmarc.${host}`, type: 'TXT', value: `"${relaxed(record)}"` }];
  });
  return [...new Map(records.map((record) => [record.name, record])).values()];
}

/** The policy that a record has for what is below it, with relaxed alignment. */
function relaxed(record: string): string {
  const tags = tagsOf(record);
  const below = tags.find(([name]) => name === 'sp')?.[1];
  return tags
    .filter(([name]) => !['adkim', 'aspf', 'sp'].includes(name))
    .map(([name, value]) => `${name}=${name === 'p' ? (below ?? value) : value}`)
    .join('; ');
}

function tagsOf(record: string): [name: string, value: string][] {
  return record.split(';').flatMap((part): [string, string][] => {
    const [name = '', ...value] = part.split('=');
    return value.length === 0 ? [] : [[name.trim().toLowerCase(), value.join('=').trim()]];
  });
}

function isDmarc(record: string): boolean {
  return /^v\s*=\s*DMARC1\s*(;|$)/i.test(record);
}
