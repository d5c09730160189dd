import { hashOfWords, type ReviewText } from '../../templates/reviews/review-text.ts';
import { diffTexts } from '../reviews/words-diff.ts';
import { approvedFile, asText, readApproved, type Approved } from './approved-file.ts';
import { readEmails, type SeriesEmails } from './email-words.ts';

/** An email that says something else than it did. */
export interface EmailChange {
  id: string;
  what: 'changed' | 'gone';
  /** Hash of its words as they are now; '' where it is gone. */
  words: string;
  /** In sentences for people. */
  lines: string[];
  approved?: { by: string; on: string; weekwise: string };
}

export interface EmailChanges {
  series: string;
  language: string;
  /** How many say what they said. */
  unchanged: number;
  changes: EmailChange[];
  /** Ids of emails that were not there, or that nobody approved. */
  added: string[];
}

/** Emails by series and language, as they were. */
type Before = Pick<SeriesEmails, 'series' | 'language' | 'emails'>;

/** What emails say otherwise than before, series by series and language by language. */
export function emailChanges(before: readonly Before[], now: readonly SeriesEmails[]): EmailChanges[] {
  const keyOf = ({ series, language }: { series: string; language: string }) => `${series} ${language}`;
  const all = new Map([...now, ...before].map((one) => [keyOf(one), one]));
  return [...all].map(([key, { series, language }]) => {
    const of = (some: readonly Before[]) => some.find((one) => keyOf(one) === key)?.emails ?? [];
    const [was, is] = [of(before), of(now)];
    const hashes = new Map(is.map((email) => [email.id, hashOfWords(email)]));
    const changes: EmailChange[] = [];
    const added: string[] = [];
    for (const { id, what, lines } of diffTexts(was, is)) {
      if (what === 'new') added.push(id);
      else changes.push({ id, what, words: hashes.get(id) ?? '', lines });
    }
    const changed = changes.filter(({ what }) => what === 'changed').length;
    return { series, language, unchanged: is.length - added.length - changed, changes, added };
  });
}

/** The same against what was approved; of series that are left out, nothing is said. */
export function approvedChanges(approved: readonly Approved[], now: readonly SeriesEmails[]): EmailChanges[] {
  const before = approved.map(({ series, language, emails }) => ({
    series,
    language,
    emails: [...emails].map(([id, email]): ReviewText => asText(id, email)),
  }));
  return emailChanges(before, now).map(({ changes, ...one }) => {
    const of = approved.find(({ series, language }) => series === one.series && language === one.language)?.emails;
    const withWho = changes.map((change) => {
      const { by, on, weekwise } = of!.get(change.id)!;
      return { ...change, approved: { by, on, weekwise } };
    });
    return { ...one, changes: withWho };
  });
}

/**
 * One sentence for whoever is about to send emails of some series; undefined where they say what was approved, or nobody approved any.
 *
 * @throws OperatorError, TemplateError
 */
export async function otherwiseThanApproved(
  projectRoot: string,
  series: readonly string[],
): Promise<string | undefined> {
  const isMeant = (one: { series: string }) => series.includes(one.series);
  const approved = (await readApproved(projectRoot)).filter(isMeant);
  if (approved.length === 0) return undefined;
  const all = approvedChanges(approved, (await readEmails(projectRoot)).filter(isMeant));
  const count = all.reduce((sum, { changes }) => sum + changes.length, 0);
  if (count === 0) return undefined;
  const emails = count === 1 ? 'One approved email says' : `${count} approved emails say`;
  return `${emails} something else now, or nothing: npx weekwise series diff --approved shows what.`;
}

/** How many ids are written out where many emails changed in the same way. */
const namedMax = 6;

/**
 * For people to read. What changed in the same way in many emails, such as a line in the foot of each, is said once.
 *
 * @param folder - where they were as they were; by default they are compared with what was approved
 */
export function formatEmailChanges(all: readonly EmailChanges[], folder?: string): string {
  return all.map((one) => formatOne(one, folder)).join('\n\n');
}

function formatOne({ series, language, unchanged, changes, added }: EmailChanges, folder?: string): string {
  const alike = new Map<string, EmailChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.what, change.lines, change.approved]);
    alike.set(key, [...(alike.get(key) ?? []), change]);
  }
  const told = [...alike.values()].map((some) => {
    const [{ what, lines, approved }] = some as [EmailChange];
    const who = approved === undefined ? '' : ` (approved by ${approved.by} on ${approved.on})`;
    const names = listed(some.map(({ id, words }) => (words === '' ? id : `${id}@${words}`)));
    return [
      `${names}${who}${what === 'gone' ? ` ${some.length === 1 ? 'is' : 'are'} sent no more` : ''}`,
      ...lines.map((line) => `  ${line}`),
    ].join('\n');
  });
  const says = folder === undefined ? 'what was approved' : `what they say in ${folder}`;
  const others = [
    changes.length === 0 ? '' : `, ${changes.length} otherwise`,
    added.length === 0 ? '' : `; ${folder === undefined ? 'approved by nobody yet' : 'new'}: ${listed(added)}`,
  ];
  return [`${series} in ${language}: ${unchanged} emails say ${says}${others.join('')}.`, ...told].join('\n\n');
}

function listed(names: readonly string[]): string {
  if (names.length <= namedMax) return names.join(', ');
  return `${names.slice(0, namedMax).join(', ')} and ${names.length - namedMax} more`;
}

/** What to do about emails that say something else than what was approved, or that are gone; '' where there are none. */
export function howToGoOn(all: readonly EmailChanges[]): string {
  const left = all.filter(({ changes }) => changes.length > 0);
  const isGone = ({ unchanged, changes, added }: EmailChanges) =>
    unchanged + added.length === 0 && changes.every(({ what }) => what === 'gone');
  const gone = left
    .filter(isGone)
    .map(
      ({ series, language }) =>
        `Nobody is sent ${series} in ${language} any more: if that is meant, delete ${approvedFile(series, language)}`,
    );
  const approve = 'npx weekwise series approve <series> <email>@<version> … --by "their name"';
  const read = left.every(isGone)
    ? []
    : [`Once somebody has read that: ${approve}. Without an email it approves all, and forgets what is sent no more.`];
  return [...read, ...gone].map((line) => `\n${line}`).join('');
}
