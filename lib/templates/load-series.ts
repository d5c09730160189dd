import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import Handlebars from 'handlebars';
import type { MailFields, MailTemplate, Series } from '../../lambdas/core/course/series.ts';
import { beforeStop } from '../../lambdas/core/kit/full-stop.ts';
import { buildIn } from '../roots.ts';
import type { CompiledLesson } from './compile-lessons.ts';
import type { CompiledSeries, CompiledTexts } from './compile-series.ts';
import { mail } from './fill.ts';
import type { CompiledPages } from './series-pages.ts';
import { offeredLanguages } from './languages/offered.ts';
import { count, plural } from './words/counting.ts';
import type { CompiledMail } from './precompile.ts';
import { TemplateFolder } from './template-folder.ts';
import { readTokens, tokenSlots } from './tokens.ts';
import { isBuilt } from './write-build.ts';

Handlebars.registerHelper('beforeStop', beforeStop);

/**
 * Every series under `templates/`, or one of them, compiled and ready to fill, without a build: for programs that look at mails while they are written.
 */
export async function loadSeries(projectRoot: string, only?: string): Promise<Series[]> {
  return (await compiledSeries(projectRoot, only)).map(readySeries);
}

/** One of them in one of its other languages, as those look at it who translate it: a draft, too. Undefined where it has no such language. */
export async function loadLanguage(projectRoot: string, id: string, tag: string): Promise<Series | undefined> {
  const [compiled] = await compiledSeries(projectRoot, id);
  const language = compiled?.inLanguages.get(tag);
  return language && ready(language.texts);
}

async function compiledSeries(projectRoot: string, only?: string): Promise<CompiledSeries[]> {
  // Here, not above: MJML takes half a second to load, and most of the operator's commands compile nothing.
  const { compileAllSeries } = await import('./compile-series.ts');
  const folder = new TemplateFolder(projectRoot);
  return compileAllSeries(folder, tokenSlots(await readTokens(folder)), only);
}

/** A compiled series with its mails and pages as functions. */
export function readySeries({ texts: first, inLanguages }: CompiledSeries): Series {
  const offered = offeredLanguages(inLanguages).map(([tag, texts]) => [tag, () => ready(texts)] as const);
  return { ...ready(first), ...(offered.length > 0 && { languages: Object.fromEntries(offered) }) };
}

/** A series in one language with its mails and pages as functions. */
export function ready({ lessons, branches, mails, notice, pages, ...about }: CompiledTexts): Series {
  return {
    ...about,
    lessons: lessons.map(filled),
    branches: branches.map(({ lessons: own, ...branch }) => ({ ...branch, lessons: own.map(filled) })),
    mails: Object.fromEntries(
      Object.entries(mails).map(([kind, source]) => [kind, fillable(source)]),
    ) as Series['mails'],
    notice: fillable(notice),
    pages: said(pages),
  };
}

/** The same, as they were built where nothing has changed since, which spares seconds of MJML. */
export async function readSeries(projectRoot: string, only?: string): Promise<Series[]> {
  if (!(await isBuilt(projectRoot))) return loadSeries(projectRoot, only);
  const { series } = (await import(pathToFileURL(buildIn(projectRoot, 'templates.js')).href)) as { series: Series[] };
  const asked = only === undefined ? series : series.filter(({ id }) => id === only);
  // Of one that is not there, compiling tells.
  return asked.length > 0 ? asked : loadSeries(projectRoot, only);
}

/** Pages as functions. */
function said(pages: CompiledPages): Series['pages'] {
  const code = Object.entries(pages).map(([name, source]) => `${name}: ${source}`);
  const make = runInThisContext(`(plural, count, beforeStop) => ({ ${code.join(', ')} })`) as (
    ...rules: unknown[]
  ) => Series['pages'];
  return make(plural, count, beforeStop);
}

function filled({ mail: own, reminders, ...lesson }: CompiledLesson) {
  return { ...lesson, mail: fillable(own), reminders: reminders.map(fillable) };
}

/** Its functions are made when they are first called: of most mails nobody asks more than whether they compile. */
export function fillable({ subject, html, text }: CompiledMail): MailTemplate {
  const made = (source: string) => {
    let fill: ReturnType<typeof Handlebars.template> | undefined;
    return (fields: MailFields) =>
      (fill ??= Handlebars.template(runInThisContext(`(${source})`) as TemplateSpecification))(fields);
  };
  return mail({ subject: made(subject), html: made(html), text: made(text) });
}
