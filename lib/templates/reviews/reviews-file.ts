import { parseDocument } from 'yaml';
import * as z from 'zod';
import type { LessonReview } from '../../../lambdas/core/course/series.ts';
import { readFrontMatter } from '../front-matter.ts';
import type { TemplateFolder } from '../template-folder.ts';
import { hashOfWords, type ReviewText } from './review-text.ts';

/** A name or a role stands in emails: no markup, no merge field. */
const shown = z
  .string()
  .trim()
  .min(1)
  .max(60, 'must have at most 60 characters')
  .regex(/^[^{}[\]<>\r\n]*$/, 'must be on one line, without brackets');

/** That somebody has read a text, and lets it go out. */
export const Signature = z.strictObject({
  by: shown,
  /** What they are, as readers see it: "physiotherapist". */
  role: shown,
  on: z.iso.date(),
  /** When it is to be read again. */
  due: z.iso.date(),
  /** Hash of the words that were read. */
  words: z.string().regex(/^[0-9a-f]{16}$/, 'must be the hash that series review writes'),
});
export type Signature = z.infer<typeof Signature>;

/** `reviews.yaml` of a series: signatures by the id of the text. */
const ReviewsFile = z.record(z.string(), z.array(Signature));
export type Reviews = z.infer<typeof ReviewsFile>;

export const reviewsFileName = 'reviews.yaml';

/**
 * Reads who has signed what of a series; nothing where it has no such file.
 *
 * @param path - of the series, from `templates/`
 * @throws TemplateError
 */
export async function readReviews(path: string, folder: TemplateFolder): Promise<Reviews> {
  if (!(await folder.list(path)).includes(reviewsFileName)) return {};
  const file = `${path}/${reviewsFileName}`;
  const text = await folder.read(file);
  // A file with nothing but its comment.
  if (parseDocument(text).contents === null) return {};
  return readFrontMatter(text, ReviewsFile, { file: folder.name(file), line: 1 }).value;
}

/** Signatures under the words as they are now, the latest first. */
export function signaturesOf(text: ReviewText, reviews: Reviews): Signature[] {
  const words = hashOfWords(text);
  const all = Object.hasOwn(reviews, text.id) ? reviews[text.id]! : [];
  return all.filter((one) => one.words === words).toSorted((one, other) => (one.on < other.on ? 1 : -1));
}

/** The latest of them as readers see it; undefined: nobody has signed it. */
export function reviewIn(reviews: Reviews, text: ReviewText): LessonReview | undefined {
  const [latest] = signaturesOf(text, reviews);
  return latest && { by: latest.by, role: latest.role, on: latest.on };
}

const heading = `# Who has read which text, and lets it go out. Written by: npx weekwise series review sign
# A text whose words change counts as not reviewed again.
`;

/** The file with signatures put in: each takes the place of what the same person signed of the same text before. */
export function withSignatures(file: string, signatures: ReadonlyMap<string, Signature>): string {
  const document = parseDocument(file.trim() === '' ? heading : file);
  const before = ReviewsFile.parse(document.toJS() ?? {});
  if (document.contents === null) document.contents = document.createNode({}) as never;
  for (const [id, signature] of signatures) {
    const others = (before[id] ?? []).filter(({ by }) => by !== signature.by);
    document.set(id, document.createNode([...others, signature]));
  }
  return document.toString({ lineWidth: 0 });
}
