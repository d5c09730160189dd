import { checkOffers, readBranches, type BranchTemplate } from './compile-branches.ts';
import { checkIds, readLessons } from './compile-lessons.ts';
import { readYaml } from './front-matter.ts';
import { seriesId, SeriesFrontMatter, type LessonFrontMatter } from './front-matter-schema.ts';
import { readPictures, type Picture } from './pictures.ts';
import { readReviews, type Reviews } from './reviews/reviews-file.ts';
import { allOrProblems, reject, type Place } from './source-location.ts';
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

/** Reads a series in its first language. `folder` is as it sees it: {@link TemplateFolder.ofSeries}. */
export async function readSeriesSource(id: string, folder: TemplateFolder): Promise<SeriesSource> {
  const path = `series/${id}`;
  const place = { file: folder.name(`${path}/series.yaml`), line: 1 };
  const name = seriesId.safeParse(id);
  if (!name.success) reject(place, `the folder of a series is its id, and "${id}" ${name.error.issues[0]?.message}`);
  const about = (await readYaml(`${path}/series.yaml`, SeriesFrontMatter, folder)).value;
  const drawings = await readPictures(path, folder);
  const course = await readCourse(path, folder);
  checkLessonsNamed(about, course.lessons, place);
  return { id, path, own: path, folder, about, drawings, ...course, reviews: await readReviews(path, folder) };
}

/** Stops the build where `series.yaml` names a lesson that the course does not have. */
function checkLessonsNamed(
  { monthly, lookBack, halfway, landing: { sample } }: SeriesFrontMatter,
  lessons: readonly Template<LessonFrontMatter>[],
  place: Place,
): void {
  const ids = lessons.map(({ value }) => value.id);
  const named = { monthly, lookBack, halfway: halfway ?? [], 'landing: sample': sample?.lesson ?? [] };
  for (const [key, said] of Object.entries(named)) {
    const unknown = [said].flat().find((lesson) => !ids.includes(lesson));
    if (unknown !== undefined) reject(place, `${key}: "${unknown}" is no lesson of the course`);
  }
  if (halfway !== undefined && halfway === ids.at(-1)) reject(place, `halfway: nothing comes after "${halfway}"`);
}

/** The lessons and branches of a series, checked against each other. */
async function readCourse(
  path: string,
  folder: TemplateFolder,
): Promise<{ lessons: Template<LessonFrontMatter>[]; branches: BranchTemplate[] }> {
  const reading = [readLessons(`${path}/lessons`, folder), readBranches(path, folder)] as const;
  await allOrProblems<unknown>(reading);
  const [lessons, branches] = await Promise.all(reading);
  checkIds([...lessons, ...branches.flatMap((branch) => branch.lessons)]);
  checkOffers(branches, lessons);
  return { lessons, branches };
}
