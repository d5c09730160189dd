import type { BranchTemplate } from '../compile-branches.ts';
import { readYaml } from '../front-matter.ts';
import { SourcesFile, type LessonFrontMatter, type SeriesFrontMatter } from '../front-matter-schema.ts';
import { allOrProblems, reject, TemplateError, type Problem } from '../source-location.ts';
import type { SeriesSource } from '../series-source.ts';
import type { Template } from '../template.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { readLanguage } from '../words/language-file.ts';
import { readReviews } from '../reviews/reviews-file.ts';
import { TranslatedBranch, TranslatedSeries, TranslatedSources } from './translated-matter.ts';
import { readTranslatedLesson, type Findings } from './translated-lesson.ts';
import { translatedFiles, type Covers } from './translated-files.ts';
import { translatedPictures } from './translated-pictures.ts';

/** A series in one of its other languages, as read. */
export interface LanguageSource {
  /** In that language, with the structure of the first one. What it does not say is as in the first. */
  source: SeriesSource;
  /** Ids of lessons that come in the first language. */
  untranslated: ReadonlySet<string>;
  covers: Covers;
  draft: boolean;
  /** What a draft has still to say. */
  missing: Problem[];
  /** What changed in the first language after it was translated. */
  outdated: Problem[];
}

/**
 * Reads a language of a series, `series/<id>/languages/<tag>/`: the same files, with words alone in them.
 *
 * @throws TemplateError over a mistake, and over something missing unless it says that it is a draft
 */
export async function readSeriesLanguage(
  tag: string,
  first: SeriesSource,
  project: TemplateFolder,
): Promise<LanguageSource> {
  const path = `${first.path}/languages/${tag}`;
  const folder = project.ofSeries(path, first.path);
  const place = { file: folder.name(`${path}/series.yaml`), line: 1 };
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag))
    reject(place, `the folder of a language is its BCP 47 tag, such as "es", not "${tag}"`);
  if (tag === first.about.language) reject(place, `the series itself is in "${tag}": this folder would say it twice`);
  const said = (await readYaml(`${path}/series.yaml`, TranslatedSeries, folder)).value;
  // A project that goes without a language need not say so in each series that it has from Weekwise.
  const isTheirs = !project.hasOwn(path) && (await readLanguage(tag, project)).draft;
  const about = { ...said, draft: said.draft || isTheirs };
  const files = await translatedFiles(first.path, tag, about.covers, folder);
  if (files.spare.length > 0) throw new TemplateError(files.spare);
  const pictures = await translatedPictures(first.drawings, path, folder);
  const read = new TranslationReader(tag, path, first, await findingsOf(path, first.path, folder), folder);
  const reading = [
    allOrProblems(first.lessons.map((lesson) => read.lesson(lesson))),
    allOrProblems(first.branches.map((branch) => read.branch(branch))),
  ] as const;
  await allOrProblems<unknown>(reading);
  const [lessons, branches] = await Promise.all(reading);
  const missing: Problem[] = [
    ...files.missing.map((name) => ({
      file: folder.name(`${path}/${name}`),
      line: 1,
      message: `is not there: translate ${folder.name(`${first.path}/${name}`)}, or say draft: true in series.yaml`,
    })),
    ...(about.covers === 'everything' ? pictures.missing : []),
    ...(first.about.landing.sample !== undefined && about.landing.sample === undefined
      ? [{ ...place, message: 'lacks landing, sample' }]
      : []),
    ...(about.draft ? [] : await undraftedWords(tag, place.file, folder)),
  ];
  if (!about.draft && missing.length > 0) throw new TemplateError(missing);
  return {
    source: {
      ...first,
      folder,
      own: path,
      about: merged(first.about, about, tag),
      drawings: pictures.drawings,
      lessons,
      branches,
      reviews: await readReviews(path, folder),
    },
    untranslated: read.untranslated,
    covers: about.covers,
    draft: about.draft,
    missing,
    outdated: files.outdated,
  };
}

/** A series is offered in no language in which the site and the frame of its emails are a draft. */
async function undraftedWords(tag: string, file: string, folder: TemplateFolder): Promise<Problem[]> {
  const there = (await folder.list(`words/${tag}`)).length > 0;
  const { draft } = await readLanguage(tag, folder);
  if (there && !draft) return [];
  const message = `${folder.name(`words/${tag}`)} ${there ? 'is a draft' : 'is not there'}: say draft: true here until it is complete`;
  return [{ file, line: 1, message }];
}

function merged(
  first: SeriesFrontMatter,
  { title, promise, landing }: TranslatedSeries,
  language: string,
): SeriesFrontMatter {
  const { sample: words, ...own } = landing;
  const { sample } = first.landing;
  return {
    ...first,
    title,
    promise,
    language,
    landing: { ...own, ...(sample !== undefined && { sample: { ...sample, ...words } }) },
  };
}

/** What sources found, where the series keeps a file of them. */
async function findingsOf(path: string, series: string, folder: TemplateFolder): Promise<Findings | undefined> {
  const file = `${series}/sources.yaml`;
  if (!(await folder.has(file))) return undefined;
  const known = (await readYaml(file, SourcesFile, folder)).value;
  const own = `${path}/sources.yaml`;
  if (!(await folder.has(own))) return { known, said: {} };
  const place = { file: folder.name(own), line: 1 };
  const { value, placeOf } = await readYaml(own, TranslatedSources, folder);
  const { of: _, ...said } = value;
  const problems: Problem[] = [
    ...Object.keys(said)
      .filter((id) => known[id] === undefined)
      .map((id) => ({ ...placeOf([id]), message: `${id}: the series has no such source` })),
    ...Object.keys(known)
      .filter((id) => said[id] === undefined)
      .map((id) => ({ ...place, message: `lacks ${id}` })),
  ];
  if (problems.length > 0) throw new TemplateError(problems);
  return { known, said };
}

class TranslationReader {
  readonly untranslated = new Set<string>();
  readonly #tag: string;
  readonly #path: string;
  readonly #first: SeriesSource;
  readonly #findings: Findings | undefined;
  readonly #folder: TemplateFolder;

  constructor(tag: string, path: string, first: SeriesSource, findings: Findings | undefined, folder: TemplateFolder) {
    [this.#tag, this.#path, this.#first, this.#findings, this.#folder] = [tag, path, first, findings, folder];
  }

  async lesson(lesson: Template<LessonFrontMatter>): Promise<Template<LessonFrontMatter>> {
    const path = this.#ownPath(lesson.file);
    if (!(await this.#folder.has(path))) {
      this.untranslated.add(lesson.value.id);
      return lesson;
    }
    return readTranslatedLesson(lesson, path, { language: this.#tag, findings: this.#findings }, this.#folder);
  }

  async branch(branch: BranchTemplate): Promise<BranchTemplate> {
    const lessons = await allOrProblems(branch.lessons.map((lesson) => this.lesson(lesson)));
    const path = `${this.#path}/branches/${branch.id}/branch.yaml`;
    if (!(await this.#folder.has(path))) return { ...branch, lessons };
    const { value, placeOf } = await readYaml(path, TranslatedBranch, this.#folder);
    const { of: _, ...words } = value;
    if ((words.group === undefined) !== (branch.value.group === undefined)) {
      reject(placeOf(['group']), 'group: a branch has one, or has none, in every language');
    }
    return { ...branch, value: { ...branch.value, ...words }, lessons };
  }

  /** The path of a translation, by the name of the file that it translates. */
  #ownPath(file: string): string {
    const within = file.slice(this.#folder.name(this.#first.path).length);
    return `${this.#path}${within}`;
  }
}
