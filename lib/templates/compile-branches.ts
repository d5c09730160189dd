import type { Branch } from '../../lambdas/core/course/series.ts';
import { readLessons, type CompiledLesson, type LessonCompiler } from './compile-lessons.ts';
import { readYaml, type FrontMatter } from './front-matter.ts';
import { BranchFrontMatter, branchId, type LessonFrontMatter } from './front-matter-schema.ts';
import { allOrProblems, reject, TemplateError, type Problem } from './source-location.ts';
import type { Template } from './template.ts';
import type { TemplateFolder } from './template-folder.ts';

/** A branch in which each mail is compiled but not yet a function. */
export type CompiledBranch = Omit<Branch, 'lessons'> & { lessons: CompiledLesson[] };

/** A branch as its author wrote it: `branch.yaml` and the lessons beside it. */
export interface BranchTemplate extends FrontMatter<BranchFrontMatter> {
  id: string;
  lessons: Template<LessonFrontMatter>[];
}

/** The branches of a series, one a folder under `branches/`. `path` is the folder of the series. */
export async function readBranches(path: string, folder: TemplateFolder): Promise<BranchTemplate[]> {
  const ids = await folder.list(`${path}/branches`);
  return allOrProblems(ids.map((id) => readBranch(id, `${path}/branches/${id}`, folder)));
}

async function readBranch(id: string, path: string, folder: TemplateFolder): Promise<BranchTemplate> {
  const place = { file: folder.name(`${path}/branch.yaml`), line: 1 };
  const about = await readYaml(`${path}/branch.yaml`, BranchFrontMatter, folder);
  const name = branchId.safeParse(id);
  if (!name.success) reject(place, `the folder of a branch is its id, and "${id}" ${name.error.issues[0]?.message}`);
  const lessons = await readLessons(path, folder);
  if (lessons.length === 0) reject(place, 'a branch has lessons: put NN-<id>.md beside this file');
  return { ...about, id, lessons };
}

/** Stops the build over a branch that is offered after a lesson that the course does not have. */
export function checkOffers(branches: readonly BranchTemplate[], course: readonly Template<LessonFrontMatter>[]): void {
  const ids = course.map(({ value }) => value.id);
  const problems = branches.flatMap(({ value, placeOf }) =>
    value.offerAfter.flatMap((id, index): Problem[] => {
      if (ids.includes(id)) return [];
      const message = `offerAfter: "${id}" is no lesson of the course. Known here: ${ids.join(', ')}`;
      return [{ ...placeOf(['offerAfter', index]), message }];
    }),
  );
  if (problems.length > 0) throw new TemplateError(problems);
}

/** Compiles a branch. */
export async function compileBranch(
  { id, value, lessons }: BranchTemplate,
  compile: LessonCompiler,
): Promise<CompiledBranch> {
  const compiled = lessons.map((lesson) => compile(lesson, value.onDemand ? 'on-demand' : 'weekly'));
  return { id, ...value, lessons: await allOrProblems(compiled) };
}
