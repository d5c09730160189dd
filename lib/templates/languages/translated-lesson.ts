import type { LessonFrontMatter, SourcesFile } from '../front-matter-schema.ts';
import { practiceOf } from '../practice.ts';
import { TemplateError, type Problem } from '../source-location.ts';
import { readTemplate, type Template } from '../template.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { translatedLesson, type TranslatedLesson } from './translated-matter.ts';

/** What the sources of a series found, in another language, by the id of the source. */
export interface Findings {
  known: SourcesFile;
  said: Readonly<Record<string, string>>;
}

/**
 * A lesson in another language: the words of its translation, and all that is no word from the first language.
 *
 * @param path - of the translation, from `templates/`
 * @param findings - undefined where the lessons of the series describe their sources themselves
 * @throws TemplateError where it does not say the same things: as many cautions, steps and reminders, the same drawings and merge fields
 */
export async function readTranslatedLesson(
  first: Template<LessonFrontMatter>,
  path: string,
  { language, findings }: { language: string; findings: Findings | undefined },
  folder: TemplateFolder,
): Promise<Template<LessonFrontMatter>> {
  const own = await readTemplate(path, translatedLesson(language), folder);
  const { of: _, findings: found, reminders, ...words } = own.value;
  const problems = differences(first, own, findings !== undefined);
  if (problems.length > 0) throw new TemplateError(problems);
  const value: LessonFrontMatter = {
    ...first.value,
    ...words,
    sources: first.value.sources.map((source, index) => ({
      ...source,
      finding: found?.[index] ?? findingIn(findings, source) ?? source.finding,
    })),
    reminders: first.value.reminders.map((reminder, index) => ({ ...reminder, ...reminders[index]! })),
  };
  const translated = { ...own, value };
  checkSteps(first, translated);
  return translated;
}

function findingIn(findings: Findings | undefined, source: LessonFrontMatter['sources'][number]): string | undefined {
  const [id] = Object.entries(findings?.known ?? {}).find(([, { title }]) => title === source.title) ?? [];
  return id === undefined ? undefined : findings?.said[id];
}

/** What a translation has more of, or less. */
function differences(
  { value, body }: Template<LessonFrontMatter>,
  own: Template<TranslatedLesson>,
  hasSourcesFile: boolean,
): Problem[] {
  const at = (key: keyof TranslatedLesson, message: string) => ({
    ...own.placeOf([key]),
    message: `${key}: ${message}`,
  });
  const found: Problem[] = [];
  for (const key of ['care', 'reminders'] as const) {
    const [wanted, { length }] = [value[key].length, own.value[key]];
    if (length !== wanted) found.push(at(key, `must be ${wanted}, as in the first language, not ${length}`));
  }
  if ((value.more === undefined) !== (own.value.more === undefined)) {
    found.push(at('more', value.more === undefined ? 'the first language does not say it' : 'is missing'));
  }
  if (hasSourcesFile && own.value.findings !== undefined) found.push(at('findings', 'stand in sources.yaml'));
  if (!hasSourcesFile && own.value.findings?.length !== value.sources.length) {
    found.push(at('findings', `must be ${value.sources.length}: what each source found, in order`));
  }
  const [wanted, merged] = [mergedIn(body), mergedIn(own.body)];
  const place = { file: own.file, line: own.body[0]?.place.line ?? 1 };
  const lacks = wanted.filter((one) => !merged.includes(one));
  const spare = merged.filter((one) => !wanted.includes(one));
  if (lacks.length > 0) found.push({ ...place, message: `the text lacks ${lacks.join(', ')}` });
  if (spare.length > 0) found.push({ ...place, message: `the first language does not have ${spare.join(', ')}` });
  return found;
}

/** Drawings, links and conditions of a body. */
function mergedIn(body: Template<unknown>['body']): string[] {
  const text = body.map((line) => line.text).join('\n');
  return [
    ...new Set(Array.from(text.matchAll(/\[\[.*?\]\]|\{\{.*?\}\}/g), ([merged]) => merged.replaceAll(/\s+/g, ' '))),
  ];
}

/** Drawings stand beside steps, by number. */
function checkSteps(first: Template<LessonFrontMatter>, own: Template<LessonFrontMatter>): void {
  const [wanted, { length }] = [practiceOf(first).steps.length, practiceOf(own).steps];
  if (length === wanted) return;
  const place = own.body[0]?.place ?? { file: own.file, line: 1 };
  throw new TemplateError([
    { ...place, message: `the practice must have ${wanted} steps, as in the first language, not ${length}` },
  ]);
}
