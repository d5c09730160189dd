import { addDays, localDateAt } from '../time/calendar.ts';
import { updateWithRetry } from './update-with-retry.ts';
import { everyLesson } from '../course/course.ts';
import type { Clock, Log } from '../kit/ports.ts';
import type { Subscribers } from '../mail/subscribers.ts';
import type { SeriesLibrary } from '../course/series-library.ts';
import { isSubscribed, type PersonChanges } from '../person/subscriber.ts';

/** What people tell between two check-ins: that they practised today, when they mean to, and which lessons they keep. */

export interface PractisingDeps {
  clock: Clock;
  subscribers: Pick<Subscribers, 'find' | 'change'>;
  series: SeriesLibrary;
  log: Log;
}

/** Days that are remembered. */
const daysKept = 28;

/** Longest plan, in characters: two lines of a mail. */
export const planMax = 160;

/**
 * Records that they practised; saying it twice of a day is saying it once.
 *
 * @param daysAgo - 0 is the local day that it is now
 */
export async function practised(id: string, daysAgo: 0 | 1, deps: PractisingDeps): Promise<boolean> {
  const done = await updateWithRetry(
    id,
    deps,
    ({ status, preferences, practisedOn = [] }): PersonChanges | undefined => {
      if (status !== 'active' && status !== 'completed') return undefined;
      const day = addDays(localDateAt(deps.clock.now(), preferences.zone), -daysAgo);
      const since = addDays(day, -daysKept);
      return { practisedOn: [...practisedOn.filter((date) => date > since && date !== day), day].sort() };
    },
  );
  if (done) deps.log.info('practice.recorded', { subscriber: id });
  return done;
}

/**
 * Takes back that they practised on a day.
 *
 * @returns false where they had not said so
 */
export async function notPractised(id: string, day: string, deps: PractisingDeps): Promise<boolean> {
  const done = await updateWithRetry(id, deps, ({ status, practisedOn = [] }): PersonChanges | undefined => {
    if ((status !== 'active' && status !== 'completed') || !practisedOn.includes(day)) return undefined;
    const others = practisedOn.filter((date) => date !== day);
    return { practisedOn: others.length === 0 ? undefined : others };
  });
  if (done) deps.log.info('practice.taken-back', { subscriber: id });
  return done;
}

/** Keeps the plan for a lesson, in place of any other; an empty text keeps none. */
export async function keepPlan(
  id: string,
  plan: { lesson: string; text: string },
  deps: PractisingDeps,
): Promise<boolean> {
  return updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    const isTheirs = everyLesson(deps.series.of(person)).some((lesson) => lesson.id === plan.lesson);
    return person.status === 'active' && isTheirs ? { ownPlan: plan.text === '' ? undefined : plan } : undefined;
  });
}

/** Keeps a lesson that they have had, or keeps it no longer. */
export async function keepLesson(id: string, lesson: string, kept: boolean, deps: PractisingDeps): Promise<boolean> {
  return updateWithRetry(id, deps, (person): PersonChanges | undefined => {
    if (!isSubscribed(person) || (kept && !Object.hasOwn(person.sent, lesson))) return undefined;
    const others = (person.kept ?? []).filter((one) => one !== lesson);
    const lessons = kept ? [...others, lesson] : others;
    return { kept: lessons.length === 0 ? undefined : lessons };
  });
}
