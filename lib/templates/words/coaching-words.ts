import {
  type CoachingRule,
  coachingRules,
  type CoachingWords,
  isHardRule,
  textsMin,
} from '../../../lambdas/core/course/coaching-rules.ts';
import { reject, TemplateError, type Place } from '../source-location.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { firstLanguage, messagesIn } from './catalogue.ts';
import { readLanguage } from './language-file.ts';
import { spoken } from './spoken.ts';

const fileName = 'coaching.yaml';

/**
 * What coaching says in the emails of a series: `words/…/coaching.yaml` in its language, or in the first one, and in its place what the series says
 * itself, rule by rule, in a file of the same name. So do those of a project take the place of the engine's.
 *
 * @param tag - BCP 47, such as "de-AT"
 * @param path - of the series, from `templates/`
 * @throws TemplateError where a rule is unknown, missing, or has too few texts to take turns
 */
export async function readCoaching(
  tag: string,
  path: string,
  project: TemplateFolder,
): Promise<Record<CoachingRule, CoachingWords>> {
  const language = await spoken(tag, project);
  const { draft } = await readLanguage(language, project);
  const common = draft ? await readLayers(firstLanguage, project) : new Map<CoachingRule, CoachingWords>();
  const file = `words/${language}/${fileName}`;
  if (!draft || (await project.has(file))) {
    for (const [rule, words] of await readLayers(language, project)) common.set(rule, words);
  }
  const own = (await project.list(path)).includes(fileName) ? await read(`${path}/${fileName}`, project) : new Map();
  const missing = coachingRules.filter((rule) => !common.has(rule) && !own.has(rule));
  if (missing.length > 0) {
    throw new TemplateError(missing.map((rule) => ({ file: project.name(file), line: 1, message: `lacks ${rule}` })));
  }
  return Object.fromEntries([...common, ...own]) as Record<CoachingRule, CoachingWords>;
}

/** Those of a language; a project's rules take the place of the engine's. */
async function readLayers(language: string, project: TemplateFolder): Promise<Map<CoachingRule, CoachingWords>> {
  const file = `words/${language}/${fileName}`;
  const beneath = project.hasOwn(file) && project.beneath?.hasOwn(file) ? await read(file, project.beneath) : new Map();
  return new Map([...beneath, ...(await read(file, project))]);
}

async function read(path: string, folder: TemplateFolder): Promise<Map<CoachingRule, CoachingWords>> {
  const rules = new Map<CoachingRule, CoachingWords>();
  const places = new Map<CoachingRule, Place>();
  for (const [[name, kind], text, place] of await messagesIn(path, folder)) {
    const rule = coachingRules.find((one) => one === name);
    if (rule === undefined) reject(place, `${name}: no rule. Known: ${coachingRules.join(', ')}`);
    const words: CoachingWords = rules.get(rule) ?? { says: [] };
    if (!rules.has(rule)) places.set(rule, place);
    if (kind === 'after') words.after = text;
    else words.says.push(text);
    rules.set(rule, words);
  }
  for (const [rule, { says }] of rules) {
    const min = textsMin(rule);
    const isEven = says.length % 2 === 0 || !isHardRule(rule);
    if (new Set(says).size < says.length || says.length < min || !isEven) {
      reject(
        places.get(rule)!,
        `${rule}: must have ${min} texts or more, all different${isHardRule(rule) ? ', and an even number' : ''}`,
      );
    }
  }
  return rules;
}
