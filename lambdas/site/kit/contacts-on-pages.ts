import { pageLanguage } from '../../content/page-language.ts';
import { perLanguage } from '../../content/words.ts';
import type { WhomToCall } from '../../core/course/whom-to-call.ts';

/**
 * Whom to call, in the language of the page that is being answered.
 *
 * @param inLanguage - the same by the tag of a language
 */
export function contactsOnPages(inLanguage: (language: string) => WhomToCall): WhomToCall {
  return perLanguage(() => inLanguage(pageLanguage()));
}
