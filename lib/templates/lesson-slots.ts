import { escaped } from './escaped.ts';
import type { LessonFrontMatter, Reminder } from './front-matter-schema.ts';

/** Parts of a lesson's mail that come from front matter, as html. */

/** Who should take care. */
export function careHtml(care: readonly string[]): string {
  return `<ul>${care.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
}

/** Three plans to choose from, whole as `plan.1`, and their first part, as a button says it, as `plan.1.when`. */
export function planSlots(plans: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    plans.flatMap((plan, index) => [
      [`plan.${index + 1}`, escaped(plan)],
      [`plan.${index + 1}.when`, escaped(plan.split(plan.includes(', I will ') ? ', I will ' : ', ')[0]!)],
    ]),
  );
}

/** "Fincham 2023, Balban 2023." The page of sources has all of their names. */
export function sourcesHtml(sources: LessonFrontMatter['sources']): string {
  const short = sources.map(({ authors, year }) => `${authors.replace(/ and colleagues$/, '')} ${year}`);
  return `${escaped([...new Set(short)].join(', '))}.`;
}

/** The steps of a reminder. One step needs no number. */
export function stepsHtml({ steps }: Reminder): string {
  if (steps.length === 1) return `<p>${escaped(steps[0] ?? '')}</p>`;
  return `<ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol>`;
}
