/**
 * What a hard answer to a check-in is answered with. It looks at numbers, and at whether there is a note: nobody and nothing reads what the note says.
 * The limits are ours; a clinical psychologist has still to agree to them.
 */

/** What the rules know of a check-in. */
export interface Answer {
  /** The Monday of its week. */
  week: string;
  /** 0 to 10; undefined when it was left open. */
  stress?: number;
  pain?: number;
  /** There is a note. */
  noted?: true;
}

export type HardAnswer =
  /** They may not be safe. `signs`: ask about the signs of something dangerous as well. */
  | { rule: 'danger'; signs: boolean }
  | { rule: 'heavy' }
  /** High pain. Week after week it is not the same paragraph: `line` is short, and `question` asks once a month what is new. */
  | { rule: 'pain'; say: 'whole' | 'line' | 'question' }
  | { rule: 'harder' }
  | { rule: 'note' };

/** A rise by this much of 10, from one check-in to the next. */
const sharpRise = 3;

/** Check-ins with high pain in a row that are answered in full. */
const wholeMax = 2;

const atLeast = (score: number | undefined, limit: number) => score !== undefined && score >= limit;

interface Pair {
  latest: Answer;
  before: Answer | undefined;
}

const both = ({ latest, before }: Pair, score: 'stress' | 'pain', limit: number) =>
  atLeast(latest[score], limit) && atLeast(before?.[score], limit);

const rose = ({ latest, before }: Pair, score: 'stress' | 'pain') =>
  latest[score] !== undefined && before?.[score] !== undefined && latest[score] - before[score] >= sharpRise;

/** In order: the first that fits answers. */
const rules: readonly { rule: HardAnswer['rule']; fits: (pair: Pair) => boolean }[] = [
  {
    rule: 'danger',
    fits: (pair) => {
      const { stress, pain, noted } = pair.latest;
      return (
        atLeast(stress, 9) ||
        (atLeast(stress, 8) && noted === true) ||
        both(pair, 'stress', 8) ||
        (atLeast(pain, 9) && noted === true) ||
        (atLeast(pain, 9) && atLeast(stress, 7))
      );
    },
  },
  { rule: 'heavy', fits: ({ latest }) => atLeast(latest.stress, 8) },
  { rule: 'pain', fits: (pair) => atLeast(pair.latest.pain, 9) || both(pair, 'pain', 8) },
  {
    rule: 'harder',
    fits: (pair) => atLeast(pair.latest.pain, 8) || rose(pair, 'pain') || rose(pair, 'stress'),
  },
  { rule: 'note', fits: ({ latest }) => latest.noted === true },
];

/**
 * The answer to the latest check-in; undefined when it needs none.
 *
 * @param answers - their check-ins, oldest first
 */
export function hardAnswer(answers: readonly Answer[]): HardAnswer | undefined {
  const latest = answers.at(-1);
  const rule = ruleOf(answers);
  switch (rule) {
    case 'danger':
      return { rule, signs: atLeast(latest?.pain, 8) };
    case 'pain':
      return { rule, say: sayOfPain(answers) };
    case 'heavy':
    case 'harder':
    case 'note':
      return { rule };
    case undefined:
      return undefined;
  }
}

function ruleOf(answers: readonly Answer[]): HardAnswer['rule'] | undefined {
  const latest = answers.at(-1);
  if (latest === undefined) return undefined;
  return rules.find(({ fits }) => fits({ latest, before: answers.at(-2) }))?.rule;
}

function sayOfPain(answers: readonly Answer[]): 'whole' | 'line' | 'question' {
  let inARow = 0;
  while (inARow < answers.length && ruleOf(answers.slice(0, answers.length - inARow)) === 'pain') inARow += 1;
  if (inARow <= wholeMax) return 'whole';
  // The first check-in of a calendar month.
  const [before, latest] = answers.slice(-2);
  return latest?.week.slice(0, 7) === before?.week.slice(0, 7) ? 'line' : 'question';
}
