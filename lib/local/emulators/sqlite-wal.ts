/*
 * SQLite's write-ahead log (sqlite.org/fileformat2.html, "The Write-Ahead Log"). SQLite reads it up to the first frame that does not fit and passes
 * over the rest without a word: right after a crash, and wrong where that frame was damaged later.
 */

const headerBytes = 32;
const frameHeaderBytes = 24;
const magics: Record<number, 'little' | 'big'> = { 0x377f0682: 'little', 0x377f0683: 'big' };

/** Says what is wrong with a log; undefined for one that a living or a killed SQLite may have left. */
export function damageOfWal(bytes: Buffer): string | undefined {
  if (bytes.length === 0) return undefined;
  const order = bytes.length < headerBytes ? undefined : magics[bytes.readUInt32BE(0)];
  if (order === undefined) return 'it does not begin as a log does';
  let sum = addUp(bytes.subarray(0, 24), [0, 0], order);
  if (!agrees(bytes, 24, sum)) return 'its head is damaged';
  const salts = bytes.subarray(16, 24);
  const frameBytes = frameHeaderBytes + bytes.readUInt32BE(8);
  const hasSalts = (at: number) => bytes.subarray(at + 8, at + 16).equals(salts);
  let end = headerBytes;
  for (; end + frameBytes <= bytes.length; end += frameBytes) {
    const next = addUp(bytes.subarray(end, end + 8), sum, order);
    sum = addUp(bytes.subarray(end + frameHeaderBytes, end + frameBytes), next, order);
    if (!hasSalts(end) || !agrees(bytes, end + 16, sum)) break;
  }
  // The frame where it ends may be half written. Frames of this log behind it were written after it was whole.
  for (let at = end + frameBytes; at + frameBytes <= bytes.length; at += frameBytes) {
    if (hasSalts(at)) return `it is damaged at byte ${end}, and what was written after that would be lost`;
  }
  return undefined;
}

type Sum = [number, number];

function addUp(bytes: Buffer, [first, second]: Sum, order: 'little' | 'big'): Sum {
  let [a, b] = [first, second];
  const read = order === 'little' ? (at: number) => bytes.readUInt32LE(at) : (at: number) => bytes.readUInt32BE(at);
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    a = (a + read(at) + b) >>> 0;
    b = (b + read(at + 4) + a) >>> 0;
  }
  return [a, b];
}

function agrees(bytes: Buffer, at: number, [a, b]: Sum): boolean {
  return bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b;
}
