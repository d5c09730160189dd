import type { BranchTemplate } from './compile-branches.ts';
import type { LessonFrontMatter, SeriesFrontMatter } from './front-matter-schema.ts';
import type { Picture } from './pictures.ts';
import type { Reviews } from './reviews/reviews-file.ts';
import type { Template } from './template.ts';
import type { TemplateFolder } from './template-folder.ts';

/** A series in one language, as its authors wrote it: read, and not compiled. */
export interface SeriesSource {
  id: string;
  /** Of the series, from `templates/`. */
  path: string;
  /** Of what is said in this language: the same as `path` in the first one. */
  own: string;
  /** As this language of the series sees it. */
  folder: TemplateFolder;
  about: SeriesFrontMatter;
  drawings: readonly Picture[];
  lessons: Template<LessonFrontMatter>[];
  branches: BranchTemplate[];
  reviews: Reviews;
}
