/** A line of CSV (RFC 4180), with its end. Numbers are ours: one below zero is no formula. */
export function csvLine(fields: readonly (string | number)[]): string {
  const written = fields.map((one) => (typeof one === 'number' ? String(one) : csvField(withFormulaGuard(one))));
  return `${written.join(',')}\n`;
}

/** Quoted where a reader would take it for something else, spaces at its ends included: readers trim. */
function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What makes a spreadsheet compute a field; the full-width signs do so in Japanese ones. Behind quotes that a guard put before them, too. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * A quote before a field that a spreadsheet would compute makes it text (OWASP, "CSV Injection"): anybody can sign up under the name of a formula.
 */
function withFormulaGuard(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The field as it was before {@link csvLine}. */
export function withoutFormulaGuard(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
