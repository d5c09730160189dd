import { compileAllSeries, type CompiledTexts } from '../../templates/compile-series.ts';
import { offeredLanguages } from '../../templates/languages/offered.ts';
import { hashOfWords, partsOf, type ReviewText } from '../../templates/reviews/review-text.ts';
import { TemplateFolder } from '../../templates/template-folder.ts';
import { readTokens, tokenSlots } from '../../templates/tokens.ts';
import { labelOf, readable } from '../reviews/words-diff.ts';

/** What the emails of a series say in one language, word for word as they go out: also what comes from layouts, partials and words of Weekwise. */
export interface SeriesEmails {
  series: string;
  /** BCP 47. */
  language: string;
  /** In the order in which people get them; what is merged into many of them comes last. */
  emails: ReviewText[];
}

/**
 * The words of every email of every series, or of one, in each language that people are written to in.
 *
 * @throws TemplateError when the templates do not compile, or there is no such series
 */
export async function readEmails(projectRoot: string, only?: string): Promise<SeriesEmails[]> {
  const folder = new TemplateFolder(projectRoot);
  const compiled = await compileAllSeries(folder, tokenSlots(await readTokens(folder)), only);
  return compiled.flatMap(({ texts: first, inLanguages }) => {
    const all = [first, ...offeredLanguages(inLanguages).map(([, texts]) => texts)];
    return all.map((texts) => ({ series: texts.id, language: texts.language, emails: emailsOf(texts) }));
  });
}

function emailsOf({ lessons, branches, mails, notice, coaching, merged }: CompiledTexts): ReviewText[] {
  const ofLessons = [...lessons, ...branches.flatMap((branch) => branch.lessons)].flatMap(
    ({ id, title, mail, reminders }) => [
      { id, title, parts: mail.words },
      ...reminders.map(({ words }, index) => ({
        id: `${id}/reminder-${index + 1}`,
        title: `${title}: reminder ${index + 1}`,
        parts: words,
      })),
    ],
  );
  const ofAccounts = Object.entries({ ...mails, notice }).map(([kind, { words }]) => ({
    id: `mails/${kind}`,
    title: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} email`,
    parts: words,
  }));
  return [
    ...ofLessons,
    ...ofAccounts,
    { id: 'mails/coaching', title: 'What emails say after a check-in', parts: partsOf(coaching) },
    { id: 'mails/merged', title: 'What is merged into emails', parts: partsOf(merged) },
  ];
}

/** For people to read. */
export function formatEmails(all: readonly SeriesEmails[]): string {
  return all
    .flatMap(({ series, language, emails }) =>
      emails.map((email) => {
        const lines = email.parts.flatMap(({ name, blocks }) =>
          blocks.map(({ text }) => (name === 'body' ? readable(text) : `${labelOf(name)}: ${readable(text)}`)),
        );
        return [`${series} in ${language}: ${email.id}@${hashOfWords(email)}`, ...lines.map((one) => `  ${one}`)].join(
          '\n',
        );
      }),
    )
    .join('\n\n');
}
