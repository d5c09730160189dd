import { Temporal } from 'temporal-polyfill';
import { OperatorError } from '../../operator/operator-error.ts';
import { hashOfWords, type ReviewText } from '../../templates/reviews/review-text.ts';
import {
  readReviewSource,
  reviewTexts,
  translatedReviewSource,
  type ReviewSource,
} from '../../templates/reviews/read-review-texts.ts';
import { signaturesOf, type Reviews, type Signature } from '../../templates/reviews/reviews-file.ts';
import { TemplateFolder } from '../../templates/template-folder.ts';

/** Days before a text is to be read again in which it is listed as due. */
const soonDays = 30;

/** A text of a series, and who has signed it. */
export interface ReviewState {
  id: string;
  title: string;
  /** Hash of its words as they are now. */
  words: string;
  /** `changed`: only under words that it has no more. */
  state: 'signed' | 'changed' | 'unsigned';
  /** Under the words as they are, the latest first; of a changed text those under its former words. */
  signatures: Signature[];
  /** Days until it is to be read again, for a signed text; negative when that day is over. */
  dueInDays?: number;
}

/**
 * How the texts of a series stand.
 *
 * @param today - ISO date
 */
export function reviewStates(texts: readonly ReviewText[], reviews: Reviews, today: string): ReviewState[] {
  return texts.map((text): ReviewState => {
    const base = { id: text.id, title: text.title, words: hashOfWords(text) };
    const signatures = signaturesOf(text, reviews);
    if (signatures.length > 0) {
      const due = signatures.map((one) => one.due).toSorted()[signatures.length - 1]!;
      const dueInDays = Temporal.PlainDate.from(today).until(due, { largestUnit: 'days' }).days;
      return { ...base, state: 'signed', signatures, dueInDays };
    }
    const former = Object.hasOwn(reviews, text.id) ? reviews[text.id]! : [];
    return { ...base, state: former.length > 0 ? 'changed' : 'unsigned', signatures: former };
  });
}

/** How the texts of a series stand in one of its languages. */
export interface ReviewedLanguage extends ReviewSource {
  texts: ReviewText[];
  states: ReviewState[];
}

/**
 * The same of a series under `templates/`, in each of its languages, the first one first: a translation is signed apart from what it translates.
 *
 * @param only - the one language that is asked for
 * @throws OperatorError where the series has no such language
 */
export async function readReviewStates(
  projectRoot: string,
  series: string,
  today: string,
  only?: string,
): Promise<ReviewedLanguage[]> {
  const folder = new TemplateFolder(projectRoot);
  const first = await readReviewSource(series, folder);
  const others = await folder.list(`series/${series}/languages`);
  const all = [first.language, ...others];
  const asked = only === undefined ? all : all.filter((tag) => tag === only);
  if (asked.length === 0) {
    throw new OperatorError(`${series} is not in "${only}". Its languages: ${all.join(', ')}`, { code: 'not-found' });
  }
  return Promise.all(
    asked.map(async (tag): Promise<ReviewedLanguage> => {
      const source = tag === first.language ? first : await translatedReviewSource(first, tag);
      const texts = await reviewTexts(source);
      return { ...source, texts, states: reviewStates(texts, source.source.reviews, today) };
    }),
  );
}

/** The texts that need a person: nobody has signed them as they are, or they are to be read again soon. */
export function needingReview(states: readonly ReviewState[]) {
  const of = (state: ReviewState['state']) => states.filter((one) => one.state === state);
  return {
    unsigned: of('unsigned'),
    changed: of('changed'),
    due: of('signed').filter(({ dueInDays }) => dueInDays! <= soonDays),
  };
}

/** How many texts there are, how many nobody has signed as they are, and how many of the others are over their day. */
export interface ReviewCounts {
  all: number;
  unsigned: number;
  overdue: number;
}

/** Counts the texts of some series under `templates/`, in every language in which people get them. */
export async function countReviews(
  projectRoot: string,
  series: readonly string[],
  today: string,
): Promise<ReviewCounts> {
  const inLanguages = (await Promise.all(series.map((id) => readReviewStates(projectRoot, id, today)))).flat();
  const states = inLanguages.filter(({ draft }) => !draft).flatMap((language) => language.states);
  return {
    all: states.length,
    unsigned: states.filter(({ state }) => state !== 'signed').length,
    overdue: states.filter(({ dueInDays = 0 }) => dueInDays < 0).length,
  };
}

/**
 * For people to read.
 *
 * @param series - what it is called: "tea-breaks", "tea-breaks in es"
 * @param whole - the command that lists every text; without it, texts of which nobody has signed one are listed here
 */
export function formatReviewStates(series: string, states: readonly ReviewState[], whole?: string): string {
  const { unsigned, changed, due } = needingReview(states);
  const width = Math.max(...states.map(({ id }) => id.length)) + 2;
  const signed = states.filter(({ state }) => state === 'signed').length;
  const list = (heading: string, some: readonly ReviewState[], says: (state: ReviewState) => string) =>
    some.length === 0 ? [] : ['', heading, ...some.map((one) => `  ${one.id.padEnd(width)}${says(one)}`)];
  return [
    `${series}: ${signed} of ${states.length} texts are signed as they are now.`,
    ...list('Changed since they were signed:', changed, ({ signatures }) => signatures.map(formatSigned).join('; ')),
    ...(whole !== undefined && unsigned.length === states.length
      ? [`Nobody has signed any of them: ${whole} lists them.`]
      : list('Signed by nobody:', unsigned, ({ title }) => title)),
    ...list('To be read again:', due, ({ dueInDays, signatures }) => {
      const when = dueInDays! < 0 ? `${-dueInDays!} days overdue` : `in ${dueInDays} days`;
      return `${when}, ${formatSigned(signatures[0]!)}`;
    }),
  ].join('\n');
}

function formatSigned({ by, role, on }: Signature): string {
  return `signed by ${by}, ${role}, on ${on}`;
}
