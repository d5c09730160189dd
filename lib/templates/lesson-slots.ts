import type { LessonMatter, Reminder } from './matter.ts';

/** Parts of a lesson's mail that come from front matter, its own and its neighbour's, as html. */

/** Who should take care. */
export function careHtml(care: readonly string[]): string {
  return `<ul>${care.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
}

/** "Fincham and colleagues, 2023; Balban and colleagues, 2023." */
export function sourcesHtml(sources: LessonMatter['sources']): string {
  return `${sources.map(({ authors, year }) => escaped(`${authors}, ${year}`)).join('; ')}.`;
}

/** What comes after this lesson: the next one's promise, or the look back after the last. */
export function nextHtml(next: LessonMatter | undefined): string {
  const when = '{{#if nextLesson}} It comes on {{nextLesson}}.{{/if}}';
  if (next === undefined) {
    return `<p>That was the last lesson of this series. Your next e-mail is a short look back.${when}</p>`;
  }
  return `<p><strong>${escaped(next.title)}.</strong> ${escaped(next.promise)}${when}</p>`;
}

/** The steps of a reminder. One step needs no number. */
export function stepsHtml({ steps }: Reminder): string {
  if (steps.length === 1) return `<p>${escaped(steps[0] ?? '')}</p>`;
  return `<ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol>`;
}

/** "23 November 2026" for "2026-11-23". */
export function dateInWords(isoDate: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${isoDate}T00:00Z`));
}

/** Text as html. Merge fields pass through. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
