/** An entry of an object literal in a source text, with everything between it and the next one. */
export interface Entry {
  key: string;
  from: number;
  to: number;
  /** Where its value is. */
  valueFrom: number;
  valueTo: number;
}

/**
 * The entries of the object literal that begins at `{`.
 *
 * @param open - index of the brace
 */
export function entriesOf(source: string, open: number): Entry[] {
  const close = endOf(source, open);
  const entries: Entry[] = [];
  let from = open + 1;
  for (const end of [...commasIn(source, open, close), close]) {
    const text = source.slice(from, end);
    const [head, key] = /^(?:\s|\/\/[^\n]*\n|\/\*.*?\*\/)*['"]?([\w-]+)['"]?:\s*/s.exec(text) ?? [];
    if (head !== undefined && key !== undefined) {
      entries.push({ key, from, to: Math.min(end + 1, close), valueFrom: from + head.length, valueTo: end });
    }
    from = end + 1;
  }
  return entries;
}

/** The commas that separate what is directly within the brackets at `open` and `close`. */
export function commasIn(source: string, open: number, close: number): number[] {
  const commas: number[] = [];
  for (let at = open + 1; at < close; at = next(source, at)) if (source[at] === ',') commas.push(at);
  return commas;
}

/** Where the bracket at `open` is closed. */
export function endOf(source: string, open: number): number {
  let at = open + 1;
  while (!')]}'.includes(source[at]!)) at = next(source, at);
  return at;
}

/** The character after this one, where a string, a comment, a regular expression or a bracket with all that is in it counts as one. */
function next(source: string, at: number): number {
  const one = source[at]!;
  if ('([{'.includes(one)) return endOf(source, at) + 1;
  if (one === "'" || one === '`' || one === '"') return afterQuote(source, at + 1, one);
  if (source.startsWith('//', at)) return source.indexOf('\n', at);
  if (source.startsWith('/*', at)) return source.indexOf('*/', at) + 2;
  if (one === '/' && /[(,=:[!&|?{};\n]\s*$/.test(source.slice(Math.max(0, at - 20), at))) {
    return afterQuote(source, at + 1, '/');
  }
  return at + 1;
}

function afterQuote(source: string, from: number, quote: string): number {
  let at = from;
  while (source[at] !== quote) {
    if (quote === '`' && source.startsWith('${', at)) at = endOf(source, at + 1) + 1;
    else at += source[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}
