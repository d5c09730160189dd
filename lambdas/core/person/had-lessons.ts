import type { Profile } from './subscriber.ts';

/** What is stored of lessons that somebody had; of somebody who is gone for long some of it is not there. */
type Had = Partial<Pick<Profile, 'sent' | 'earlier' | 'hadBefore'>>;

/**
 * Has this person ever had a lesson of the course, in whatever round of it? A lesson on demand, beside the course, is not written down by its id: of
 * that `onDemandSentAt` is all that is known.
 */
export function hasEverHad(person: Had, lesson: string): boolean {
  return everHad(person).includes(lesson);
}

/** Ids of every lesson that they ever had, in order. What takes lessons out of `sent` writes this to `hadBefore`. */
export function everHad({ sent = {}, earlier = [], hadBefore = [] }: Had): string[] {
  return [...new Set([...hadBefore, ...earlier.map(({ lesson }) => lesson), ...Object.keys(sent)])].toSorted();
}
