import { consentWordings } from '../../lambdas/core/person/consent-wordings.ts';
import { languages as spokenDates } from '../../lambdas/core/time/words.ts';
import { OperatorError } from '../operator/operator-error.ts';
import { hashOfSource } from '../templates/languages/translated-files.ts';
import { readSeriesLanguage } from '../templates/languages/read-language.ts';
import { readSeriesSource } from '../templates/series-source.ts';
import { TemplateError, type Problem } from '../templates/source-location.ts';
import { TemplateFolder } from '../templates/template-folder.ts';
import { firstLanguage, messagesIn } from '../templates/words/catalogue.ts';
import { readLanguage } from '../templates/words/language-file.ts';
import { outdatedFile } from '../templates/words/outdated-words.ts';

/** How far a translation is, for whoever makes it: everything that is to do, whether people get the language already or not. */
export interface TranslationReport {
  tag: string;
  /** Nobody gets the words of the site in it. */
  draft: boolean;
  /** What is not there, or is as in English. */
  missing: Problem[];
  /** What was made of an earlier English. */
  outdated: Problem[];
  /** What a programmer has to write. */
  code: string[];
}

/**
 * Reads every language but the first, of the site and of each series.
 *
 * @param only - this language, also before it has a file
 * @throws OperatorError where that is no tag of another language
 */
export async function translationReports(projectRoot: string, only?: string): Promise<TranslationReport[]> {
  if (only !== undefined && (only === firstLanguage || !/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(only))) {
    const why = only === firstLanguage ? 'the language that others are translated from' : 'not a language';
    throw new OperatorError(`"${only}" is ${why}: name one by its tag (BCP 47), such as fr.`, { code: 'usage' });
  }
  const folder = new TemplateFolder(projectRoot);
  const series = await folder.list('series');
  const ofSeries = await Promise.all(series.map((id) => folder.list(`series/${id}/languages`)));
  const tags = [...new Set([...(await folder.list('words')), ...ofSeries.flat()])].filter(
    (tag) => tag !== firstLanguage,
  );
  const asked = only === undefined ? tags.toSorted() : [only];
  return Promise.all(
    asked.map(async (tag) => {
      const words = await wordsLeft(tag, folder);
      const own = series.filter((_, index) => ofSeries[index]!.includes(tag));
      const lessons = await Promise.all(own.map((id) => seriesLeft(id, tag, folder)));
      const { draft } = await readLanguage(tag, folder);
      return {
        tag,
        draft,
        missing: [words, ...lessons].flatMap(({ missing }) => missing),
        outdated: [words, ...lessons].flatMap((left) => left.outdated),
        code: codeLeft(tag),
      };
    }),
  );
}

type Left = Pick<TranslationReport, 'missing' | 'outdated'>;

/** Words of the site and around every email. */
async function wordsLeft(tag: string, folder: TemplateFolder): Promise<Left> {
  const pages = (await folder.list(`words/${firstLanguage}/pages`)).map((page) => `pages/${page}`);
  const files = (await folder.list(`words/${firstLanguage}`)).filter((name) => name.endsWith('.yaml'));
  const left = [...files, ...pages].map(async (name): Promise<Left> => {
    const [first, own] = [`words/${firstLanguage}/${name}`, `words/${tag}/${name}`];
    const source = { file: folder.name(first), text: await folder.read(first) };
    const at = { file: folder.name(own), line: 1 };
    if (!(await folder.has(own))) {
      const message = `is not there: translate ${source.file}, and begin with of: "${hashOfSource(source.text)}"`;
      return { missing: [{ ...at, message }], outdated: [] };
    }
    const missing = name.endsWith('.yaml') ? await messagesLeft(first, own, folder) : [];
    return { missing, outdated: await outdatedFile(own, tag, folder) };
  });
  const all = await Promise.all(left);
  const isNew = (await folder.list(`words/${tag}`)).length === 0;
  const begin = {
    file: folder.name(`words/${tag}/language.yaml`),
    line: 1,
    message: 'begin with this file, and draft: true in it',
  };
  return {
    missing: [...(isNew ? [begin] : []), ...all.flatMap((one) => one.missing)],
    outdated: all.flatMap((one) => one.outdated),
  };
}

/** Messages that a file lacks, and sentences that it has in English. */
async function messagesLeft(first: string, own: string, folder: TemplateFolder): Promise<Problem[]> {
  // Of what coaching says, a language has as many texts as it likes.
  const nameOf = (names: readonly string[]) => (own.endsWith('coaching.yaml') ? names[0]! : names.join('.'));
  const [wanted, there] = [await messagesIn(first, folder), await messagesIn(own, folder)];
  const has = new Set(there.map(([names]) => nameOf(names)));
  const lacks = [...new Set(wanted.map(([names]) => nameOf(names)))].filter((name) => !has.has(name));
  const english = new Set(wanted.map(([, text]) => text).filter(isSentence));
  return [
    ...lacks.map((name) => ({ file: folder.name(own), line: 1, message: `lacks ${name}` })),
    ...there
      .filter(([, text]) => english.has(text))
      .map(([names, , place]) => ({ ...place, message: `${names.join('.')}: is as in English` })),
  ];
}

/** Three words or more between its values: fewer may be the same in two languages. */
function isSentence(text: string): boolean {
  const words = text.replaceAll(/\{[^{}]*\}|\[\[.*?\]\]|<[^>]*>/g, ' ').match(/\p{L}{2,}/gu) ?? [];
  return words.length >= 3;
}

async function seriesLeft(id: string, tag: string, folder: TemplateFolder): Promise<Left> {
  const own = folder.ofSeries(`series/${id}`);
  try {
    return await readSeriesLanguage(tag, await readSeriesSource(id, own), own);
  } catch (error) {
    // What stops the build: of a language that is no draft, what is missing.
    if (!(error instanceof TemplateError)) throw error;
    return { missing: error.problems, outdated: [] };
  }
}

function codeLeft(tag: string): string[] {
  const [base] = tag.split('-');
  const agreed = Object.values(consentWordings).every((wordings) =>
    Object.keys(wordings).some((version) => version.endsWith(`.${base}`)),
  );
  return [
    ...(spokenDates.some((one) => one === base)
      ? []
      : ['dates, times and cities: a table in lambdas/core/time/date-words.ts, without which nobody can choose it']),
    ...(agreed ? [] : ['what people agree to: lambdas/core/person/consent-wordings.ts']),
  ];
}

/** For people to read. */
export function formatTranslations(reports: readonly TranslationReport[]): string {
  return reports
    .map(({ tag, draft, missing, outdated: old, code }) => {
      const left = [...missing, ...old];
      const state = draft ? ', a draft that nobody gets' : '';
      const count = left.length + code.length;
      return [
        `${tag}${state}: ${count === 0 ? 'nothing is missing, and nothing is older than its English.' : `${count} left to do.`}`,
        ...left.map(({ file, line, message }) => `  ${file}:${line}: ${message}`),
        ...code.map((what) => `  for a programmer: ${what}`),
      ].join('\n');
    })
    .join('\n\n');
}
