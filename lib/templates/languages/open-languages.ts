import { type AccountMailKind, accountMailKinds } from '../../../lambdas/core/mail/mail-kinds.ts';
import type { CompiledSeries, CompiledTexts } from '../compile-series.ts';
import type { LessonFrontMatter } from '../front-matter-schema.ts';
import type { Problem } from '../source-location.ts';
import type { Template } from '../template.ts';
import type { TemplateFolder } from '../template-folder.ts';

/** A language of a series as its translators look at it, draft or not. */
export interface OpenLanguage {
  series: string;
  tag: string;
  draft: boolean;
  missing: Problem[];
  outdated: Problem[];
  /** Lessons that are translated. */
  lessons: Template<LessonFrontMatter>[];
  /** Emails that are translated, by where they stand. */
  mailFiles: ReadonlyMap<AccountMailKind, string>;
  /** The series in that language. */
  texts: CompiledTexts;
}

/** The other languages of a series. */
export async function openLanguages(compiled: CompiledSeries, folder: TemplateFolder): Promise<OpenLanguage[]> {
  const { id } = compiled.texts;
  return Promise.all(
    [...compiled.inLanguages].map(async ([tag, { texts, lessons, ...state }]) => {
      const files = accountMailKinds.map((kind) => [kind, `series/${id}/languages/${tag}/mails/${kind}.mjml`] as const);
      const there = await Promise.all(
        files.map(async ([kind, path]) => ((await folder.has(path)) ? [[kind, folder.name(path)] as const] : [])),
      );
      return { series: id, tag, ...state, lessons, mailFiles: new Map(there.flat()), texts };
    }),
  );
}
