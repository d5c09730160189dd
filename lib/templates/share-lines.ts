/** A string in the code that Handlebars writes; its quoting is JSON's. */
const literal = /"(?:[^"\\]|\\.)*"/g;

/** A string shorter than this has little to share. */
const worthLength = 80;

/**
 * Writes lines that strings of some code have in common once. Two thirds of a mail is MJML's frame, the same in every mail: without this the
 * templates would be most of the code of the Lambda that sends them.
 *
 * @returns code with the same meaning, to stand after `declarations`
 */
export function shareLines(code: string): { declarations: string; code: string } {
  const counts = new Map<string, number>();
  for (const line of longStrings(code).flatMap((text) => text.split('\n'))) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const shared = [...counts].flatMap(([line, count]) => (count > 1 ? [line] : []));
  const indexes = new Map(shared.map((line, index) => [line, index]));
  return {
    declarations: `const shared = ${JSON.stringify(shared)};
const lines = (...parts) => parts.map((part) => (typeof part === 'number' ? shared[part] : part)).join('\\n');
`,
    code: code.replaceAll(literal, (quoted) => {
      if (quoted.length < worthLength) return quoted;
      const parts = unquoted(quoted).split('\n');
      return `lines(${parts.map((line) => indexes.get(line) ?? JSON.stringify(line)).join()})`;
    }),
  };
}

function longStrings(code: string): string[] {
  return (code.match(literal) ?? []).filter((quoted) => quoted.length >= worthLength).map(unquoted);
}

function unquoted(quoted: string): string {
  return String(JSON.parse(quoted));
}
