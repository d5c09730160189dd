import type { Child } from 'hono/jsx';
import { pageLanguage } from '../../content/page-language.ts';
import { perLanguage } from '../../content/words.ts';

const lists = perLanguage(() => {
  // British English has no comma before the last "and".
  const language = pageLanguage() === 'en' ? 'en-GB' : pageLanguage();
  return {
    all: new Intl.ListFormat(language, { type: 'conjunction' }),
    any: new Intl.ListFormat(language, { type: 'disjunction' }),
  };
});

/** "a, b and c", as the language of the page says it. */
export function listed(words: readonly string[]): string {
  return lists.all.format(words);
}

/** "a, b or c", of parts of a page, as the language of the page says it. */
export function Either({ of }: { of: readonly Child[] }) {
  const pieces = lists.any.formatToParts(of.map((_, index) => String(index)));
  return <>{pieces.map(({ type, value }) => (type === 'element' ? of[Number(value)] : value))}</>;
}
