import type { Child } from 'hono/jsx';

/** English without a comma before the last "and". */
const language = 'en-GB';
const conjunction = new Intl.ListFormat(language, { type: 'conjunction' });
const disjunction = new Intl.ListFormat(language, { type: 'disjunction' });

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  return conjunction.format(words);
}

/** "a, b or c", of parts of a page. */
export function Either({ of }: { of: readonly Child[] }) {
  const pieces = disjunction.formatToParts(of.map((_, index) => String(index)));
  return <>{pieces.map(({ type, value }) => (type === 'element' ? of[Number(value)] : value))}</>;
}
