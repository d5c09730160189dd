/** A string in the code that Handlebars writes; its quoting is JSON's. */
const literal = /"(?:[^"\\]|\\.)*"/g;

/** A string shorter than this stays where it is. */
const worthLength = 80;

/**
 * Takes the long strings out of some code, line by line, each line once: two thirds of a mail is MJML's frame, the same in every mail, and
 * text packs well where code does not.
 *
 * @returns the lines, and code with the same meaning in which `lines(3, 1, 4)` stands for the lines of those numbers
 */
export function shareLines(code: string): { shared: string[]; code: string } {
  const indexes = new Map<string, number>();
  const numberOf = (line: string) => {
    if (!indexes.has(line)) indexes.set(line, indexes.size);
    return indexes.get(line)!;
  };
  const shortened = code.replaceAll(literal, (quoted) => {
    if (quoted.length < worthLength) return quoted;
    return `lines(${String(JSON.parse(quoted)).split('\n').map(numberOf).join()})`;
  });
  return { shared: [...indexes.keys()], code: shortened };
}
