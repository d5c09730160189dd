/** The size of an item as DynamoDB counts it: names and values in UTF-8, by the documented rules. */
export function itemSizeBytes(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item)
    .filter(([, value]) => value !== undefined)
    .reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSizeBytes(value), 0);
}

function valueSizeBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  // About a byte for two digits, and one more.
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replace(/^0|\./, '').length / 2) + 1;
  if (typeof value === 'boolean' || value === null) return 1;
  // A list or map: three bytes, and one for each entry.
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 1 + valueSizeBytes(one), 3);
  if (typeof value === 'object') {
    return Object.entries(value).reduce(
      (sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + valueSizeBytes(one),
      3,
    );
  }
  throw new TypeError(`DynamoDB holds no ${typeof value}`);
}

/** Write units of an item: one for each kilobyte begun. */
export function writeUnitsOf(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / 1024));
}
