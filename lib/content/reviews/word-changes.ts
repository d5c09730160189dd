import { readReviewTexts } from '../../templates/reviews/read-review-texts.ts';
import { readReviews, signaturesOf } from '../../templates/reviews/reviews-file.ts';
import { TemplateFolder } from '../../templates/template-folder.ts';
import { withTemplatesAt } from '../series-at.ts';
import { diffTexts, formatTextChanges, type TextChange } from './words-diff.ts';

/** What changed in the words of a series, and which of its texts lose a signature by it. */
export interface WordChanges {
  series: string;
  changes: TextChange[];
  /** Ids of texts that were signed as they were. */
  signed: string[];
}

/**
 * What changed in the words of series since a commit. A series that was not there then is all new.
 *
 * @param against - whatever git takes for a commit
 * @throws UnknownVersionError, TemplateError
 */
export async function wordChanges(
  projectRoot: string,
  ids: readonly string[],
  against: string,
): Promise<WordChanges[]> {
  const project = new TemplateFolder(projectRoot);
  return withTemplatesAt(against, projectRoot, async (root) => {
    const then = new TemplateFolder(root);
    const there = await then.list('series');
    return Promise.all(
      ids.map(async (series) => {
        const before = there.includes(series) ? await readReviewTexts(series, then) : [];
        const changes = diffTexts(before, await readReviewTexts(series, project));
        const reviews = await readReviews(`series/${series}`, project);
        const signed = before.filter((text) => signaturesOf(text, reviews).length > 0).map(({ id }) => id);
        return { series, changes, signed };
      }),
    );
  });
}

/** For people to read. */
export function formatWordChanges(all: readonly WordChanges[], against: string): string {
  const one = ({ changes, signed }: WordChanges) => formatTextChanges(changes, new Set(signed), against);
  if (all.length === 1) return one(all[0]!);
  return all.map((changes) => `${changes.series}\n\n${one(changes)}`).join('\n\n');
}
