import { perLanguage, words } from '../../../content/words.ts';
import { leavingReasons, type UnsubscribeReason } from '../../../core/actions/unsubscribing.ts';

const says = words.leaving.reasons;

/** The answers to why somebody left. */
export const reasonWords: Record<UnsubscribeReason, string> = perLanguage(() => ({
  'too-many': says.tooMany,
  'not-useful': says.notUseful,
  'not-for-me': says.notForMe,
  'better-now': says.betterNow,
  other: says.other,
}));

export function isReason(text: string): text is UnsubscribeReason {
  return leavingReasons.some((reason) => reason === text);
}

/** The same of what is stored: newer code may have stored a reason that this one does not know. */
export function leavingReason(stored: string): string {
  return isReason(stored) ? reasonWords[stored] : stored;
}
