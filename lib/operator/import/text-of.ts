import { OperatorError } from '../operator-error.ts';
import type { Encoding } from './choices.ts';

/**
 * The text of a file, piece by piece, without a byte order mark. UTF-16 is known by its byte order mark. Windows-1252 has to be named: its bytes could as
 * well be those of another old encoding.
 *
 * @throws OperatorError when it is not in that encoding, or no text at all
 */
export async function* textOf(file: AsyncIterable<Buffer>, encoding: Encoding = 'utf-8'): AsyncGenerator<string> {
  let decode: Decode | undefined;
  let begun = Buffer.alloc(0);
  for await (const chunk of file) {
    if (decode === undefined) {
      begun = Buffer.concat([begun, chunk]);
      // Enough to see what kind of file it is.
      if (begun.length < zip.length) continue;
      decode = decoderOf(begun, encoding);
    }
    const text = decode(begun.length > 0 ? begun : chunk, false);
    begun = Buffer.alloc(0);
    if (text !== '') yield text;
  }
  const rest = (decode ?? decoderOf(begun, encoding))(begun, true);
  if (rest !== '') yield rest;
}

type Decode = (bytes: Buffer, isLast: boolean) => string;

/** Every .xlsx and .ods begins with it. */
const zip = Buffer.from('PK\u0003\u0004', 'latin1');

function decoderOf(begun: Buffer, encoding: Encoding): Decode {
  if (begun.subarray(0, zip.length).equals(zip)) {
    throw new OperatorError('The file is a workbook or another packed folder, and no text. Save it as "CSV UTF-8".');
  }
  if (begun[0] === 0xff && begun[1] === 0xfe) return strict('utf-16le', 'UTF-16');
  if (begun[0] === 0xfe && begun[1] === 0xff) return strict('utf-16be', 'UTF-16');
  return encoding === 'windows-1252' ? windows1252 : strict('utf-8', 'UTF-8');
}

/** Refuses what is not in the encoding, by its line. */
function strict(label: string, name: string): Decode {
  const decoder = new TextDecoder(label, { fatal: true });
  let line = 1;
  let before = Buffer.alloc(0);
  return (bytes, isLast) => {
    try {
      const text = decoder.decode(bytes, { stream: !isLast });
      line += text.split('\n').length - 1;
      // A character may be cut by the end of the piece.
      before = Buffer.from(bytes.subarray(-3));
      return text;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
      const at = line + (label === 'utf-8' ? linesBefore(bytes) : 0);
      throw new OperatorError(
        `Line ${at} is not in ${name}: letters would be damaged. Save the file as "CSV UTF-8"; or, if it comes from Excel on Windows, say --encoding windows-1252.`,
        { cause: error },
      );
    }
  };

  /** Whole lines of a piece that are as they should be. Its first line began in the piece before, so its beginning may be half a character. */
  function linesBefore(bytes: Buffer): number {
    const pieces: Buffer[] = [];
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(0x0a, start);
      pieces.push(bytes.subarray(start, end < 0 ? bytes.length : end));
      start = end < 0 ? bytes.length : end + 1;
    }
    const isGood = (piece: Buffer, part: boolean) => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(piece, { stream: part });
        return true;
      } catch {
        return false;
      }
    };
    const startsOf = [before, before.subarray(1), before.subarray(2), Buffer.alloc(0)];
    const firstBad = pieces.findIndex((piece, at) => {
      const isPart = at === pieces.length - 1;
      if (at > 0) return !isGood(piece, isPart);
      return startsOf.every((start) => !isGood(Buffer.concat([start, piece]), isPart));
    });
    return Math.max(0, firstBad < 0 ? pieces.length - 1 : firstBad);
  }
}

/** 0x80 to 0x9f, where Windows-1252 differs from Latin-1 (WHATWG Encoding, index windows-1252); the others are the same. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const windows1252: Decode = (bytes) =>
  bytes.toString('latin1').replaceAll(/[\u0080-\u009f]/g, (byte) => high[byte.charCodeAt(0) - 0x80]!);
