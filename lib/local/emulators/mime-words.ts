/**
 * The text of a header field that may hold encoded words (RFC 2047), e.g. `=?utf-8?Q?Caf=C3=A9?=`. What cannot be decoded stays as it is.
 */
export function decodeWords(field: string): string {
  return (
    field
      // White space between two encoded words is no part of the text.
      .replace(/(\?=)\s+(?==\?)/g, '$1')
      .replace(
        /=\?([^?*]+)(?:\*[^?]*)?\?([BQ])\?([^?]*)\?=/gi,
        (word, charset: string, encoding: string, text: string) => {
          try {
            const bytes = encoding.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : quotedBytes(text);
            return new TextDecoder(charset).decode(bytes);
          } catch {
            return word;
          }
        },
      )
  );
}

function quotedBytes(text: string): Buffer {
  const plain = text
    .replace(/_/g, ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
