import { OperatorError } from '../operator-error.ts';

/**
 * The text of a file, piece by piece, without a byte order mark.
 *
 * @throws OperatorError when it is not in UTF-8, or no text at all
 */
export async function* textOf(file: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let begun = Buffer.alloc(0);
  for await (const chunk of file) {
    // Enough to see what kind of file it is.
    if (begun.length < zip.length) {
      begun = Buffer.concat([begun, chunk]);
      if (begun.subarray(0, zip.length).equals(zip)) {
        throw new OperatorError(
          'The file is a workbook or another packed folder, and no text. Save it as "CSV UTF-8".',
        );
      }
    }
    const text = decoded(decoder, chunk, line);
    line += text.split('\n').length - 1;
    if (text !== '') yield text;
  }
  const rest = decoded(decoder, undefined, line);
  if (rest !== '') yield rest;
}

/** Every .xlsx and .ods begins with it. */
const zip = Buffer.from('PK\u0003\u0004', 'latin1');

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | undefined, line: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new OperatorError(
      `The file is not in UTF-8, at line ${line} or soon after: letters would be damaged. Save it as "CSV UTF-8" and try again.`,
      { cause: error },
    );
  }
}
