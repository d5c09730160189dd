import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { ReviewCounts } from '../../content/reviews/review-states.ts';

/** Reviews of the texts that are in an assembly: whoever deploys it later may have other texts on their disk. */

const Reviews = z.object({ stage: z.string(), all: z.int(), unsigned: z.int(), overdue: z.int() });

const fileIn = (assembly: string) => join(assembly, 'weekwise-reviews.json');

/** Writes them beside the templates, while the assembly is synthesized. */
export function writeReviews(assembly: string, stage: string, counts: ReviewCounts): void {
  writeFileSync(fileIn(assembly), `${JSON.stringify({ stage, ...counts })}\n`);
}

/** Undefined where nobody wrote them: the assembly is of another stage, or of an earlier release. */
export function readReviews(assembly: string, stage: string): ReviewCounts | undefined {
  if (!existsSync(fileIn(assembly))) return undefined;
  const { stage: of, ...counts } = Reviews.parse(JSON.parse(readFileSync(fileIn(assembly), 'utf8')));
  return of === stage ? counts : undefined;
}
