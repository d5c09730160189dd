/** A line of the zone of a domain. */
export interface DnsRecord {
  name: string;
  type: string;
  value: string;
}

const record = /^(\S+) (CNAME|MX|TXT) (.+)$/;

/**
 * The DNS records that a stack asks for in its outputs, and the DMARC record that receivers ask for.
 *
 * @param outputs - by key; those that are no record are left out
 */
export function dnsRecords(
  outputs: Readonly<Record<string, string>>,
  domain: string,
  operatorEmail: string,
): DnsRecord[] {
  const asked = Object.values(outputs).flatMap((output) => {
    const [, name, type, value] = record.exec(output) ?? [];
    return name === undefined || type === undefined || value === undefined ? [] : [{ name, type, value }];
  });
  const dmarc = { name: `_dmarc.${domain}`, type: 'TXT', value: `"v=DMARC1; p=none; rua=mailto:${operatorEmail}"` };
  return [...asked.toSorted((a, b) => a.type.localeCompare(b.type) || a.name.localeCompare(b.name)), dmarc];
}

/** A table to copy from, the columns aligned. */
export function dnsTable(records: readonly DnsRecord[]): string {
  const rows = [{ type: 'TYPE', name: 'NAME', value: 'VALUE' }, ...records];
  const width = (column: keyof DnsRecord) => Math.max(...rows.map((row) => row[column].length));
  return rows
    .map(({ type, name, value }) => `${type.padEnd(width('type'))}  ${name.padEnd(width('name'))}  ${value}`)
    .join('\n');
}
