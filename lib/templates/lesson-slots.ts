import { escaped } from './escaped.ts';
import type { BranchFrontMatter, LessonFrontMatter, Reminder } from './front-matter-schema.ts';
import type { MailWords } from './words/mail-words.ts';

/** Parts of a lesson's mail that come from front matter, its own and its neighbour's, as html. */

/** Who should take care. */
export function careHtml(care: readonly string[]): string {
  return `<ul>${care.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
}

/** Three plans to choose from. */
export function plansHtml(plans: readonly string[], words: MailWords): string {
  const items = plans.map((plan) => `<li>${escaped(plan)}</li>`).join('');
  const keep = `{{#if link.plan}}<p><a href="{{link.plan}}">${words.say('lesson.keepPlan')}</a></p>{{/if}}`;
  return `<h2>${words.say('lesson.plans')}</h2><ul>${items}</ul>${keep}`;
}

/** The two-minute version in its place in the lesson, unless the lesson opened with it. */
export function shortHtml(short: string, words: MailWords): string {
  return `{{#unless shortFirst}}<h2>${words.say('lesson.badDay')}</h2><p>${escaped(short)}</p>{{/unless}}`;
}

/** "Fincham and colleagues, 2023; Balban and colleagues, 2023." */
export function sourcesHtml(sources: LessonFrontMatter['sources']): string {
  return `${sources.map(({ authors, year }) => escaped(`${authors}, ${year}`)).join('; ')}.`;
}

/** What a mail says about the lessons around it. */
export interface Around {
  /** The first words, before the body: why this practice comes now. */
  opening: string;
  /** What comes after this lesson. */
  next: string;
}

/** A lesson of the course: it announces the next one, or the look back after the last. */
export function aroundInCourse(
  words: MailWords,
  lesson: LessonFrontMatter,
  next: LessonFrontMatter | undefined,
  offers: readonly BranchFrontMatter[] = [],
): Around {
  return {
    opening: openingWith('lesson.weekly', lesson, words),
    next: `${announced(words, next, 'lesson.last')}${offers.map((branch) => offered(branch, words)).join('')}`,
  };
}

/** A branch, where its author thought that people may want it. */
function offered({ choice, promise }: BranchFrontMatter, words: MailWords): string {
  const asks = words.say('lesson.offer', { choice: escaped(choice) });
  return `<p>${asks} ${escaped(promise)} <a href="{{link.preferences}}">${words.say('lesson.choose')}</a></p>`;
}

/** A lesson of a branch: it announces the next one, or the way back to the course after the last. */
export function aroundInBranch(
  words: MailWords,
  lesson: LessonFrontMatter,
  next: LessonFrontMatter | undefined,
  branch: string,
): Around {
  return {
    opening: openingWith('lesson.weekly', lesson, words),
    next: announced(words, next, 'lesson.lastOfBranch', { branch: escaped(branch) }),
  };
}

/** A lesson that was asked for: it comes beside the course and promises nothing after it. */
export function aroundOnDemand(words: MailWords, lesson: LessonFrontMatter): Around {
  return {
    opening: openingWith('lesson.onDemand', lesson, words),
    next: `<p>${words.say('lesson.courseGoesOn')}${ifNext(words.say('lesson.nextComes'))}</p>`,
  };
}

function openingWith(key: string, { strategy, minutes }: LessonFrontMatter, words: MailWords): string {
  return `<p>${words.say(key, { strategy: escaped(strategy), minutes: String(minutes) })}</p>`;
}

/** The next lesson, or what is said after the last. */
function announced(
  words: MailWords,
  next: LessonFrontMatter | undefined,
  last: string,
  values?: Record<string, string>,
): string {
  const says =
    next === undefined ? words.say(last, values) : `<strong>${escaped(next.title)}.</strong> ${escaped(next.promise)}`;
  return `<p>${says}${ifNext(words.say('lesson.comes'))}</p>`;
}

function ifNext(sentence: string): string {
  return `{{#if nextLesson}} ${sentence}{{/if}}`;
}

/** The steps of a reminder. One step needs no number. */
export function stepsHtml({ steps }: Reminder): string {
  if (steps.length === 1) return `<p>${escaped(steps[0] ?? '')}</p>`;
  return `<ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol>`;
}
