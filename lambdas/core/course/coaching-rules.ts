/** What coaching may say something about. The words of each are in `templates/words/<language>/coaching.yaml`; a series may have its own. */

/** A hard answer. The page on which it was saved said more, at once. */
export const hardRules = [
  'danger',
  'dangerAndPain',
  'heavy',
  'highPain',
  'stillHighPain',
  'anythingNew',
  'harder',
] as const;
export type HardRule = (typeof hardRules)[number];

const otherRules = [
  'again',
  'notForMe',
  'skipped',
  'notPractised',
  'notTried',
  'easier',
  'practisedMost',
  'practisedSome',
  'practisedLittle',
  'tried',
  'triedABit',
  'silent',
] as const;

export const coachingRules = [...hardRules, ...otherRules];
export type CoachingRule = (typeof coachingRules)[number];

export const isHardRule = (rule: string): rule is HardRule => hardRules.some((hard) => hard === rule);

/** Texts that each rule has at least, so that no two emails in a row say the same. Those of a hard answer stand in reminders, too. */
export const textsMin = (rule: CoachingRule): number => (isHardRule(rule) ? 4 : 2);

/** What a rule says. */
export interface CoachingWords {
  /**
   * A few sentences, used in turn; each says why. `{lesson}` is the lesson whose practice they spoke of, and may be left out. The first half of a hard
   * rule's is for lessons, the other for the emails between them.
   */
  says: string[];
  /** What follows each of them. Of `practisedMost` it is what "more" means, where the lesson does not say so itself. */
  after?: string;
}
