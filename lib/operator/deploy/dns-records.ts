/** A line of the zone of a domain. */
export interface DnsRecord {
  name: string;
  type: string;
  value: string;
}

const record = /^(\S+) (CNAME|MX|TXT) (.+)$/;

/**
 * DNS records, by type and name.
 *
 * @param lines - such as outputs of a stack; those that are no record are left out
 */
export function dnsRecords(lines: readonly string[]): DnsRecord[] {
  return lines
    .flatMap((line) => {
      const [, name, type, value] = record.exec(line) ?? [];
      return name === undefined || type === undefined || value === undefined ? [] : [{ name, type, value }];
    })
    .toSorted((a, b) => a.type.localeCompare(b.type) || a.name.localeCompare(b.name));
}

/** A table to copy from, the columns aligned. */
export function dnsTable(records: readonly DnsRecord[]): string {
  const rows = [{ type: 'TYPE', name: 'NAME', value: 'VALUE' }, ...records];
  const width = (column: keyof DnsRecord) => Math.max(...rows.map((row) => row[column].length));
  return rows
    .map(({ type, name, value }) => `${type.padEnd(width('type'))}  ${name.padEnd(width('name'))}  ${value}`)
    .join('\n');
}
