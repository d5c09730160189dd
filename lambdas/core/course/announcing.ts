import { everyLesson, nextLesson } from './course.ts';
import type { MailFields, Series } from './series.ts';
import type { Person } from '../person/subscriber.ts';

/** What a mail says of the lessons around it, by what this person has had and chosen; nothing of it may be untrue for them. */
type Announced = Pick<MailFields, 'first' | 'next' | 'last' | 'branchEnds' | 'branchOffers'>;

/**
 * What a mail says of the lessons around it.
 *
 * @param had - the person as they are while the mail is made
 * @param then - the person as the mail will leave them
 * @param lesson - id of the lesson of the course that it teaches; '' in every other mail
 */
export function announced(had: Person, then: Person, lesson: string, series: Series): Announced {
  const next = then.status === 'active' ? nextLesson(series, then) : undefined;
  return {
    first: everyLesson(series).some(({ id }) => Object.hasOwn(had.sent, id)) ? '' : 'yes',
    next: { title: next?.title ?? '', promise: next?.promise ?? '' },
    last: lesson !== '' && next === undefined ? 'yes' : '',
    branchEnds: lesson === '' ? '' : branchEndedBy(lesson, next?.id, then, series),
    branchOffers: branchesToOffer(lesson, then, series),
  };
}

/** The title of the branch whose last lesson this is; '' where it is none. */
function branchEndedBy(lesson: string, next: string | undefined, { sent }: Person, { branches }: Series): string {
  const branch = branches.find(({ lessons, onDemand }) => !onDemand && lessons.some(({ id }) => id === lesson));
  if (branch === undefined || branch.lessons.some(({ id }) => id === next)) return '';
  // One that they asked to have again is not the last where later ones came before.
  const later = branch.lessons.slice(branch.lessons.findIndex(({ id }) => id === lesson) + 1);
  return later.some(({ id }) => Object.hasOwn(sent, id)) ? '' : branch.title;
}

/** Where its author thought that people may want a branch: unless they are in it, or have had all of it. */
function branchesToOffer(lesson: string, person: Person, { branches }: Series): MailFields['branchOffers'] {
  return branches
    .filter(({ id, onDemand, offerAfter }) => !onDemand && offerAfter.includes(lesson) && id !== person.branch)
    .filter(({ lessons }) => lessons.some(({ id }) => !Object.hasOwn(person.sent, id)))
    .map(({ choice, promise }) => ({ choice, promise }));
}
