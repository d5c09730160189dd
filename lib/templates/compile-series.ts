import { accountMailKinds, type AccountMailKind, type Lesson, type Series } from '../../lambdas/core/series.ts';
import type { Slots } from './compose.ts';
import { readMatter } from './front-matter.ts';
import { lessonMail, reminderMails } from './lesson-mails.ts';
import { escaped } from './lesson-slots.ts';
import { AccountMatter, LessonMatter, SeriesMatter } from './matter.ts';
import { confirmationFields, subscriberFields } from './merge-fields.ts';
import { allOrProblems, reject } from './place.ts';
import { compileMail, type CompiledMail } from './precompile.ts';
import { readTemplate, type Template } from './template.ts';
import type { TemplateFolder } from './template-folder.ts';

/** A series in which each mail is compiled but not yet a function. */
export interface CompiledSeries extends Omit<Series, 'lessons' | 'mails'> {
  lessons: (Omit<Lesson, 'mail' | 'reminders'> & { mail: CompiledMail; reminders: CompiledMail[] })[];
  mails: Record<AccountMailKind, CompiledMail>;
}

/** Letters go to subscribers and can be unsubscribed from; account mails answer a form and cannot. */
const layouts: Record<AccountMailKind, string> = {
  welcome: 'layouts/letter.mjml',
  completion: 'layouts/letter.mjml',
  confirmation: 'layouts/account.mjml',
  link: 'layouts/account.mjml',
  farewell: 'layouts/account.mjml',
};

/** Compiles every series under `templates/series/`. `looks` are the design tokens as slots. */
export async function compileAllSeries(folder: TemplateFolder, looks: Slots): Promise<CompiledSeries[]> {
  const ids = await folder.list('series');
  return allOrProblems(ids.map((id) => compileSeries(id, folder, looks)));
}

async function compileSeries(id: string, folder: TemplateFolder, looks: Slots): Promise<CompiledSeries> {
  const path = `series/${id}`;
  const place = { file: folder.name(`${path}/series.yaml`), line: 1 };
  const about = readMatter(await folder.read(`${path}/series.yaml`), SeriesMatter, place).value;
  const slots = { ...looks, language: about.language, direction: directionOf(about.language) };
  const templates = await readLessons(path, folder);
  const lessons = templates.map((lesson, index) => compileLesson(lesson, templates[index + 1]?.value, slots, folder));
  const mails = accountMailKinds.map(
    async (kind) => [kind, await compileAccountMail(path, kind, slots, folder)] as const,
  );
  await allOrProblems<unknown>([...lessons, ...mails]);
  return {
    id,
    ...about,
    lessons: await Promise.all(lessons),
    mails: Object.fromEntries(await Promise.all(mails)) as CompiledSeries['mails'],
  };
}

/** The lessons in the order of their file names, `NN-<id>.mjml`. */
async function readLessons(path: string, folder: TemplateFolder): Promise<Template<LessonMatter>[]> {
  const names = (await folder.list(`${path}/lessons`)).filter((name) => name.endsWith('.mjml'));
  const lessons = await allOrProblems(
    names.map((name) => readTemplate(`${path}/lessons/${name}`, LessonMatter, folder)),
  );
  const seen = new Map<string, string>();
  for (const { value, file, placeOf } of lessons) {
    const other = seen.get(value.id);
    if (other !== undefined) reject(placeOf(['id']), `id: "${value.id}" is taken by ${other}`);
    seen.set(value.id, file);
    if (!new RegExp(`/\\d+-${value.id}\\.mjml$`).test(file)) {
      reject(placeOf(['id']), `id: a lesson "${value.id}" must be named NN-${value.id}.mjml`);
    }
  }
  return lessons;
}

async function compileLesson(
  template: Template<LessonMatter>,
  next: LessonMatter | undefined,
  looks: Slots,
  folder: TemplateFolder,
): Promise<CompiledSeries['lessons'][number]> {
  const { id, title, strategy, minutes, certainty, sources, reviewed } = template.value;
  const [mail, reminders] = [lessonMail(template, next, looks), reminderMails(template, looks)];
  const [compiled, ...others] = await allOrProblems([mail, ...reminders].map((source) => compileMail(source, folder)));
  if (compiled === undefined) throw new Error(`no mail for ${id}`);
  return { id, title, strategy, minutes, certainty, sources, reviewed, mail: compiled, reminders: others };
}

async function compileAccountMail(
  path: string,
  kind: AccountMailKind,
  looks: Slots,
  folder: TemplateFolder,
): Promise<CompiledMail> {
  const { value, body, placeOf } = await readTemplate(`${path}/mails/${kind}.mjml`, AccountMatter, folder);
  const { subject, preheader, title } = value;
  return compileMail(
    {
      layout: layouts[kind],
      subject: { text: subject, place: placeOf(['subject']) },
      content: body,
      slots: { ...looks, subject: escaped(subject), preheader: escaped(preheader), title: escaped(title) },
      fields: kind === 'confirmation' ? confirmationFields : subscriberFields,
    },
    folder,
  );
}

function directionOf(language: string): 'ltr' | 'rtl' {
  return ['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'].includes(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
