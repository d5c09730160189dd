import type { BranchMatter, LessonMatter, Reminder } from './matter.ts';

/** Parts of a lesson's mail that come from front matter, its own and its neighbour's, as html. */

/** Who should take care. */
export function careHtml(care: readonly string[]): string {
  return `<ul>${care.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
}

/** "Fincham and colleagues, 2023; Balban and colleagues, 2023." */
export function sourcesHtml(sources: LessonMatter['sources']): string {
  return `${sources.map(({ authors, year }) => escaped(`${authors}, ${year}`)).join('; ')}.`;
}

/** What a mail says about the lessons around it. */
export interface Around {
  /** The first words, before the body: why this practice comes now. */
  opening: string;
  /** What comes after this lesson. */
  next: string;
}

const when = '{{#if nextLesson}} It comes on {{nextLesson}}.{{/if}}';

/** A lesson of the course: it announces the next one, or the look back after the last. */
export function aroundInCourse(
  lesson: LessonMatter,
  next: LessonMatter | undefined,
  offers: readonly BranchMatter[] = [],
): Around {
  return {
    opening: weekly(lesson),
    next: `${upNext(next)}${offers.map(offered).join('')}`,
  };
}

/** A branch, where its author thought that people may want it. */
function offered({ choice, promise }: BranchMatter): string {
  return `<p>“${escaped(choice)}”? There are a few lessons for that. ${escaped(promise)} <a href="{{link.preferences}}">Choose it in your settings</a></p>`;
}

function upNext(next: LessonMatter | undefined): string {
  return next === undefined
    ? `<p>That was the last lesson of this series. Your next e-mail is a short look back.${when}</p>`
    : announced(next);
}

/** A lesson of a branch: it announces the next one, or the way back to the course after the last. */
export function aroundInBranch(lesson: LessonMatter, next: LessonMatter | undefined, branchTitle: string): Around {
  return {
    opening: weekly(lesson),
    next:
      next === undefined
        ? `<p>That was the last e-mail of “${escaped(branchTitle)}”. With the next one, the course goes on where it paused.${when}</p>`
        : announced(next),
  };
}

/** A lesson that was asked for: it comes beside the course and promises nothing after it. */
export function aroundOnDemand({ strategy, minutes }: LessonMatter): Around {
  return {
    opening: `<p>You asked for this practice: ${escaped(strategy)}. It takes ${minutes} minutes.</p>`,
    next: '<p>Your weekly course goes on as before.{{#if nextLesson}} Its next lesson comes on {{nextLesson}}.{{/if}}</p>',
  };
}

function weekly({ strategy, minutes }: LessonMatter): string {
  return `<p>This week’s practice is ${escaped(strategy)}. It takes ${minutes} minutes.</p>`;
}

function announced({ title, promise }: LessonMatter): string {
  return `<p><strong>${escaped(title)}.</strong> ${escaped(promise)}${when}</p>`;
}

/** The steps of a reminder. One step needs no number. */
export function stepsHtml({ steps }: Reminder): string {
  if (steps.length === 1) return `<p>${escaped(steps[0] ?? '')}</p>`;
  return `<ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol>`;
}

/** Text as html. Merge fields pass through. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
