import { didYouMean } from '../../nearest.ts';
import { OperatorError } from '../../operator/operator-error.ts';
import { engineVersion } from '../../roots.ts';
import { hashOfWords, type ReviewText } from '../../templates/reviews/review-text.ts';
import { keptParts, readApproved, writeApproved, type Approved } from './approved-file.ts';
import { readEmails, type SeriesEmails } from './email-words.ts';

/** What an operator says of emails that somebody has read. */
export interface ToApprove {
  /** One series; by default every one. */
  series?: string | undefined;
  /** Ids of emails, each with `@` and the hash that `series diff` shows behind it, if they have one; a lesson stands for its reminders too. */
  names: readonly string[] | 'all';
  /** One language, BCP 47; by default each. */
  language?: string | undefined;
  by: string;
  /** ISO date. */
  on: string;
}

export interface ApprovedNow {
  series: string;
  language: string;
  /** Where they are kept, from the project's folder. */
  file: string;
  approved: string[];
}

/**
 * Keeps what emails say as somebody approved them.
 *
 * @throws OperatorError where a name is unknown, or the words have changed since they were read; TemplateError
 */
export async function approve(projectRoot: string, toApprove: ToApprove): Promise<ApprovedNow[]> {
  const { series, language } = toApprove;
  const asked = (one: { language: string }) => language === undefined || one.language === language;
  const offered = await readEmails(projectRoot, series);
  const emails = offered.filter(asked);
  if (emails.length === 0) {
    const known = [...new Set(offered.map((one) => one.language))].join(', ');
    throw new OperatorError(`Nobody is written to in "${language}". Languages here: ${known}`, { code: 'not-found' });
  }
  const before = await readApproved(projectRoot);
  const all = withApproved(emails, before, toApprove);
  return Promise.all(
    all.map(async ({ approved, ...one }) => ({
      series: one.series,
      language: one.language,
      file: await writeApproved(projectRoot, one),
      approved,
    })),
  );
}

/**
 * Approves the emails of texts that somebody signs: they have read them as they are, and need no second command. Other texts, such as pages, are in no email.
 *
 * @param signed - ids of texts
 */
export async function approveSigned(
  projectRoot: string,
  { series, language }: { series: string; language: string },
  signed: readonly string[],
  { by, on }: Pick<ToApprove, 'by' | 'on'>,
): Promise<void> {
  const read = (await readEmails(projectRoot, series)).find((one) => one.language === language);
  // Nobody is written to in a draft.
  if (read === undefined) return;
  const isSigned = (id: string) => signed.includes(id.replace(/\/reminder-\d+$/, '/reminders'));
  const names = read.emails.flatMap((email) => (isSigned(email.id) ? [`${email.id}@${hashOfWords(email)}`] : []));
  const [own] = withApproved([read], await readApproved(projectRoot), { names, by, on });
  if (own !== undefined) await writeApproved(projectRoot, own);
}

/** What is to be written, for each series and language in which anything was named. */
export function withApproved(
  emails: readonly SeriesEmails[],
  before: readonly Approved[],
  { names, by, on }: Pick<ToApprove, 'names' | 'by' | 'on'>,
): (Approved & { approved: string[] })[] {
  const person = by.trim();
  if (person === '' || person.length > 60 || /[\r\n]/.test(person))
    throw new OperatorError('Say on one line, in 1 to 60 characters, who approves them.');
  const chosen = names === 'all' ? undefined : chosenBy(names, emails);
  return emails.flatMap((one) => {
    const { series, language } = one;
    const approved = chosen === undefined ? one.emails : one.emails.filter((email) => chosen.has(email));
    if (approved.length === 0) return [];
    const now = new Map(
      approved.map((email) => [email.id, { by: person, on, weekwise: engineVersion, parts: keptParts(email) }]),
    );
    const was = before.find((other) => other.series === series && other.language === language)?.emails ?? new Map();
    const own = one.emails.flatMap(({ id }) => {
      const kept = now.get(id) ?? was.get(id);
      return kept === undefined ? [] : [[id, kept] as const];
    });
    // What is gone stays until everything is approved as it is now.
    const gone = chosen === undefined ? [] : [...was].filter(([id]) => !one.emails.some((email) => email.id === id));
    return [{ series, language, emails: new Map([...own, ...gone]), approved: [...now.keys()] }];
  });
}

/** The emails that were named, of whatever series and language. @throws OperatorError */
function chosenBy(names: readonly string[], all: readonly SeriesEmails[]): Set<ReviewText> {
  const emails = all.flatMap((one) => one.emails);
  const found = names.flatMap((name) => {
    const [id = '', words] = name.split('@');
    const meant = emails.filter((email) => email.id === id || (words === undefined && email.id.startsWith(`${id}/`)));
    if (meant.length === 0) {
      const ids = emails.map((email) => email.id);
      throw new OperatorError(
        `There is no email "${id}"${didYouMean(id, ids)}: npx weekwise series words lists them.`,
        { code: 'not-found' },
      );
    }
    const read = words === undefined ? meant : meant.filter((email) => hashOfWords(email) === words);
    if (read.length === 0)
      throw new OperatorError(`${id} says something else than when ${words} was shown: it has to be read again.`);
    return read;
  });
  return new Set(found);
}
