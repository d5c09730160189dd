/** Short texts that the sender merges into emails because of who gets them, in the language of the email: `words/…/merged.yaml`. */
export const mergedNames = {
  coaching: ['lesson'],
  call: ['danger', 'call', 'text', 'anyWords', 'withNote', 'anywhere'],
  offers: ['help', 'badDay'],
  practice: ['noDay', 'fewDays', 'someDays', 'mostDays', 'tried', 'triedABit', 'notTried'],
  chart: ['practice', 'stress', 'pain'],
  lookBack: ['stress', 'pain', 'active', 'outOf'],
} as const;

export type MergedWords = { [Group in keyof typeof mergedNames]: Record<(typeof mergedNames)[Group][number], string> };
